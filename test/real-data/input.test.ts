import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { RawBook } from '../../src/model/book.ts';
import type { FieldSpec } from '../../src/model/rubric.ts';
import { isText } from '../../src/model/table.ts';
import { ExactSum } from '../../src/numeric/sum.ts';
import { field, noOptions, problemsOf, readClients, readRaw, rowsOf, sourceOf } from '../input/book-helpers.ts';

// Every text file of the shared real data is read; counts and totals are those its README gives.

const folder = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const file = (path: string) => sourceOf(readFileSync(join(folder, path)), path.split('/').pop());
const asId = (name: string, more: Partial<FieldSpec> = {}) => field(name, 'id', { required: true, ...more });

function total(raw: Pick<RawBook, 'table'>, name: string): bigint {
  const column = raw.table.columns.get(name);
  if (column === undefined || isText(column)) throw new Error(`no numbers in ${name}`);
  const sum = new ExactSum();
  for (const units of column.values) sum.add(units);
  return sum.total;
}

function counts(raw: Pick<RawBook, 'table'>, name: string): Record<string, number> {
  const index = [...raw.table.columns.keys()].indexOf(name);
  const counted: Record<string, number> = {};
  for (const row of rowsOf(raw)) counted[String(row[index])] = (counted[String(row[index])] ?? 0) + 1;
  return counted;
}

describe.runIf(existsSync(folder))('real data', () => {
  describe('Chinese small firms', () => {
    const id = asId('id', { from: ['client_id', '企业代号'] });

    test('clients', async () => {
      const fields = [
        id,
        field('industry', 'category'),
        field('rating', 'category'),
        field('default', 'flag'),
        field('sales', 'money'),
        field('void_rate', 'percent'),
        field('first_sale', 'date'),
      ];
      const book = await readClients([file('cumcm2020c/cumcm_sme_clients_123.csv')], fields, 'sales');
      expect(book.totals.rows).toEqual({ read: 123, clients: 123, rejected: 0, merged: 0 });
      expect(book.totals.measure).toMatchObject({ read: 1494728142992n, clients: 1494728142992n, unreadable: 0 });
      expect(book.rejects).toEqual([]);
      expect(counts(book, 'rating')).toEqual({ A: 27, B: 38, C: 34, D: 24 });
      expect(counts(book, 'default')).toEqual({ 0: 96, 1: 27 });
    });

    test('GBK, one heading twice: read as long as no field takes it', async () => {
      const gbk = () => file('cumcm2020c/gbk_duplicate_heading.csv');
      const raw = await readRaw([gbk()], [id, field('name', 'text', { from: ['企业名称'] })]);
      expect(raw.files[0]).toMatchObject({ encoding: 'gb18030', rows: 123 });
      expect(rowsOf(raw)[0]).toEqual(['E1', '***电器销售有限公司']);
      expect(raw.findings).toMatchObject([{ code: 'repeated-heading' }]);
      const problems = await problemsOf(readRaw([gbk()], [id, field('trust', 'number', { from: ['企业信赖指数'] })]));
      expect(problems).toMatchObject([{ code: 'doubled-heading' }]);
      expect(problems[0].found).toContain('"企业信赖指数" (column 19, S)');
    });

    test('delimited by spaces: the hint says so, and then it is read', async () => {
      const fields = [
        id,
        field('rating', 'category', { from: ['信誉评级'] }),
        field('default', 'flag', { from: ['是否违约'] }),
      ];
      const problems = await problemsOf(readRaw([file('cumcm2020c/space_delimited.csv')], fields));
      expect(problems[0].hint).toContain("--delimiter ' '");
      const raw = await readRaw([file('cumcm2020c/space_delimited.csv')], fields, { ...noOptions, delimiter: ' ' });
      expect([raw.table.rows, raw.ragged, raw.rejects.length]).toEqual([123, 0, 0]);
      expect(counts(raw, 'rating')).toEqual({ A: 27, B: 38, C: 34, D: 24 });
    });

    test('a blank first heading is tolerated', async () => {
      const fields = [id, field('out', 'money', { from: ['销项金额'] })];
      const raw = await readRaw([file('cumcm2020c/bom_blank_first_heading.csv')], fields);
      expect([raw.table.rows, raw.rejects.length]).toEqual([302, 0]);
      expect(rowsOf(raw)[0]).toEqual(['E124', 88580873400]);
    });
  });

  describe('World Bank loans', () => {
    test('by country', async () => {
      const fields = [asId('Country'), field('original_principal', 'money')];
      const book = await readClients(
        [file('ibrd/ibrd_clients_by_country.csv')],
        fields,
        'original_principal',
        noOptions,
        'Country',
      );
      expect(book.totals.rows).toEqual({ read: 148, clients: 148, rejected: 0, merged: 0 });
      expect(book.totals.measure?.clients).toBe(76869913297639n);
    });

    test('by loan, with ISO date-times', async () => {
      const dates = ['End of Period', 'Board Approval Date', 'Last Disbursement Date'].map((name) =>
        field(name, 'date'),
      );
      const fields = [
        asId('Loan Number'),
        field('Country', 'category'),
        field('Original Principal Amount', 'money'),
        ...dates,
      ];
      const raw = await readRaw([file('ibrd/ibrd_loans_2020-11-30.csv')], fields, noOptions, 'Loan Number');
      expect([raw.table.rows, raw.ragged, raw.rejects.length]).toEqual([8986, 0, 0]);
      expect(total(raw, 'Original Principal Amount')).toBe(76869913297639n);
      expect(Object.keys(counts(raw, 'Country'))).toHaveLength(148);
    });
  });

  describe('Czech bank', () => {
    test.each([
      { name: 'account', key: 'account_id', expected: 4500 },
      { name: 'client', key: 'client_id', expected: 5369 },
      { name: 'disp', key: 'disp_id', expected: 5369 },
      { name: 'card', key: 'card_id', expected: 892 },
      { name: 'order', key: 'order_id', expected: 6471 },
      { name: 'loan', key: 'loan_id', expected: 682 },
      { name: 'district', key: 'A1', expected: 77 },
    ])('$name: $expected rows, semicolons found', async ({ name, key, expected }) => {
      const raw = await readRaw([file(`berka/${name}.asc`)], [asId(key)], { passThrough: true }, key);
      expect([raw.table.rows, raw.rejects.length, raw.files[0].delimiter]).toEqual([expected, 0, ';']);
    });

    test('loans: status, YYMMDD dates and the total', async () => {
      const fields = [
        asId('loan_id'),
        field('date', 'date', { format: 'YYMMDD' }),
        field('amount', 'money'),
        field('status', 'category'),
      ];
      const raw = await readRaw([file('berka/loan.asc')], fields, noOptions, 'loan_id');
      expect(raw.rejects).toEqual([]);
      expect(total(raw, 'amount')).toBe(10326174000n);
      expect(counts(raw, 'status')).toEqual({ A: 203, B: 31, C: 403, D: 45 });
    });

    test('? and blanks in quotes as missing', async () => {
      const districts = await readRaw(
        [file('berka/district.asc')],
        [asId('A1'), field('A12', 'number', { missingMarks: ['?'] })],
        noOptions,
        'A1',
      );
      expect(districts.rejects).toEqual([]);
      expect(rowsOf(districts).filter((row) => row[1] === null)).toEqual([['69', null]]);
      const orders = await readRaw(
        [file('berka/order.asc')],
        [asId('order_id'), field('amount', 'money'), field('k_symbol', 'category')],
        noOptions,
        'order_id',
      );
      expect(counts(orders, 'k_symbol').null).toBe(1379);
      expect(total(orders, 'amount')).toBe(2122899360n);
    });

    test('joined loans', async () => {
      const raw = await readRaw(
        [file('berka/berka_loan_clients_682.csv')],
        [asId('loan_id'), field('amount', 'money')],
        noOptions,
        'loan_id',
      );
      expect([raw.table.rows, raw.rejects.length, total(raw, 'amount')]).toEqual([682, 0, 10326174000n]);
    });
  });

  test('SBA loans: BOM, CRLF, SAS day numbers', async () => {
    const fields = [
      asId('LoanNr_ChkDgt'),
      field('Name', 'text'),
      field('ApprovalDate', 'date', { format: 'sas' }),
      field('DisbursementGross', 'money'),
      field('Default', 'flag'),
    ];
    const raw = await readRaw([file('sba/sba_case_california.csv')], fields, noOptions, 'LoanNr_ChkDgt');
    expect([raw.table.rows, raw.rejects.length]).toEqual([2101, 0]);
    expect(total(raw, 'DisbursementGross')).toBe(51019862000n);
    expect(counts(raw, 'Default')).toEqual({ 0: 1415, 1: 686 });
  });

  test('German credit: commas and signs inside values', async () => {
    const fields = [
      field('creditability', 'category', { required: true }),
      field('telephone', 'category'),
      field('status_of_existing_checking_account', 'category'),
      field('credit_amount', 'money'),
    ];
    const raw = await readRaw([file('german/germancredit.csv')], fields, noOptions, 'none');
    expect([raw.table.rows, raw.ragged, raw.rejects.length]).toEqual([1000, 0, 0]);
    expect(counts(raw, 'creditability')).toEqual({ good: 700, bad: 300 });
    expect(counts(raw, 'telephone')['yes, registered under the customers name']).toBe(404);
  });

  test.each([
    { name: 'cdnow_customers_summary.csv', expected: 2357 },
    { name: 'cdnow_customers_summary_with_transactions.csv', expected: 2357 },
  ])('$name', async ({ name, expected }) => {
    const raw = await readRaw([file(`cdnow/${name}`)], [asId('ID'), field('T', 'number')], noOptions, 'ID');
    expect([raw.table.rows, raw.rejects.length]).toEqual([expected, 0]);
  });
});

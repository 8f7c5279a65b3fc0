import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readColumns } from '../../src/input/recorded-columns.ts';
import { isText, type TextColumn, textAt } from '../../src/model/table.ts';
import { readTree, temporaryDirectory, tierbook } from '../run/tierbook.ts';

// Laws of further tables, over the whole command: files in, run directory out.

const runs = { numRuns: 15 };

interface Loan {
  readonly client: string;
  readonly amount: string;
  readonly day: string;
  readonly status: string;
  readonly renewed: string;
}

const clients = ['01', '1', '002', 'é', '𠮷', 'Z', 'none'];
const clientsCsv = `Client,Revenue\n${clients.map((id, index) => `${id},${index * 7 + 1}`).join('\n')}\n`;

const loanArbitrary: fc.Arbitrary<Loan> = fc.record({
  client: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom('01', '1', '002', 'é', '𠮷', 'Z') },
    { weight: 2, arbitrary: fc.constantFrom('9', 'z', '') },
  ),
  amount: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 400 }).map((cents) => (cents / 4).toFixed(2)) },
    { weight: 2, arbitrary: fc.constantFrom('', '-3', 'much', '99000000000000') },
  ),
  day: fc.integer({ min: 1, max: 28 }).map((day) => `2026-02-${String(day).padStart(2, '0')}`),
  status: fc.constantFrom('active', 'repaid', 'refused', ''),
  renewed: fc.constantFrom('yes', 'no', ''),
});
const loansArbitrary = fc.array(loanArbitrary, { maxLength: 30 });

const linesOf = (loans: readonly Loan[]) =>
  loans.map(({ client, amount, day, status, renewed }) => [client, amount, day, status, renewed].join(','));
const csvOf = (loans: readonly Loan[]) => `${['Client,Amount,Day,Status,Renewed', ...linesOf(loans)].join('\n')}\n`;

const loansTable = `  loans:
    key: client_id
    where: status != "refused"
    fields:
      client_id: {type: id, from: [Client], required: true}
      amount: {type: money, from: [Amount], min: 0}
      day: {type: date, from: [Day], required: true}
      status: {type: category, from: [Status], values: [active, repaid, refused]}
      renewed: {type: flag, from: [Renewed]}
`;
const unusedTable = `  contacts:
    key: client_id
    file: contacts.csv
    fields:
      client_id: {type: id, from: [Client], required: true}
      note: {type: text, from: [Note]}
`;

const rubricOf = (tables: string, features: string) => `
rubric: tables
version: "1"
title: Tables
currency: EUR
locale: en
portfolio: {id: client_id, measure: revenue}
fields:
  client_id: {type: id, from: [Client], required: true}
  revenue: {type: money, from: [Revenue]}
tables:
${tables}features:
${features}dimensions:
  value:
    weight: 1
    factors:
      lent: {weight: 2, of: lent, percentile: {">= 50": 100, else: 20}}
      mean: {weight: 1, of: middle, scale: {0: 0, 100: 100}}
tiers:
  - {tier: gold, when: score >= 75}
  - {tier: standard}
`;

const features = `  lent: sum(loans.amount)
  loan_count: count(loans)
  middle: median(loans.amount)
  mean_amount: mean(loans[status = "active"].amount)
  last: max(loans.day)
  state: min(loans.status)
  repeats: share(loans.renewed)
  large: some loan in loans satisfies loan.amount > 50
  own: count(loans[amount > revenue])
`;
const rubric = rubricOf(loansTable, features);

/** A folder with these files, and a run in it; `out` is the run directory's own files. */
async function runWith(files: Readonly<Record<string, string>>, ...more: readonly string[]) {
  const folder = temporaryDirectory();
  for (const [name, text] of Object.entries({ 'clients.csv': clientsCsv, 'rubric.yaml': rubric, ...files })) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const argv = ['run', 'rubric.yaml', 'clients.csv', '--as-of', '2026-10-31', '--out', 'out', '--quiet', ...more];
  const { status, stderr } = await tierbook(folder, argv);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const written = readTree(join(folder, 'out'));
  const lasting = [...written].filter(([name]) => !/^(manifest|rejects)/.test(name));
  return {
    folder,
    lasting: Object.fromEntries(lasting),
    summary: JSON.parse(written.get('summary.json') as string),
    rejects: (written.get('rejects.csv') as string).trim().split('\n').slice(1),
  };
}

const withLoans = (loans: readonly Loan[]) => runWith({ 'loans.csv': csvOf(loans) }, '--table', 'loans=loans.csv');

async function valuesOf(folder: string): Promise<Map<string, Record<string, unknown>>> {
  const { rows, columns } = await readColumns(async (name) => readFileSync(join(folder, 'out', name)));
  const ids = columns.get('client_id') as TextColumn;
  const values = new Map<string, Record<string, unknown>>();
  for (let row = 0; row < rows; row++) {
    const own = [...columns].map(([name, column]) => {
      const value = isText(column) ? textAt(column, row) : column.values[row];
      return [name, Number.isNaN(value) ? null : value] as const;
    });
    values.set(textAt(ids, row) as string, Object.fromEntries(own));
  }
  return values;
}

const isKnown = ({ client }: Loan) => clients.includes(client);

describe('laws of further tables', () => {
  it('gives the same bytes for any order of the rows, and any parts of the table', () =>
    fc.assert(
      fc.asyncProperty(
        loansArbitrary.chain((loans) =>
          fc.tuple(
            fc.constant(loans),
            fc.shuffledSubarray([...loans], { minLength: loans.length, maxLength: loans.length }),
            fc.nat(loans.length),
          ),
        ),
        async ([loans, other, cut]) => {
          const [first, second] = [csvOf(other.slice(0, cut)), csvOf(other.slice(cut))];
          const whole = await withLoans(loans);
          expect((await withLoans(other)).lasting).toEqual(whole.lasting);
          const directory = { 'parts/a.csv': first, 'parts/b.csv': second };
          expect((await runWith(directory, '--table', 'loans=parts')).lasting).toEqual(whole.lasting);
          const pattern = { 'loans-2.csv': first, 'loans-1.csv': second };
          expect((await runWith(pattern, '--table', 'loans=loans-?.csv')).lasting).toEqual(whole.lasting);
        },
      ),
      runs,
    ));

  it('accounts for every row of a table, and gives lists of nothing their values', () =>
    fc.assert(
      fc.asyncProperty(loansArbitrary, async (loans) => {
        const { folder, summary } = await withLoans(loans);
        const [{ read, kept, leftOut, rejected }] = summary.tables;
        expect(read).toBe(loans.length);
        expect(kept + leftOut + rejected).toBe(read);
        const usable = loans.filter(({ client }) => client !== '');
        expect(leftOut).toBe(usable.filter(({ status }) => status === 'refused').length);
        const counted = usable.filter((loan) => loan.status !== 'refused' && isKnown(loan));
        expect(kept).toBe(counted.length);
        const values = await valuesOf(folder);
        expect(values.get('none')).toMatchObject({
          ...{ lent: 0, loan_count: 0, large: 0, own: 0 },
          ...{ middle: null, mean_amount: null, last: null, state: null, repeats: null },
        });
        for (const [client, own] of values) expect(own).toMatchObject(expectedOf(client, counted, own));
      }),
      runs,
    ));

  it('rejects rows of unknown clients and changes nothing else for them', () =>
    fc.assert(
      fc.asyncProperty(loansArbitrary, async (loans) => {
        const known = loans.filter(isKnown);
        const [all, without] = [await withLoans(loans), await withLoans(known)];
        const strangers = loans.filter((loan) => loan.client !== '' && !isKnown(loan) && loan.status !== 'refused');
        expect(all.rejects.filter((line) => line.includes('unknown-owner'))).toHaveLength(strangers.length);
        for (const [name, bytes] of Object.entries(without.lasting)) {
          if (name !== 'summary.json') expect(all.lasting[name], name).toBe(bytes);
        }
        const { tables: _a, findings: _b, ...rest } = all.summary;
        const { tables: _c, findings: _d, ...same } = without.summary;
        expect(rest).toEqual(same);
      }),
      runs,
    ));

  it('changes nothing but the list of tables for a table that nothing uses', () =>
    fc.assert(
      fc.asyncProperty(loansArbitrary, fc.array(fc.constantFrom('01', '9', 'é')), async (loans, contacts) => {
        const plain = await withLoans(loans);
        const files = {
          'rubric.yaml': rubricOf(loansTable + unusedTable, features),
          'contacts.csv': `Client,Note\n${contacts.map((id) => `${id},said\n`).join('')}`,
          'loans.csv': csvOf(loans),
        };
        const more = await runQuietly(files);
        for (const [name, bytes] of Object.entries(plain.lasting)) {
          if (name !== 'summary.json' && !name.startsWith('rubric/')) expect(more.lasting[name], name).toBe(bytes);
        }
        const { tables, rubric: own, findings: _a, ...rest } = more.summary;
        const { tables: before, rubric: other, findings: _b, ...same } = plain.summary;
        expect(rest).toEqual(same);
        expect({ ...own, sha256: '' }).toEqual({ ...other, sha256: '' });
        expect(tables.filter(({ table }: { table: string }) => table === 'loans')).toEqual(before);
      }),
      runs,
    ));
});

/** A table that nothing uses is no error. */
const runQuietly = (files: Readonly<Record<string, string>>) => runWith(files, '--table', 'loans=loans.csv');

/** Values by plain JavaScript over the client's own rows. */
function expectedOf(client: string, loans: readonly Loan[], found: Record<string, unknown>): Record<string, unknown> {
  const own = loans.filter((loan) => loan.client === client);
  const cents = (rows: readonly Loan[]) =>
    rows
      .filter(({ amount }) => /^\d+\.\d\d$/.test(amount))
      .map(({ amount }) => Math.round(Number(amount) * 100))
      .sort((a, b) => a - b);
  const amounts = cents(own);
  const states = own.map(({ status }) => status).filter((status) => status !== '');
  const answers = own.map(({ renewed }) => renewed).filter((renewed) => renewed !== '');
  const active = cents(own.filter(({ status }) => status === 'active'));
  const halfUp = (sum: number, count: number) => (count === 0 ? null : Math.floor((2 * sum + count) / (2 * count)));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const middle = [amounts[(amounts.length - 1) >> 1] ?? 0, amounts[amounts.length >> 1] ?? 0];
  const yes = answers.filter((answer) => answer === 'yes').length;
  return {
    lent: sum(amounts),
    loan_count: own.length,
    middle: amounts.length === 0 ? null : halfUp(sum(middle), 2),
    mean_amount: halfUp(sum(active), active.length),
    state: states.sort()[0] ?? null,
    repeats: halfUp(yes * 1e6, answers.length),
    large: amounts.some((amount) => amount > 5000) ? 1 : 0,
    own: amounts.filter((amount) => amount > (found.revenue as number)).length,
  };
}

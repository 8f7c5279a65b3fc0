import { describe, expect, test } from 'vitest';
import {
  columnLetters,
  judgeHeadings,
  matchHeadings,
  noteHeadings,
  splitUnit,
} from '../../../src/input/headings/headings.ts';
import { fieldTypes } from '../../../src/input/types/index.ts';
import { field, noOptions, problemsOf, readRaw, rowsOf, sourceOf } from '../book-helpers.ts';

const id = field('client_id', 'id', { from: ['客户编号', 'Client ID'], required: true });
const loan = field('loan_amount', 'money', { from: ['贷款金额', 'Loan amount'] });
const place = { file: 'book.csv', line: 1 };

describe('matching', () => {
  test.each([
    { title: 'exactly', given: ['客户编号', '贷款金额'], expected: [0, 1] },
    { title: 'by the name of the field', given: ['loan_amount', 'client_id'], expected: [1, 0] },
    { title: 'ignoring case', given: ['CLIENT id', 'loan AMOUNT'], expected: [0, 1] },
    { title: 'ignoring width', given: ['Ｃｌｉｅｎｔ　ＩＤ', '贷款金额'], expected: [0, 1] },
    { title: 'ignoring white space, line ends too', given: ['客户 编号', 'Loan\namount '], expected: [0, 1] },
    { title: 'exactly before loosely', given: ['client id', 'Client ID', 'loan_amount'], expected: [1, 2] },
    { title: 'without the unit', given: ['Client ID', '贷款金额(万元)'], expected: [0, 1] },
    { title: 'with its unit in full-width brackets', given: ['Client ID', '贷款金额（万元）'], expected: [0, 1] },
    { title: 'loosely and without the unit', given: ['client id', 'LOAN AMOUNT [USD m]'], expected: [0, 1] },
  ])('$title', ({ given, expected }) => {
    const { wanted, absent, doubled } = matchHeadings(given, [id, loan]);
    expect(wanted.map((column) => column.index)).toEqual(expected);
    expect([absent, doubled]).toEqual([[], []]);
  });

  test.each([
    { given: '贷款金额(万元)', expected: { bare: '贷款金额', unit: '万元' } },
    { given: 'Amount [USD m]', expected: { bare: 'Amount', unit: 'USD m' } },
    { given: 'Revenue (net)（千元）', expected: { bare: 'Revenue (net)', unit: '千元' } },
    { given: '(万元)', expected: undefined },
    { given: 'Amount', expected: undefined },
  ])('the unit of $given', ({ given, expected }) => {
    expect(splitUnit(given)).toEqual(expected);
  });

  test('columns are named as a spreadsheet names them', () => {
    expect([0, 25, 26, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
  });
});

describe('what is wrong with headings', () => {
  const judge = (headings: string[], fields = [id, loan]) =>
    judgeHeadings(matchHeadings(headings, fields), headings, place, fieldTypes);

  test('a required field without heading names the headings there are and the nearest', () => {
    const problems = judge(['Clent ID', '贷款金额']);
    expect(problems).toMatchObject([{ code: 'missing-heading', severity: 'error', file: 'book.csv', line: 1 }]);
    expect(problems[0].found).toBe('"Clent ID", "贷款金额"');
    expect(problems[0].hint).toContain('did you mean "Clent ID"?');
  });

  test.each([
    { title: 'two headings for one field', given: ['客户编号', 'Client ID'] },
    { title: 'one heading twice', given: ['客户编号', '客户编号'] },
    { title: 'two that look alike', given: ['CLIENT ID', 'client id'] },
  ])('$title names both columns', ({ given }) => {
    const problems = judge(given);
    expect(problems).toMatchObject([{ code: 'doubled-heading' }]);
    expect(problems[0].found).toBe(`"${given[0]}" (column 1, A) and "${given[1]}" (column 2, B)`);
  });

  test.each([
    { title: 'a unit that contradicts the field', unit: '万元', heading: '贷款金额(亿元)', expected: ['two-units'] },
    { title: 'the same unit in other words', unit: '万', heading: '贷款金额(万元)', expected: [] },
    { title: 'a ratio over amounts', unit: undefined, heading: '贷款金额(%)', expected: ['unfit-heading-unit'] },
    { title: 'brackets that hold no unit', unit: undefined, heading: '贷款金额(已审批)', expected: [] },
  ])('$title', ({ unit, heading, expected }) => {
    const wanted = unit === undefined ? loan : { ...loan, unit };
    expect(judge(['Client ID', heading], [id, wanted]).map((problem) => problem.code)).toEqual(expected);
  });

  test('findings: an absent field, a heading twice that nobody takes, brackets that hold no unit', () => {
    const rate = field('rate', 'percent');
    const headings = ['Client ID', '贷款金额(已审批)', '', 'x', 'x', ''];
    const codes = noteHeadings(matchHeadings(headings, [id, loan, rate]), headings, fieldTypes).map(
      (finding) => finding.code,
    );
    expect(codes).toEqual(['absent-heading', 'repeated-heading', 'unknown-heading-unit']);
  });
});

describe('finding the heading rows', () => {
  test.each([
    {
      title: 'below title rows',
      given: '客户清单,,\n截至,2026-10-31,\n\n客户编号,x,贷款金额\nA,1,2\n',
      expected: [['A', 200]],
    },
    {
      title: 'a merged heading: sub names',
      given: '基本信息,,金额,\n客户编号,名称,贷款金额,余额\nA,n,2,3\n',
      expected: [['A', 200]],
    },
    {
      title: 'a merged heading: the top name of a single column',
      given: '客户编号,金额,\n,贷款金额,余额\nA,2,3\n',
      expected: [['A', 200]],
    },
    {
      title: 'a merged heading: top and sub together',
      given: '客户,,Loan,\n编号,名称,amount,balance\nA,n,2,3\n',
      expected: [['A', 200]],
    },
    { title: 'a unit in the heading applies', given: '客户编号,贷款金额(万元)\nA,2\n', expected: [['A', 2_000_000]] },
    { title: 'the named row', given: '客户编号,贷款金额\n客户编号,贷款金额\nA,2\n', header: 2, expected: [['A', 200]] },
    {
      title: 'the second row of a merged heading is named',
      given: '客户,,Loan,\n编号,名称,amount,balance\nA,n,2,3\n',
      header: 2,
      expected: [['A', 200]],
    },
  ])('$title', async ({ given, header, expected }) => {
    const options = header === undefined ? noOptions : { ...noOptions, headerRow: header };
    expect(rowsOf(await readRaw([sourceOf(given)], [id, loan], options, 'client_id'))).toEqual(expected);
  });

  test('no heading matches: the fullest row is shown', async () => {
    const problems = await problemsOf(
      readRaw([sourceOf('Report\n\na,b,c\n1,2,3\n')], [id, loan], noOptions, 'client_id'),
    );
    expect(problems).toMatchObject([{ code: 'missing-heading', line: 3, found: '"a", "b", "c"' }]);
  });
});

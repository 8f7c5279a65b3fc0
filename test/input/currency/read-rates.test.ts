import { describe, expect, test } from 'vitest';
import { readRates } from '../../../src/input/currency/read-rates.ts';
import { fieldTypes } from '../../../src/input/types/index.ts';
import { formatDate, parseIsoDate } from '../../../src/numeric/date.ts';
import { formatUnits } from '../../../src/numeric/decimal.ts';
import { problemsOf, sourceOf } from '../book-helpers.ts';

const digits: Record<string, number> = { CNY: 2, USD: 2, JPY: 0 };
const read = (text: string, asOf?: string) =>
  readRates(
    sourceOf(text, 'rates.csv'),
    { currency: 'CNY', asOf: asOf === undefined ? undefined : parseIsoDate(asOf)!, digitsOf: (code) => digits[code] },
    fieldTypes,
  );

const file = 'currency,rate,date\nUSD,7.10,2026-09-30\nUSD,7.2,2026-10-31\nUSD,7.3,2026-11-30\nJPY,0.048,2026-11-01\n';

describe('the rate file', () => {
  test.each([
    {
      title: 'the latest on or before the day',
      asOf: '2026-11-29',
      expected: ['JPY 0.048 2026-11-01', 'USD 7.2 2026-10-31'],
    },
    { title: 'that of the day itself', asOf: '2026-10-31', expected: ['USD 7.2 2026-10-31'] },
    { title: 'none before the first', asOf: '2026-09-29', expected: [] },
    { title: 'the latest of all', asOf: undefined, expected: ['JPY 0.048 2026-11-01', 'USD 7.3 2026-11-30'] },
  ])('gives $title', async ({ asOf, expected }) => {
    const { byCurrency } = await read(file, asOf);
    const shown = [...byCurrency.values()].map(
      ({ currency, rate, date }) => `${currency} ${formatUnits(rate.units, rate.scale)} ${formatDate(date)}`,
    );
    expect(shown).toEqual(expected);
  });

  test.each([
    { title: 'the same rate twice', text: 'currency,rate,date\nUSD,7.1,2026-10-31\nUSD,7.10,2026-10-31\n' },
    { title: 'the own currency at 1', text: 'currency,rate,date\nCNY,1.00,2026-10-31\n' },
    { title: 'semicolons and Chinese headings', text: '币种;日期;汇率\nUSD;2026-10-31;7.1\n' },
  ])('takes $title', async ({ text }) => {
    expect((await read(text)).byCurrency.size).toBe(1);
  });

  test.each([
    { title: 'no ISO code', line: 'usd,7.1,2026-10-31', expected: ['2 bad-rate "usd" is no currency'] },
    { title: 'zero', line: 'USD,0.00,2026-10-31', expected: ['2 bad-rate "0.00" is no rate'] },
    { title: 'a negative rate', line: 'USD,-7,2026-10-31', expected: ['2 bad-rate "-7" is no rate'] },
    {
      title: 'more digits than are exact',
      line: 'USD,1.234567890123456,2026-10-31',
      expected: ['2 bad-rate "1.234567890123456" is no rate'],
    },
    { title: 'another day form', line: 'USD,7.1,31.10.2026', expected: ['2 bad-rate "31.10.2026" is no date'] },
    { title: 'no such day', line: 'USD,7.1,2026-02-30', expected: ['2 bad-rate "2026-02-30" is no date'] },
    { title: 'a cell too few', line: 'USD,7.1', expected: ['2 bad-rate the line has other cells than the headings'] },
    { title: 'nothing in a cell', line: 'USD,,2026-10-31', expected: ['2 bad-rate the line has no rate'] },
    {
      title: 'the own currency at another rate',
      line: 'CNY,1.1,2026-10-31',
      expected: ['2 bad-rate the rate of CNY, the currency of the rubric, is 1.1'],
    },
    {
      title: 'everything that is wrong',
      line: 'XXX,x,y\nUSD,7.1,2026-10-31\nUSD,7.2,2026-10-31\nUSD',
      expected: [
        '2 bad-rate "XXX" is no currency',
        '2 bad-rate "x" is no rate',
        '2 bad-rate "y" is no date',
        '4 two-rates USD has another rate of 2026-10-31 in line 3',
        '5 bad-rate the line has other cells than the headings',
      ],
    },
  ])('refuses $title', async ({ line, expected }) => {
    const problems = await problemsOf(read(`currency,rate,date\n${line}\n`));
    expect(problems.map(({ line: at, code, message }) => `${at} ${code} ${message}`)).toEqual(expected);
    expect(problems.every(({ file: name, severity }) => name === 'rates.csv' && severity === 'error')).toBe(true);
  });
});

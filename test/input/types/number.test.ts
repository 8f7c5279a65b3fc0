import { describe, expect, it } from 'vitest';
import { type CellCase, outcomeOf } from './field.ts';

const cases: readonly CellCase[] = [
  { title: 'a plain number', given: '1234.5', expected: 1234500000 },
  { title: 'a point first', given: '.5', expected: 500000 },
  { title: 'a point last', given: '5.', expected: 5000000 },
  { title: 'negative zero', given: '-0.0', expected: 0 },
  { title: 'leading zeros', given: '007', expected: 7000000 },
  { title: 'seven digits behind the point', given: '1.2345678', expected: [1234568, 'rounded'] },
  { title: 'a half, away from zero', given: '-0.0000005', expected: [-1, 'rounded'] },
  { title: 'scientific notation', given: '1.25E+06', expected: 1250000000000 },
  { title: 'full-width scientific notation', given: '１．２５Ｅ－０２', expected: 12500 },
  { title: '万 in the cell', given: '1.5万', expected: 15000000000 },
  { title: 'traditional 萬', given: '2萬', expected: 20000000000 },
  { title: 'thousands by k', given: '12k', expected: 12000000000 },
  { title: '36 months, or metres, or millions', given: '36m', expected: '! not-a-number' },
  { title: 'millions by word', given: '36 million', expected: 36000000000000 },
  { title: 'months in the heading', given: '36', headingUnit: 'm', expected: 36000000 },
  { title: 'm by the field', given: '36', settings: { unit: 'm' }, expected: 36000000000000 },
  { title: 'a heading phrase in a cell', given: '5 单位：万元', expected: '! not-a-number' },
  { title: 'the unit of the field', given: '1.5', settings: { unit: '万' }, expected: 15000000000 },
  { title: 'the unit of the heading', given: '1.5', headingUnit: '千元', expected: 1500000000 },
  {
    title: 'the field before the heading',
    given: '1',
    settings: { unit: '千' },
    headingUnit: '万',
    expected: 1000000000,
  },
  { title: 'the cell before the field', given: '1.5万', settings: { unit: '亿' }, expected: 15000000000 },
  { title: 'a decimal comma by format', given: '1.234,5', settings: { format: '1.234,56' }, expected: 1234500000 },
  { title: 'a decimal comma without format', given: '1.234,5', expected: '! not-a-number' },
  {
    title: 'a point under a decimal comma',
    given: '1234.56',
    settings: { format: '1.234,56' },
    expected: '! not-a-number',
  },
  { title: 'groups of two', given: '12,34', expected: '! not-a-number' },
  { title: 'groups of four', given: '1,2345', expected: '! not-a-number' },
  { title: 'groups behind a zero, a decimal comma in disguise', given: '0,123', expected: '! not-a-number' },
  { title: 'mixed separators', given: '1,234 567', expected: '! not-a-number' },
  { title: 'two points', given: '1.2.3', expected: '! not-a-number' },
  { title: 'two signs', given: '--5', expected: '! not-a-number' },
  { title: 'a bracket and a minus', given: '(-5)', expected: '! not-a-number' },
  { title: 'an open bracket', given: '(5', expected: '! not-a-number' },
  { title: 'an underscore', given: '1_000', expected: '! not-a-number' },
  { title: 'hexadecimal', given: '0x10', expected: '! not-a-number' },
  { title: 'a word', given: 'infinity', expected: '! not-a-number' },
  { title: 'an unknown unit', given: '5 widgets', expected: '! not-a-number' },
  { title: 'an ambiguous unit', given: '5兆', expected: '! not-a-number' },
  { title: 'a percent sign, which belongs to percent fields', given: '45%', expected: '! not-a-number' },
  { title: 'a range', given: '10-20', expected: '! not-a-number' },
  { title: 'a date', given: '2026-10-31', expected: '! not-a-number' },
  { title: 'an exponent past reason', given: '1e99999', expected: '! not-a-number' },
  { title: 'a huge exponent', given: '1e9999', expected: '! out-of-bounds' },
  { title: 'a tiny exponent', given: '1e-9999', expected: [0, 'rounded'] },
  { title: 'the largest', given: '9007199254.740991', expected: 9007199254740991 },
  { title: 'one past the largest', given: '9007199254.740992', expected: '! out-of-bounds' },
  { title: 'a text far too long', given: '1'.repeat(500), expected: '! not-a-number' },
];

describe('number', () => {
  it.each(cases)('$title: $given', (row) => {
    expect(outcomeOf('number', row)).toEqual(row.expected);
  });
});

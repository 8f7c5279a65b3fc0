import { describe, expect, it } from 'vitest';
import { type CellCase, outcomeOf } from './field.ts';

const cases: readonly CellCase[] = [
  { title: 'plain', given: '12', expected: 12 },
  { title: 'negative', given: '-12', expected: -12 },
  { title: 'zeros behind the point', given: '12.000', expected: 12 },
  { title: 'commas', given: '1,200', expected: 1200 },
  { title: 'scientific notation of a whole number', given: '1.2E3', expected: 1200 },
  { title: '1.5万 is whole', given: '1.5万', expected: 15000 },
  { title: 'a fraction', given: '12.5', expected: '! not-an-integer' },
  { title: 'a fraction past 15 digits', given: '12.0000000000000000001', expected: '! not-an-integer' },
  { title: 'a fraction left by the unit', given: '1.23456万', expected: '! not-an-integer' },
  { title: 'the largest', given: '9007199254740991', expected: 9007199254740991 },
  { title: 'past the largest', given: '-9007199254740992', expected: '! out-of-bounds' },
  { title: 'no number', given: 'twelve', expected: '! not-a-number' },
];

describe('integer', () => {
  it.each(cases)('$title: $given', (row) => {
    expect(outcomeOf('integer', row)).toEqual(row.expected);
  });
});

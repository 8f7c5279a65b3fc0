import { describe, expect, it } from 'vitest';
import { type CellCase, outcomeOf } from './field.ts';

const perCent = { unit: 'percent' };

const cases: readonly CellCase[] = [
  { title: 'a percent sign', given: '45%', expected: 450000 },
  { title: 'a full-width percent sign', given: '４５％', expected: 450000 },
  { title: 'a percent sign behind a space', given: '-4.5 %', expected: -45000 },
  { title: 'brackets', given: '(4.5%)', expected: -45000 },
  { title: 'per mille', given: '45‰', expected: 45000 },
  { title: 'basis points', given: '150bp', expected: 15000 },
  { title: 'a bare ratio', given: '0.45', expected: 450000 },
  { title: 'a bare ratio of 1.5', given: '1.5', expected: 1500000 },
  { title: 'a bare ratio above 1.5', given: '45', expected: [45000000, 'ratio-above-150-percent'] },
  { title: 'a bare ratio below -1.5', given: '-1.500001', expected: [-1500001, 'ratio-above-150-percent'] },
  { title: 'above 150 % with its sign', given: '200%', expected: 2000000 },
  { title: 'a bare number under unit: percent', given: '45', settings: perCent, expected: 450000 },
  { title: 'a large bare number under unit: percent', given: '200', settings: perCent, expected: 2000000 },
  { title: 'a sign under unit: percent', given: '45%', settings: perCent, expected: 450000 },
  { title: 'a percent sign in the heading', given: '45', headingUnit: '%', expected: 450000 },
  { title: 'a heading unit of another kind', given: '0.45', headingUnit: '万元', expected: 450000 },
  { title: 'digits past the scale', given: '0.12345678%', expected: [1235, 'rounded'] },
  { title: 'a magnitude', given: '45万', expected: '! not-a-number' },
  { title: 'a currency', given: '¥45', expected: '! not-a-number' },
  { title: 'a decimal comma', given: '4,5%', settings: { format: '1.234,56' }, expected: 45000 },
];

describe('percent', () => {
  it.each(cases)('$title: $given', (row) => {
    expect(outcomeOf('percent', row)).toEqual(row.expected);
  });
});

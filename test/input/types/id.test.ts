import { describe, expect, it } from 'vitest';
import { type CellCase, outcomeOf } from './field.ts';

const cases: readonly CellCase[] = [
  { title: 'leading zeros', given: '000123', expected: '000123' },
  { title: 'a long number', given: '91310000123456789012', expected: '91310000123456789012' },
  { title: 'full width stays', given: 'Ａ１', expected: 'Ａ１' },
  {
    title: 'what a spreadsheet left of a long number',
    given: '1.23457E+11',
    expected: ['1.23457E+11', 'id-in-scientific-notation'],
  },
  { title: 'the same without a fraction', given: '9E+17', expected: ['9E+17', 'id-in-scientific-notation'] },
  { title: 'a code with an E in it', given: '5E3', expected: '5E3' },
  { title: 'a NUL', given: 'C\u00001', expected: ['C\u00001', 'unseen-character'] },
  { title: 'a line end', given: 'C\n1', expected: ['C\n1', 'unseen-character'] },
  { title: 'a byte order mark', given: '\ufeffC1', expected: ['\ufeffC1', 'unseen-character'] },
];

describe('id', () => {
  it.each(cases)('$title: $given', (row) => {
    expect(outcomeOf('id', row)).toEqual(row.expected);
  });
});

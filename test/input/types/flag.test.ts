import { describe, expect, it } from 'vitest';
import { type CellCase, outcomeOf } from './field.ts';

const cases: readonly CellCase[] = [
  ...['true', 'TRUE', 'True', 't', 'yes', 'Y', '1', '1.0', '是', '有', 'ＹＥＳ', '１'].map((given) => ({
    title: 'true',
    given,
    expected: 1,
  })),
  ...['false', 'FALSE', 'f', 'No', 'n', '0', '0.0', '否', '无', '０'].map((given) => ({
    title: 'false',
    given,
    expected: 0,
  })),
  ...['2', 'maybe', '-1', 'truth', '是的'].map((given) => ({ title: 'neither', given, expected: '! not-a-flag' })),
];

describe('flag', () => {
  it.each(cases)('$title: $given', (row) => {
    expect(outcomeOf('flag', row)).toEqual(row.expected);
  });
});

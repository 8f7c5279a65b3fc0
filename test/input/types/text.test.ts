import { describe, expect, it } from 'vitest';
import { type CellCase, outcomeOf } from './field.ts';

const cases: readonly CellCase[] = [
  { title: 'a name', given: '上海（集团）有限公司', expected: '上海（集团）有限公司' },
  { title: 'a formula is text', given: '=1+1', expected: '=1+1' },
  { title: 'two lines', given: 'a\nb', expected: 'a\nb' },
  { title: 'an escape code', given: '\u001b[31mred', expected: ['\u001b[31mred', 'unseen-character'] },
  { title: 'text turned around', given: 'a\u202eb', expected: ['a\u202eb', 'unseen-character'] },
];

describe('text', () => {
  it.each(cases)('$title: $given', (row) => {
    expect(outcomeOf('text', row)).toEqual(row.expected);
  });
});

import { describe, expect, it } from 'vitest';
import { type CellCase, outcomeOf, readCell } from './field.ts';

const values = new Map([
  ['sme', ['中小企业', 'SME', 'Small firm']],
  ['corporate', ['大型企业']],
  ['a', []],
  ['A', []],
]);
const listed = { values };

const cases: readonly CellCase[] = [
  { title: 'a text', given: '中小企业', settings: listed, expected: 'sme' },
  { title: 'the code itself', given: 'corporate', settings: listed, expected: 'corporate' },
  { title: 'another case', given: 'SMALL FIRM', settings: listed, expected: 'sme' },
  { title: 'full width', given: 'ＳＭＥ', settings: listed, expected: 'sme' },
  { title: 'a code that differs from another only in case', given: 'A', settings: listed, expected: 'A' },
  { title: 'which of two codes it is cannot be told', given: 'ａ', settings: listed, expected: '! unknown-value' },
  { title: 'a value that is not listed', given: '小微企业', settings: listed, expected: '! unknown-value' },
  { title: 'the name of an object property', given: 'constructor', settings: listed, expected: '! unknown-value' },
  { title: 'any text without a list', given: 'Über', expected: 'Über' },
  { title: 'a zero-width space', given: 'x\u200b', expected: ['x\u200b', 'unseen-character'] },
];

describe('category', () => {
  it.each(cases)('$title: $given', (row) => {
    expect(outcomeOf('category', row)).toEqual(row.expected);
  });

  it('names what is allowed and the nearest', () => {
    expect(readCell('category', 'corporat', listed).problem?.expected).toBe(
      'one of sme (中小企业, SME, Small firm), corporate (大型企业), a, A; did you mean "corporate"?',
    );
  });

  it('names no more than twelve', () => {
    const many = new Map(Array.from({ length: 20 }, (_, index) => [`value${index}`, []]));
    expect(readCell('category', 'none', { values: many }).problem?.expected).toMatch(/value11 or 8 more$/);
  });
});

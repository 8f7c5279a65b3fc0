import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellText, longestText, storedText } from '../../../src/report/excel/safe-text.ts';
import { nameSheets } from '../../../src/report/excel/sheet-names.ts';

describe('cellText', () => {
  test.each([
    { title: 'a plain text', given: '=1+1 客户', expected: '=1+1 客户' },
    { title: 'line breaks', given: 'a\r\nb\rc\nd\te', expected: 'a\nb\nc\nd\te' },
    { title: 'what XML forbids', given: 'a\u0000\u0008\u000b\u001f\u007f\ufffe\uffffb', expected: 'ab' },
    { title: 'half a character', given: 'a\ud83db\ude00c', expected: 'abc' },
    { title: 'emoji and marks of direction', given: '😀\u202e', expected: '😀\u202e' },
    { title: 'what is too long', given: 'a'.repeat(longestText + 1), expected: `${'a'.repeat(longestText - 1)}…` },
    {
      title: 'what is too long, cut between characters',
      given: `${'a'.repeat(longestText - 2)}😀😀`,
      expected: `${'a'.repeat(longestText - 2)}…`,
    },
  ])('$title', ({ given, expected }) => {
    expect(cellText(given)).toBe(expected);
  });

  test('whatever comes in, what comes out fits and is XML', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const stored = storedText(text);
        expect(cellText(text).length).toBeLessThanOrEqual(longestText);
        expect(stored).toMatch(/^[\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
        expect(stored.replaceAll('_x005F_', '_')).toBe(cellText(text).replaceAll('_x005F_', '_'));
      }),
    );
  });

  test('what looks like an escape stays as it is written', () => {
    expect(storedText('_x0041_ _x000D__x41_')).toBe('_x005F_x0041_ _x005F_x000D__x41_');
  });
});

describe('nameSheets', () => {
  test.each([
    { title: 'names as they are', given: ['Tier × grade', '概要'], expected: ['Tier × grade', '概要'] },
    { title: 'signs that Excel refuses', given: ['a[b]:c*d?e/f\\g'], expected: ['a b c d e f g'] },
    { title: 'apostrophes', given: ["'it's'"], expected: ['’it’s’'] },
    { title: 'nothing left', given: ['[]', ''], expected: ['Sheet', 'Sheet (2)'] },
    {
      title: 'the same but for case, and a reserved one',
      given: ['A', 'a', 'History'],
      expected: ['A', 'a (2)', 'History (2)'],
    },
    {
      title: 'long ones that differ at the end',
      given: ['x'.repeat(40), `${'x'.repeat(40)}y`],
      expected: ['x'.repeat(31), `${'x'.repeat(27)} (2)`],
    },
  ])('$title', ({ given, expected }) => {
    expect(nameSheets(given)).toEqual(expected);
  });
});

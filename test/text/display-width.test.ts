import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayWidth, truncateToWidth, wrapToWidth } from '../../src/text/display-width.ts';

test.each([
  { title: 'nothing', text: '', width: 0 },
  { title: 'Latin', text: 'Gold', width: 4 },
  { title: 'Chinese', text: '金牌客户', width: 8 },
  { title: 'full-width signs', text: '（ＡＢ）：', width: 10 },
  { title: 'half-width katakana', text: 'ｱｲ', width: 2 },
  { title: 'Hangul syllables and composed jamo', text: '한\u1112\u1161\u11ab', width: 4 },
  { title: 'a combining accent', text: 'e\u0301', width: 1 },
  { title: 'Devanagari vowel signs that combine', text: 'कु', width: 1 },
  { title: 'ambiguous signs are narrow', text: '…×“α', width: 4 },
  { title: 'emoji', text: '🏦', width: 2 },
  { title: 'a sign made an emoji', text: '❤\ufe0f', width: 2 },
  { title: 'a flag', text: '🇨🇳', width: 2 },
  { title: 'a rare ideograph outside the first plane', text: '𠮷', width: 2 },
])('$title', ({ text, width }) => {
  expect(displayWidth(text)).toBe(width);
});

test.each([
  { text: 'standard', width: 8, expected: 'standard' },
  { text: 'standard', width: 5, expected: 'stan…' },
  { text: '金牌客户', width: 7, expected: '金牌客…' },
  { text: '金牌客户', width: 6, expected: '金牌…' },
  { text: 'one two', width: 5, expected: 'one…' },
  { text: 'any', width: 1, expected: '…' },
  { text: 'any', width: 0, expected: '' },
])('"$text" in $width columns', ({ text, width, expected }) => {
  expect(truncateToWidth(text, width)).toBe(expected);
});

test.each([
  { text: 'as it is', width: 8, expected: ['as it is'] },
  { text: 'broken at spaces', width: 8, expected: ['broken', 'at', 'spaces'] },
  { text: '汉字之间断行', width: 5, expected: ['汉字', '之间', '断行'] },
  { text: 'unbreakable', width: 6, expected: ['unbre…'] },
  { text: '', width: 6, expected: [] },
])('"$text" wrapped at $width', ({ text, width, expected }) => {
  expect(wrapToWidth(text, width)).toEqual(expected);
});

test('what is cut or wrapped never takes more than the width', () => {
  const texts = fc.string({
    unit: fc.oneof(
      fc.constantFrom('汉', 'a', ' ', '🏦', 'é', '…'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    ),
  });
  fc.assert(
    fc.property(texts, fc.integer({ min: 2, max: 30 }), (text, width) => {
      expect(displayWidth(truncateToWidth(text, width))).toBeLessThanOrEqual(width);
      for (const line of wrapToWidth(text, width)) expect(displayWidth(line)).toBeLessThanOrEqual(width);
    }),
  );
});

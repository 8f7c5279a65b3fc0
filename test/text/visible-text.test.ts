import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toVisible } from '../../src/text/visible-text.ts';

test.each([
  { title: 'plain text stays', text: '金牌客户 Müller & 𠮷 – 🏦', expected: '金牌客户 Müller & 𠮷 – 🏦' },
  { title: 'an escape code', text: '\u001b[31mred\u001b[0m', expected: '?[31mred?[0m' },
  { title: 'an eight-bit control sequence', text: '\u009b2J', expected: '?2J' },
  { title: 'a terminal title', text: '\u001b]0;title\u0007', expected: '?]0;title?' },
  { title: 'line breaks and tabs', text: 'a\r\nb\tc\u2028d', expected: 'a b c d' },
  { title: 'bidirectional overrides', text: 'abc\u202efdp.exe', expected: 'abc?fdp.exe' },
  { title: 'invisible characters', text: 'a\u200bb\ufeffc\u00add', expected: 'a?b?c?d' },
  { title: 'half a surrogate pair', text: 'a\ud800b', expected: 'a?b' },
])('$title', ({ text, expected }) => {
  expect(toVisible(text)).toBe(expected);
});

test('no control character is left', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(toVisible(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    }),
  );
});

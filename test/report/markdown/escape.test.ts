import { expect, test } from 'vitest';
import { escapeLine, escapeMarkdown } from '../../../src/report/markdown/escape.ts';

test.each([
  { title: 'plain text', given: 'Harbour Works 12 Ltd', expected: 'Harbour Works 12 Ltd' },
  { title: 'Chinese', given: '华东精密（集团）有限公司', expected: '华东精密（集团）有限公司' },
  { title: 'a table cell', given: 'a | b', expected: 'a \\| b' },
  { title: 'lines', given: 'a\nb\r\nc\u2028d', expected: 'a b c d' },
  { title: 'HTML', given: '<img src=x onerror=alert(1)> &amp;', expected: '\\<img src=x onerror=alert(1)\\> \\&amp;' },
  { title: 'emphasis and code', given: '*a* _b_ ~c~ `d`', expected: '\\*a\\* \\_b\\_ \\~c\\~ \\`d\\`' },
  { title: 'a link and an image', given: '![a](b) [c][d]', expected: '!\\[a\\](b) \\[c\\]\\[d\\]' },
  { title: 'an address', given: 'https://a.b www.c.d', expected: 'https\\://a.b www\\.c.d' },
  { title: 'a mention, but no version', given: 'a@b.c x@1', expected: 'a\\@b.c x@1' },
  { title: 'a backslash', given: 'a\\b', expected: 'a\\\\b' },
  { title: 'a heading', given: '# a', expected: '\\# a' },
  { title: 'a quotation', given: '> a', expected: '\\> a' },
  { title: 'controls and bidirectional marks', given: 'a\u001b[31m\u202eb', expected: 'a?\\[31m?b' },
])('escapes $title', ({ given, expected }) => {
  expect(escapeMarkdown(given)).toBe(expected);
});

test.each([
  { title: 'a list', given: '- a', expected: '\\- a' },
  { title: 'a numbered list', given: '12. a', expected: '12\\. a' },
  { title: 'a rule', given: '---', expected: '\\---' },
  { title: 'a heading', given: '# a', expected: '\\# a' },
])('escapes $title at the start of a line', ({ given, expected }) => {
  expect(escapeLine(given)).toBe(expected);
});

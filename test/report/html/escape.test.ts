import { describe, expect, it } from 'vitest';
import { escapeHtml, textJson } from '../../../src/report/html/escape.ts';

describe('escapeHtml', () => {
  it.each([
    { title: 'leaves words', given: '华东 & Söhne', expected: '华东 &amp; Söhne' },
    { title: 'opens no element', given: '<b>', expected: '&lt;b&gt;' },
    { title: 'leaves no attribute', given: `" ' x`, expected: '&quot; &#39; x' },
    { title: 'shows control characters', given: 'a\u0000\u001bb\u0085', expected: 'a\ufffd\ufffdb\ufffd' },
    { title: 'keeps what stands for a line', given: 'a\n\tb', expected: 'a\n\tb' },
    { title: 'keeps emoji, and shows half of one', given: '👍\ud83d', expected: '👍\ufffd' },
  ])('$title', ({ given, expected }) => {
    expect(escapeHtml(given)).toBe(expected);
  });
});

describe('textJson', () => {
  it.each([
    { title: 'ends no script', given: '</script>', expected: '"\\u003c/script\\u003e"' },
    { title: 'has no line ends of JavaScript', given: '\u2028\u2029', expected: '"\\u2028\\u2029"' },
    { title: 'has no entities', given: '&lt;', expected: '"\\u0026lt;"' },
  ])('$title', ({ given, expected }) => {
    expect(textJson(given)).toBe(expected);
    expect(JSON.parse(textJson(given))).toBe(given);
  });
});

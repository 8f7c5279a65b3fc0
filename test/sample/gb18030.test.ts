import { describe, expect, test } from 'vitest';
import { encodeGb18030 } from '../../src/sample/gb18030.ts';

describe('GB18030 encoder', () => {
  const cases = [
    { title: 'ASCII is one byte', given: 'C000123,1.5%\n', expected: '433030303132332c312e35250a' },
    { title: 'a Chinese heading', given: '客户', expected: 'bfcdbba7' },
    { title: 'full-width digits', given: '１２', expected: 'a3b1a3b2' },
    { title: 'a rare character', given: '樾', expected: 'e9d0' },
  ];
  for (const { title, given, expected } of cases) {
    test(title, () => expect(Buffer.from(encodeGb18030(given)).toString('hex')).toBe(expected));
  }

  test('every two-byte character comes back', () => {
    // The unified ideographs of the first GBK edition all have two bytes.
    const text = Array.from({ length: 0x9fa6 - 0x4e00 }, (_, index) => String.fromCharCode(0x4e00 + index)).join('');
    expect(new TextDecoder('gb18030', { fatal: true }).decode(encodeGb18030(text))).toBe(text);
  });

  test('a character without two bytes is named', () => {
    expect(() => encodeGb18030('a😀')).toThrow('no two-byte GB18030 form of "😀"');
  });
});

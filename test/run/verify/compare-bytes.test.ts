import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareBytes } from '../../../src/run/verify/compare-bytes.ts';
import { temporaryDirectory } from '../tierbook.ts';

describe('the first byte that differs', () => {
  it.each([
    {
      title: 'lies within a character, which is shown whole',
      name: 'a.md',
      // 同 and 后 begin with the same byte.
      found: '标题\n本期同\n',
      expected: '标题\n本期后\n',
      told: { where: 'line 2, byte 16', found: '"同\\n"', expected: '"后\\n"' },
    },
    {
      title: 'is followed by a character that the piece would cut in two',
      name: 'a.md',
      found: `a${'规'.repeat(20)}`,
      expected: `b${'规'.repeat(20)}`,
      told: { where: 'line 1, byte 1', found: `"a${'规'.repeat(10)}"`, expected: `"b${'规'.repeat(10)}"` },
    },
    {
      title: 'is one behind the end',
      name: 'a.md',
      found: '本期',
      expected: '本期后',
      told: { where: 'line 1, byte 7', found: 'the end of the file', expected: '"后"' },
    },
    {
      title: 'is a byte where no text is expected',
      name: 'a.bin',
      found: 'abc',
      expected: 'abd',
      told: { where: 'byte 3', found: '0x63', expected: '0x64' },
    },
  ])('$title', async ({ name, found, expected, told }) => {
    const folder = temporaryDirectory();
    const [own, again] = ['own', 'again'].map((part) => join(folder, `${part}-${name}`));
    writeFileSync(own, found);
    writeFileSync(again, expected);
    expect(await compareBytes(own, again)).toEqual(told);
  });
});

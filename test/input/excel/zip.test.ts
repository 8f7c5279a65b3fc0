import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Archive, DamagedArchive } from '../../../src/input/excel/zip.ts';
import { type ZipSettings, zipOf } from './workbooks.ts';

async function textOf(bytes: Uint8Array, name: string): Promise<string> {
  let text = '';
  for await (const piece of new Archive(bytes).text(name)) text += piece;
  return text;
}

const parts = { 'a.xml': '<a>上海</a>', 'xl/B.xml': '<b/>' };

describe('Archive', () => {
  const ways: readonly { title: string; settings: ZipSettings }[] = [
    { title: 'deflated', settings: {} },
    { title: 'stored', settings: { stored: true } },
    { title: 'with sizes behind the data', settings: { descriptors: true } },
    { title: 'ZIP64', settings: { zip64: true } },
  ];
  it.each(ways)('reads parts $title', async ({ settings }) => {
    const bytes = zipOf(parts, settings);
    expect(await textOf(bytes, 'a.xml')).toBe('<a>上海</a>');
    expect(await textOf(bytes, '/XL\\b.xml')).toBe('<b/>');
  });

  it('never splits a character, wherever a piece ends', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 3 }), async (shift) => {
        const text = 'x'.repeat(shift) + '上海某某实业𠮷'.repeat(20_000);
        expect(await textOf(zipOf({ 'a.xml': text }), 'a.xml')).toBe(text);
      }),
      { numRuns: 4 },
    );
  });

  it('reads UTF-16 by its mark', async () => {
    expect(await textOf(zipOf({ 'a.xml': Buffer.from('\ufeff<a>上海</a>', 'utf16le') }), 'a.xml')).toBe('<a>上海</a>');
  });

  const whole = zipOf({ 'a.xml': '<a>some text that is long enough</a>' }, { stored: true });
  const broken = whole.slice();
  broken[50] ^= 0xff;
  it.each([
    { title: 'a file cut short', given: whole.subarray(0, whole.length - 30) },
    { title: 'nothing but a signature', given: whole.subarray(0, 4) },
    { title: 'a flipped byte', given: broken },
  ])('refuses $title', async ({ given }) => {
    await expect(textOf(given, 'a.xml')).rejects.toThrow(DamagedArchive);
  });

  it('reads or refuses whatever becomes of the bytes, and does nothing else', async () => {
    const bytes = zipOf(parts);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const other = bytes.slice();
        other[at] ^= flip;
        const outcome = await textOf(other, 'a.xml').catch((error: unknown) => error);
        expect(outcome === '<a>上海</a>' || outcome instanceof DamagedArchive).toBe(true);
      }),
    );
  });
});

import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Utf8Check } from '../../../../src/input/csv/encoding.ts';
import { field, noOptions, sourceOf } from '../../book-helpers.ts';
import { readBy } from '../scan/both-readers.ts';
import { inParts } from './in-parts.ts';

const fields = [field('id', 'id', { required: true }), field('name', 'text')];
const characters = fc.constantFrom('a', '"', ',', '\n', '\r\n', '\r', 'ü', '客户', '𠮷', '\uFFFD');
const strayBytes = fc.constantFrom(
  [0xff],
  [0x80],
  [0xe5],
  [0xe5, 0xae],
  [0xf0, 0xa0],
  [0xc0, 0x80],
  [0xed, 0xa0, 0x80],
);

/** The bytes in pieces that end at any byte, each in the memory of the one before. */
function* piecesOf(bytes: Buffer, lengths: readonly number[]): Generator<Uint8Array> {
  const memory = Buffer.alloc(16);
  for (let at = 0, piece = 0; at < bytes.length; piece++) {
    const next = bytes.subarray(at, at + (lengths[piece % lengths.length] ?? 1));
    memory.set(next);
    yield memory.subarray(0, next.length);
    memory.fill(0x80);
    at += next.length;
  }
}

describe('a check of UTF-8', () => {
  test('holds wherever pieces end', () => {
    const texts = fc.array(
      fc.oneof(
        { weight: 30, arbitrary: characters.map((text) => Buffer.from(text)) },
        { weight: 1, arbitrary: strayBytes.map((bytes) => Buffer.from(bytes)) },
      ),
      { maxLength: 60 },
    );
    const lengths = fc.array(fc.integer({ min: 1, max: 16 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(texts, lengths, (parts, pieces) => {
        const bytes = Buffer.concat(parts);
        const check = new Utf8Check();
        for (const piece of piecesOf(bytes, pieces)) check.add(piece);
        expect(check.end()).toBe(isUtf8(bytes));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a file in parts', () => {
  const rows = Array.from({ length: 60 }, (_, row) => `C${row},${['客户', '𠮷野', 'ü', '\uFFFD'][row % 4]} ${row}`);
  const text = Buffer.from(`id,name\n${rows.join('\n')}\n`);

  test('of characters of many bytes is UTF-8, wherever its parts end', async () => {
    for (let size = 16; size <= 200; size += 3) {
      const read = await readBy(true, sourceOf(text), fields, noOptions, 'id', () => inParts(text, size));
      expect(read).toMatchObject({ files: [{ rows: rows.length, encoding: 'utf-8' }] });
    }
  });

  test.each([
    { title: 'a stray byte', stray: [0xff] },
    { title: 'a byte that goes on with nothing', stray: [0x80] },
    { title: 'a character cut off', stray: [0xe5, 0xae] },
  ])('names the line of $title, wherever it stands', async ({ stray }) => {
    for (let at = 8; at <= text.length; at += 3) {
      // Inside a character it would break that one, too: only the place between two says what the line is.
      if (at < text.length && (text[at] & 0xc0) === 0x80) continue;
      const bytes = Buffer.concat([text.subarray(0, at), Buffer.from(stray), text.subarray(at)]);
      const given = { ...noOptions, encoding: 'utf-8' };
      const read = await readBy(true, sourceOf(bytes), fields, given, 'id', () => inParts(bytes, 200));
      const line = text.subarray(0, at).toString('latin1').split('\n').length;
      expect(read).toMatchObject({ problems: [{ code: 'illegal-byte', line }] });
    }
  });
});

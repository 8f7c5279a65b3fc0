import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteBuffer } from '../../src/report/bytes/byte-buffer.ts';
import { PooledLines, putLine } from '../../src/report/json-lines.ts';
import { poolOf, TextPool } from '../../src/text/text-pool.ts';

function linesOf(codes: readonly number[], pool: TextPool): string {
  const out = new ByteBuffer(new Uint8Array(64));
  new PooledLines(pool).put(out, Int32Array.from(codes));
  return Buffer.from(out.taken()).toString('utf8');
}

const plainLines = (texts: readonly (string | null)[]) => texts.map((text) => `${JSON.stringify(text)}\n`).join('');

describe('texts of a pool as JSON lines', () => {
  const signs = ['"', '\\', '\u0000', '\n', '\u001f', ' ', '!', '#', '[', ']', '\u007f', 'é', '金', '𠮷', '\u2028'];
  // Four bytes are looked at at once, and the last four again.
  it.each(signs)('%j at every place of texts of 1 to 13 bytes and more', (sign) => {
    const texts = Array.from({ length: 13 }, (_, length) =>
      Array.from({ length: length + 1 }, (_, place) => 'x'.repeat(place) + sign + 'x'.repeat(length - place)),
    ).flat();
    expect(linesOf([...texts.keys()], poolOf(texts))).toBe(plainLines(texts));
  });

  it('none, empty ones, one twice, in any order', () =>
    expect(linesOf([2, -1, 0, 1, 1], poolOf(['', 'twice', 'Acme "A" Ltd']))).toBe(
      '"Acme \\"A\\" Ltd"\nnull\n""\n"twice"\n"twice"\n',
    ));

  it('nothing to escape, of any length, in a pool that begins anywhere', () =>
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', '~', 'é', '金', '𠮷'), maxLength: 90 }), { minLength: 1 }),
        fc.nat(2000),
        fc.nat(5),
        (texts, rows, offset) => {
          const { bytes, ends } = poolOf(texts);
          const moved = new Uint8Array(offset + bytes.length).subarray(offset);
          moved.set(bytes);
          const codes = Array.from({ length: rows }, (_, row) => ((row * 7) % (texts.length + 1)) - 1);
          expect(linesOf(codes, new TextPool(moved, ends))).toBe(
            plainLines(codes.map((code) => (code < 0 ? null : texts[code]))),
          );
        },
      ),
    ));

  it.each(signs)('%j in the last bytes of a large pool alone', (sign) => {
    for (let more = 0; more < 4; more++) {
      const texts = Array.from({ length: 3000 }, (_, row) => `name ${row}`);
      texts.push('y'.repeat(more) + sign, 'x'.repeat(more));
      expect(linesOf([...texts.keys()], poolOf(texts))).toBe(plainLines(texts));
    }
  });

  it('any, more than a block of them', () =>
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), fc.nat(2000), (texts, rows) => {
        const codes = Array.from({ length: rows }, (_, row) => ((row * 7) % (texts.length + 1)) - 1);
        expect(linesOf(codes, poolOf(texts))).toBe(
          plainLines(codes.map((code) => (code < 0 ? null : Buffer.from(texts[code]).toString('utf8')))),
        );
      }),
    ));
});

it('a line alone', () => {
  const out = new ByteBuffer(new Uint8Array(1));
  putLine(out, 'a\tb');
  putLine(out, null);
  expect(Buffer.from(out.taken()).toString('utf8')).toBe('"a\\tb"\nnull\n');
});

import type { TextPool } from '../text/text-pool.ts';
import { type ByteBuffer, encodeText } from './bytes/byte-buffer.ts';
import { gatherSpans } from './pool-spans.ts';

// Texts as JSON strings, one a line; `null` for none. Texts of a pool are copied as the bytes they are, four at a time, where
// JSON writes them so, which is nearly always; the others are written by JSON.stringify.

export function putLine(out: ByteBuffer, text: string | null): void {
  out.putBytes(encodeText(`${JSON.stringify(text)}\n`));
}

const blockLines = 1024;

export function putPooledLines(out: ByteBuffer, codes: Int32Array, pool: TextPool): void {
  const { buffer, byteOffset, byteLength } = pool.bytes;
  const texts = new DataView(buffer, byteOffset, byteLength);
  const lengths = new Int32Array(blockLines);
  const starts = new Float64Array(blockLines);
  const sums = new Int32Array(1);
  for (let from = 0; from < codes.length; from += blockLines) {
    const block = codes.subarray(from, from + blockLines);
    lengths.set(block);
    gatherSpans(lengths, pool.ends, block.length, starts);
    sums[0] = touchEnds(pool.bytes, starts, lengths, block.length);
    for (let row = 0; row < block.length; ) {
      row = putPlainLines(out, texts, starts, lengths, row, block.length);
      if (row < block.length) putLine(out, block[row] < 0 ? null : (pool.at(block[row]) as string));
      row++;
    }
  }
}

/** Brings texts near, of which many lie across two lines of the cache; what it returns is for nothing but that it is done. */
function touchEnds(bytes: Uint8Array, starts: Float64Array, lengths: Int32Array, count: number): number {
  let sum = 0;
  for (let row = 0; row < count; row++) {
    const start = starts[row];
    const length = lengths[row];
    if (length > 0) sum = (sum + bytes[start] + bytes[start + length - 1]) | 0;
  }
  return sum;
}

const quote = 34;
/** The quote that ends a text, and the newline. */
const lineEnd = quote + 256 * 10;

/** Lines of texts that JSON writes as they are, up to the first that is none or not of that kind; returns which. */
function putPlainLines(
  out: ByteBuffer,
  texts: DataView,
  starts: Float64Array,
  lengths: Int32Array,
  first: number,
  end: number,
): number {
  let room = 0;
  for (let row = first; row < end; row++) room += lengths[row] + 3;
  out.reserve(room);
  const { view } = out;
  let { at } = out;
  let row = first;
  for (; row < end; row++) {
    const length = lengths[row];
    if (length < 0) break;
    if (!copyPlain(view, at + 1, texts, starts[row], length)) break;
    view.setUint8(at, quote);
    view.setUint16(at + 1 + length, lineEnd, true);
    at += length + 3;
  }
  out.at = at;
  return row;
}

/** Whether none of the bytes is one that JSON escapes. */
function copyPlain(view: DataView, at: number, texts: DataView, start: number, length: number): boolean {
  let care = 0;
  if (length < 4) {
    for (let index = 0; index < length; index++) {
      const byte = texts.getUint8(start + index);
      care |= careOf(byte | 0x20202000);
      view.setUint8(at + index, byte);
    }
    return (care & signs) === 0;
  }
  // The last four bytes may be some that were copied before.
  const last = length - 4;
  for (let index = 0; index < last; index += 4) {
    const word = texts.getInt32(start + index, true);
    care |= careOf(word);
    view.setInt32(at + index, word, true);
  }
  const word = texts.getInt32(start + last, true);
  care |= careOf(word);
  view.setInt32(at + last, word, true);
  return (care & signs) === 0;
}

/** The highest bit of each byte of a word. */
const signs = 0x80808080 | 0;

/**
 * A word of four bytes: `signs` in the result say that one of them is a quote, a backslash or below a blank. What is
 * subtracted is borrowed from the next byte only where one of these is found, and bytes past ASCII are none of them.
 */
function careOf(word: number): number {
  const quotes = (word ^ 0x22222222) - 0x01010101;
  const backslashes = (word ^ 0x5c5c5c5c) - 0x01010101;
  return (quotes | backslashes | (word - 0x20202020)) & ~word;
}

import type { TextPool } from '../text/text-pool.ts';
import { type ByteBuffer, encodeText } from './bytes/byte-buffer.ts';
import { gatherSpans } from './pool-spans.ts';

// Texts as JSON strings, one a line; `null` for none. Texts of a pool go from bytes to bytes, four at a time where none of them is
// one that JSON escapes.

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
    putTextLines(out, texts, starts, lengths, block.length);
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

const [quote, backslash, space] = [34, 92, 32];
/** The quote that ends a text, and the newline. */
const lineEnd = quote + 256 * 10;
/** `null`, and the newline, in two words. */
const [nu, ll] = [0x756e, 0x0a6c6c];

/** What a byte of a text may come to, and what stands around a text. */
const [longestEscape, around] = [6, 8];

function putTextLines(
  out: ByteBuffer,
  texts: DataView,
  starts: Float64Array,
  lengths: Int32Array,
  count: number,
): void {
  let { view, at } = out;
  let limit = 0;
  for (let row = 0; row < count; row++) {
    const length = lengths[row];
    const most = Math.max(length, 0) * longestEscape + around;
    if (at + most > limit) {
      out.at = at;
      out.reserve(most);
      view = out.view;
      limit = view.byteLength;
    }
    if (length < 0) {
      view.setUint16(at, nu, true);
      view.setInt32(at + 2, ll, true);
      at += 5;
      continue;
    }
    view.setUint8(at, quote);
    at = putEscaped(view, at + 1, texts, starts[row], length);
    view.setUint16(at, lineEnd, true);
    at += 2;
  }
  out.at = at;
}

/** Puts a text without its quotes, and gives where it ends. */
function putEscaped(view: DataView, from: number, texts: DataView, start: number, length: number): number {
  const end = start + length;
  let at = from;
  let index = start;
  for (; index <= end - 4; index += 4) {
    const word = texts.getInt32(index, true);
    if ((careOf(word) & signs) === 0) {
      view.setInt32(at, word, true);
      at += 4;
    } else for (let byte = 0; byte < 4; byte++) at = putByte(view, at, texts.getUint8(index + byte));
  }
  for (; index < end; index++) at = putByte(view, at, texts.getUint8(index));
  return at;
}

function putByte(view: DataView, at: number, byte: number): number {
  if (byte < space) return putControl(view, at, byte);
  if (byte !== quote && byte !== backslash) {
    view.setUint8(at, byte);
    return at + 1;
  }
  view.setUint8(at, backslash);
  view.setUint8(at + 1, byte);
  return at + 2;
}

/** By control character, what JSON writes for it. */
const controls = Array.from({ length: space }, (_, byte) =>
  encodeText(JSON.stringify(String.fromCharCode(byte)).slice(1, -1)),
);

function putControl(view: DataView, at: number, byte: number): number {
  const written = controls[byte];
  for (let index = 0; index < written.length; index++) view.setUint8(at + index, written[index]);
  return at + written.length;
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

import type { TextPool } from '../text/text-pool.ts';
import { type ByteBuffer, encodeText } from './bytes/byte-buffer.ts';

// Texts as JSON strings, one a line; `null` for none. Texts of a pool go from bytes to bytes: eight at a time where JSON escapes
// nothing in the whole pool, which is looked through beforehand, else four at a time where it escapes none of them.

export function putLine(out: ByteBuffer, text: string | null): void {
  out.putBytes(encodeText(`${JSON.stringify(text)}\n`));
}

const blockLines = 1024;

/** Past it a place in a pool is no small integer any more, which are what the loops below are for. */
const mostPooled = 2 ** 31 - 1;

export class PooledLines {
  readonly #pool: TextPool;
  readonly #texts: DataView;
  readonly #isPlain: boolean;
  /** Bytes that are copied of every text, so that for most there is no loop whose end has to be guessed. */
  readonly #least: number;
  readonly #starts = new Int32Array(blockLines);
  readonly #lengths = new Int32Array(blockLines);
  readonly #touched = new Int32Array(1);

  constructor(pool: TextPool) {
    const { bytes } = pool;
    this.#pool = pool;
    this.#texts = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#isPlain = bytes.length <= mostPooled && isPlain(bytes);
    this.#least = Math.min(8 * Math.ceil((1.25 * bytes.length) / Math.max(1, pool.length) / 8), longestLeast);
  }

  put(out: ByteBuffer, codes: Int32Array): void {
    const { bytes } = this.#pool;
    if (bytes.length > mostPooled) {
      for (const code of codes) putLine(out, code < 0 ? null : (this.#pool.at(code) as string));
      return;
    }
    for (let from = 0; from < codes.length; from += blockLines) {
      const block = codes.subarray(from, from + blockLines);
      const size = findSpans(block, this.#pool.ends, this.#starts, this.#lengths);
      this.#touched[0] = touchEnds(bytes, this.#starts, this.#lengths, block.length);
      if (this.#isPlain) this.#putPlain(out, block.length, size);
      else putTextLines(out, this.#texts, this.#starts, this.#lengths, 0, block.length);
    }
  }

  #putPlain(out: ByteBuffer, count: number, size: number): void {
    out.reserve(size);
    // What lies less than that before the end of the pool is not copied beyond it.
    const last = this.#texts.byteLength - this.#least - 8;
    for (let row = 0; row < count; row++) {
      row = putPlainLines(out, this.#texts, this.#starts, this.#lengths, row, count, this.#least, last);
      if (row < count) putTextLines(out, this.#texts, this.#starts, this.#lengths, row, row + 1);
    }
  }
}

const longestLeast = 40;

/** Whether JSON escapes none of the bytes. */
function isPlain(bytes: Uint8Array): boolean {
  if (bytes.byteOffset % 4 !== 0) return false;
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 4));
  const blockWords = 4096;
  for (let from = 0; from < words.length; from += blockWords) {
    if ((careOfAll(words.subarray(from, from + blockWords)) & signs) !== 0) return false;
  }
  return bytes.subarray(4 * words.length).every((byte) => byte >= space && byte !== quote && byte !== backslash);
}

function careOfAll(words: Int32Array): number {
  let care = 0;
  for (let at = 0; at < words.length; at++) care |= careOf(words[at]);
  return care;
}

/** Where the texts of codes start, and their lengths, −1 for none; returns how many bytes their lines are at most. */
function findSpans(codes: Int32Array, ends: TextPool['ends'], starts: Int32Array, lengths: Int32Array): number {
  let size = 0;
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at];
    const start = code > 0 ? ends[code - 1] : 0;
    const length = code < 0 ? -1 : ends[code] - start;
    starts[at] = start;
    lengths[at] = length;
    size += length + around;
  }
  return size;
}

/** Brings texts near, of which many lie across two lines of the cache; what it returns is for nothing but that it is done. */
function touchEnds(bytes: Uint8Array, starts: Int32Array, lengths: Int32Array, count: number): number {
  let sum = 0;
  for (let row = 0; row < count; row++) {
    const start = starts[row];
    const length = lengths[row];
    if (length > 0) sum = (sum + bytes[start] + bytes[start + length - 1]) | 0;
  }
  return sum;
}

/**
 * Lines of texts that JSON writes as they are, up to the first that starts behind `last`; returns which. UTF-8 has no eight
 * bytes that as a double are a NaN, which might be put as another one.
 */
function putPlainLines(
  out: ByteBuffer,
  texts: DataView,
  starts: Int32Array,
  lengths: Int32Array,
  first: number,
  end: number,
  least: number,
  last: number,
): number {
  const { view } = out;
  let { at } = out;
  let row = first;
  for (; row < end; row++) {
    const start = starts[row];
    const length = lengths[row];
    if (length < 0) {
      view.setUint16(at, nu, true);
      view.setInt32(at + 2, ll, true);
      at += 5;
      continue;
    }
    if (Math.max(start, start + length - least) > last) break;
    view.setUint8(at, quote);
    let index = 0;
    for (; index < least; index += 8) view.setFloat64(at + 1 + index, texts.getFloat64(start + index, true), true);
    for (; index < length; index += 8) view.setFloat64(at + 1 + index, texts.getFloat64(start + index, true), true);
    view.setUint16(at + 1 + length, lineEnd, true);
    at += length + 3;
  }
  out.at = at;
  return row;
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
  starts: Int32Array,
  lengths: Int32Array,
  first: number,
  end: number,
): void {
  let { view, at } = out;
  let limit = 0;
  for (let row = first; row < end; row++) {
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

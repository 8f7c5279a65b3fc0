import { blockEnd } from '../numeric/blocks.ts';
import type { TextPool } from '../text/text-pool.ts';

// Texts that are a number already but for what they all begin with, such as the keys C00000001 and C00000002 of clients.

/** So many digits make numbers below 2^53. */
const mostDigits = 15;

/** Numbers are dense where they reach over at most so many places each. */
const densest = 4;

/** By row, the digits that its text ends with, where all texts begin alike and are of one length; NaN where it has none. */
export function readNumbered(codes: Int32Array, { bytes, ends }: TextPool): Float64Array | undefined {
  const some = codes.find((code) => code >= 0) ?? -1;
  if (some < 0) return undefined;
  const first = some === 0 ? 0 : ends[some - 1];
  const length = ends[some] - first;
  let prefix = length;
  while (prefix > 0 && length - prefix < mostDigits && isDigit(bytes[first + prefix - 1])) prefix--;
  const numbers = new Float64Array(codes.length);
  const shape = { first, prefix, length };
  for (let from = 0, to = 0; from < codes.length; from = to) {
    to = blockEnd(from, codes.length);
    if (!readNumbers(numbers, codes, bytes, ends, shape, from, to)) return undefined;
  }
  return numbers;
}

/** Where a text like all others is, how many bytes they begin with alike, and how long they are. */
interface NumberedShape {
  readonly first: number;
  readonly prefix: number;
  readonly length: number;
}

/** False where a text has another shape. */
function readNumbers(
  numbers: Float64Array,
  codes: Int32Array,
  bytes: Uint8Array,
  ends: Uint32Array | Float64Array,
  { first, prefix, length }: NumberedShape,
  from: number,
  to: number,
): boolean {
  let differs = 0;
  for (let row = from; row < to; row++) {
    const code = codes[row];
    if (code < 0) {
      numbers[row] = Number.NaN;
      continue;
    }
    const start = code === 0 ? 0 : ends[code - 1];
    if (ends[code] - start !== length) return false;
    for (let place = 0; place < prefix; place++) differs |= bytes[start + place] ^ bytes[first + place];
    // Two halves, each of which is a small whole number.
    const half = Math.max(prefix, length - 8);
    let high = 0;
    for (let place = prefix; place < half; place++) {
      const digit = bytes[start + place] - 48;
      if (digit < 0 || digit > 9) return false;
      high = Math.imul(high, 10) + digit;
    }
    let low = 0;
    for (let place = half; place < length; place++) {
      const digit = bytes[start + place] - 48;
      if (digit < 0 || digit > 9) return false;
      low = Math.imul(low, 10) + digit;
    }
    numbers[row] = high * 1e8 + low;
  }
  return differs === 0;
}

/**
 * Rows by numbers that are all different and have few gaps, such as those of clients numbered from one on: each row goes to the place
 * of its number. Undefined where they are not.
 */
export function orderDense(numbers: Float64Array): Uint32Array | undefined {
  const range = { count: 0, least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY };
  for (let from = 0, to = 0; from < numbers.length; from = to) {
    to = blockEnd(from, numbers.length);
    widen(range, numbers, from, to);
  }
  const { count, least, most } = range;
  if (!(most - least < densest * count)) return undefined;
  const places = new Int32Array(most - least + 1);
  for (let from = 0, to = 0; from < numbers.length; from = to) {
    to = blockEnd(from, numbers.length);
    if (!takePlaces(places, numbers, least, from, to)) return undefined;
  }
  const rows = new Uint32Array(count + 1);
  for (let from = 0, to = 0, taken = 0; from < places.length; from = to) {
    to = blockEnd(from, places.length);
    taken = listPlaces(places, rows, taken, from, to);
  }
  return rows.subarray(0, count);
}

interface NumberRange {
  count: number;
  least: number;
  most: number;
}

function widen(range: NumberRange, numbers: Float64Array, from: number, to: number): void {
  let { count, least, most } = range;
  for (let row = from; row < to; row++) {
    const number = numbers[row];
    if (number < least) least = number;
    if (number > most) most = number;
    if (number >= 0) count++;
  }
  range.count = count;
  range.least = least;
  range.most = most;
}

/** Puts each row, counted from one, where its number says; false where another is there. */
function takePlaces(places: Int32Array, numbers: Float64Array, least: number, from: number, to: number): boolean {
  let taken = 0;
  for (let row = from; row < to; row++) {
    const number = numbers[row];
    if (!(number >= 0)) continue;
    const place = number - least;
    taken |= places[place];
    places[place] = row + 1;
  }
  return taken === 0;
}

/** Lists the rows of these places behind the first `before`; gives how many there are then. */
function listPlaces(places: Int32Array, rows: Uint32Array, before: number, from: number, to: number): number {
  let count = before;
  for (let place = from; place < to; place++) {
    const row = places[place];
    rows[count] = row - 1;
    if (row > 0) count++;
  }
  return count;
}

const isDigit = (byte: number) => byte >= 48 && byte <= 57;

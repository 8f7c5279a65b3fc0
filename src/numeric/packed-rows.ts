import { keyWord, rowWord } from './sort-memory.ts';

// Rows and keys of their values in pairs of 32 bits, for sorting. Each function does a block of rows or of places, so that it
// is compiled once. Values are whole numbers within ±(2^53 − 1); NaN is left out. A key counts from the first value in the
// order; a *rough* key is sign, exponent and 20 bits: it never falls as the value grows, and is all of a value below 2^21.

/** Of rows: a byte each that is 1 for those that take part, or one for all. */
export type Flags = Uint8Array;

/** What a row is masked by to find its flag: there is one way through a loop, whoever takes part. */
export function maskOf(flags: Flags): number {
  return flags.length === 1 ? 0 : -1;
}

/** Sets flags by numbers that are 1 where a row takes part, and gives how many do. */
export function flagBlock(include: ArrayLike<number>, flags: Flags, from: number, to: number): number {
  let count = 0;
  for (let row = from; row < to; row++) {
    const flag = +(include[row] === 1) | 0;
    flags[row] = flag;
    count += flag;
  }
  return count;
}

/** How many rows take part, and their least and largest value. */
export type Survey = Float64Array;

export function surveyBlock(values: Float64Array, flags: Flags, from: number, to: number, found: Survey): void {
  const mask = maskOf(flags);
  let count = found[0];
  let least = found[1];
  let most = found[2];
  for (let row = from; row < to; row++) {
    const value = values[row];
    if (Number.isNaN(value) || flags[row & mask] !== 1) continue;
    count++;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  found[0] = count;
  found[1] = least;
  found[2] = most;
}

/** How many pairs there are, the key of the last, and how many have a smaller one than the pair before. */
export type Packed = Int32Array;

/** Packs the rows that take part, behind those that are packed, by (value − first) · sign. */
export function packBlock(
  values: Float64Array,
  flags: Flags,
  from: number,
  to: number,
  words: Int32Array,
  first: number,
  sign: number,
  packed: Packed,
): void {
  const mask = maskOf(flags);
  let count = packed[0];
  let before = packed[1];
  let falls = packed[2];
  for (let row = from; row < to; row++) {
    const value = values[row];
    if (Number.isNaN(value) || flags[row & mask] !== 1) continue;
    const key = ((value - first) * sign) | 0;
    falls += +(key < before) | 0;
    before = key;
    words[2 * count + rowWord] = row;
    words[2 * count + keyWord] = key;
    count++;
  }
  packed[0] = count;
  packed[1] = before;
  packed[2] = falls;
}

const one = 1023 << 20;
/** How many bits of the lower half a rough key has besides, at most: it stays below 2^30. */
export const mostLowerBits = 4;

export function roughKey(units: number, lowerBits: number): number {
  const halves = new Int32Array(Float64Array.of(units).buffer);
  return roughOf(halves[keyWord], halves[rowWord], lowerBits);
}

/** Of the half of a double that has its sign, and of the other. */
function roughOf(upper: number, lower: number, lowerBits: number): number {
  const size = upper & 0x7fffffff;
  if (size === 0) return 0;
  const key = ((size - one + 1) << lowerBits) | ((lower >>> 1) >>> (31 - lowerBits));
  // Without a condition: the sign is 0 or −1.
  const sign = upper >> 31;
  return (key ^ sign) - sign;
}

const missing = 0x7ff00000;

/** The same by rough keys; `halves` are the values, in 32 bits each. */
export function packRoughly(
  halves: Int32Array,
  flags: Flags,
  from: number,
  to: number,
  words: Int32Array,
  lowerBits: number,
  first: number,
  sign: number,
  packed: Packed,
): void {
  const mask = maskOf(flags);
  let count = packed[0];
  let before = packed[1];
  let falls = packed[2];
  for (let row = from; row < to; row++) {
    const upper = halves[2 * row + keyWord];
    if ((upper & 0x7fffffff) >= missing || flags[row & mask] !== 1) continue;
    const key = Math.imul(roughOf(upper, halves[2 * row + rowWord], lowerBits) - first, sign);
    falls += +(key < before) | 0;
    before = key;
    words[2 * count + rowWord] = row;
    words[2 * count + keyWord] = key;
    count++;
  }
  packed[0] = count;
  packed[1] = before;
  packed[2] = falls;
}

/** Takes for the key of rows that are packed ⌊value · factor⌋ − start, of that the lowest `bits`. */
export function packAgain(
  values: Float64Array,
  words: Int32Array,
  from: number,
  to: number,
  factor: number,
  start: number,
  bits: number,
): void {
  const [wrap, unwrap] = [2 ** bits, 2 ** -bits];
  for (let place = from; place < to; place++) {
    const high = Math.floor(values[words[2 * place + rowWord]] * factor) - start;
    words[2 * place + keyWord] = high - Math.floor(high * unwrap) * wrap;
  }
}

/** A key tells all of a value where, counted from `first` on by `sign`, it lies between −`all` and `all`. */
export interface KeyRange {
  readonly first: number;
  readonly sign: number;
  readonly all: number;
}

/**
 * Settles an order by rough keys, from the run of equal keys that begins at `from` to that which has `to` in it or before it,
 * and makes keys equal where values are, and only there. Gives where it ended; `left[0]` is how many moves are left, below 0
 * where they were not enough.
 */
export function settleBlock(
  values: Float64Array,
  words: Int32Array,
  from: number,
  to: number,
  count: number,
  { first, sign, all }: KeyRange,
  left: Float64Array,
): number {
  let place = from;
  while (place < to) {
    const key = words[2 * place + keyWord];
    const start = place++;
    words[2 * start + keyWord] = start;
    while (place < count && words[2 * place + keyWord] === key) words[2 * place++ + keyWord] = start;
    if (place > start + 1 && Math.abs(Math.imul(key, sign) + first) >= all) {
      left[0] -= settleRun(values, words, start, place, sign, left[0]);
    }
  }
  return place;
}

/** Gives how many moves it took, or more than it was given. */
function settleRun(
  values: Float64Array,
  words: Int32Array,
  from: number,
  to: number,
  sign: number,
  given: number,
): number {
  let moves = 0;
  for (let place = from + 1; place < to && moves <= given; place++) {
    const row = words[2 * place + rowWord];
    const value = values[row] * sign;
    let at = place;
    for (; at > from && values[words[2 * at - 2 + rowWord]] * sign > value; at--) {
      words[2 * at + rowWord] = words[2 * at - 2 + rowWord];
    }
    words[2 * at + rowWord] = row;
    moves += place - at;
  }
  let first = from;
  for (let place = from + 1; place < to; place++) {
    if (values[words[2 * place + rowWord]] !== values[words[2 * first + rowWord]]) first = place;
    words[2 * place + keyWord] = first;
  }
  return moves;
}

/** Rows of pairs; `into` may be the memory that they stand in. */
export function unpackRows(words: Int32Array, from: number, to: number, into: Uint32Array): void {
  for (let place = from; place < to; place++) into[place] = words[2 * place + rowWord];
}

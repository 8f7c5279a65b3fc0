import { blockEnd } from '../numeric/blocks.ts';
import { sortRows } from '../numeric/order.ts';
import type { TextPool } from '../text/text-pool.ts';

// Rows by the byte order of a text each, for the keys of many clients. Behind what all texts begin with, each place is a
// digit with as many values as bytes occur there (the end of a text, where one may end, is the least), so that a few places
// make one whole number, and rows are sorted by it. Only texts that are alike in all of those places are compared.
// Keys that are a number already, such as C00000001, are taken for it.

/** How many places are looked at, at most. */
const mostPlaces = 24;
const byteValues = 256;
/** So many digits make numbers below 2^53. */
const mostDigits = 15;

/** Numbers are dense where they reach over at most so many places each. */
const densest = 4;

export interface TextOrder {
  /** Rows that have a text, by it; equal texts keep the order of their rows. */
  readonly rows: Uint32Array;
  /** Where each run of equal texts begins among them and where it ends, one after the other; texts that are alone have none. */
  readonly runs: readonly number[];
}

/** `codes[row]` is the place of the row's text in the pool, or -1. */
export function orderByText(codes: Int32Array, pool: TextPool): TextOrder {
  const numbers = readNumbered(codes, pool);
  if (numbers !== undefined) {
    const dense = orderDense(numbers);
    if (dense !== undefined) return { rows: dense, runs: [] };
    const { rows, values } = sortRows(numbers, undefined, 1);
    return { rows, runs: findEqual(values) };
  }
  const all = new Uint32Array(codes.length);
  let count = 0;
  let isSorted = true;
  for (let row = 0; row < codes.length; row++) {
    if (codes[row] < 0) continue;
    isSorted &&= count === 0 || pool.compare(codes[all[count - 1]], codes[row]) <= 0;
    all[count++] = row;
  }
  const rows = all.subarray(0, count);
  if (!isSorted) return sortByText(rows, codes, pool);
  return { rows, runs: findRuns(rows, 0, count, (a, b) => pool.compare(codes[a], codes[b]) === 0) };
}

/** By row, the digits that its text ends with, where all texts begin alike and are of one length; NaN where it has none. */
function readNumbered(codes: Int32Array, { bytes, ends }: TextPool): Float64Array | undefined {
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
function orderDense(numbers: Float64Array): Uint32Array | undefined {
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

function sortByText(given: Uint32Array, codes: Int32Array, pool: TextPool): TextOrder {
  const shape = measureTexts(given, codes, pool);
  const weights = weighPlaces(given, codes, pool, shape);
  const numbers = numberTexts(given, codes, pool, shape.common, weights);
  const { rows, values } = sortRows(numbers, undefined, 1);
  const alike = findEqual(values);
  if (shape.longest <= shape.common + weights.length / byteValues) return { rows, runs: alike };
  return { rows, runs: settleTies(rows, alike, codes, pool) };
}

/** Runs of more than one row between `from` and `to` in which each is like the one before it. */
function findRuns(
  rows: Uint32Array,
  from: number,
  to: number,
  isLike: (before: number, row: number) => boolean,
): number[] {
  const runs: number[] = [];
  for (let start = from; start < to; ) {
    let end = start + 1;
    while (end < to && isLike(rows[end - 1], rows[end])) end++;
    if (end - start > 1) runs.push(start, end);
    start = end;
  }
  return runs;
}

/** Runs of more than one equal value among sorted ones. */
function findEqual(values: Float64Array): number[] {
  const runs: number[] = [];
  for (let place = 1; place < values.length; place++) {
    if (values[place] !== values[place - 1]) continue;
    const start = place - 1;
    while (place < values.length && values[place] === values[start]) place++;
    runs.push(start, place);
  }
  return runs;
}

interface TextShape {
  /** The number of bytes that all texts begin with. */
  readonly common: number;
  readonly shortest: number;
  readonly longest: number;
}

function measureTexts(rows: Uint32Array, codes: Int32Array, pool: TextPool): TextShape {
  const { bytes, ends } = pool;
  const first = pool.startOf(codes[rows[0]]);
  let common = ends[codes[rows[0]]] - first;
  let shortest = common;
  let longest = common;
  for (let index = 1; index < rows.length; index++) {
    const code = codes[rows[index]];
    const start = code === 0 ? 0 : ends[code - 1];
    const length = ends[code] - start;
    if (length < shortest) shortest = length;
    if (length > longest) longest = length;
    let place = 0;
    while (place < common && place < length && bytes[start + place] === bytes[first + place]) place++;
    common = place;
  }
  return { common, shortest, longest };
}

/**
 * What each byte adds to the number of a text, by place behind the common bytes and byte; as many places as make numbers
 * below 2^53.
 */
function weighPlaces(
  rows: Uint32Array,
  codes: Int32Array,
  { bytes, ends }: TextPool,
  { common, shortest, longest }: TextShape,
): Float64Array {
  const places = Math.min(mostPlaces, longest - common);
  const marks = new Uint8Array(places * byteValues);
  for (let index = 0; index < rows.length; index++) {
    const code = codes[rows[index]];
    const start = (code === 0 ? 0 : ends[code - 1]) + common;
    const length = Math.min(places, ends[code] - start);
    for (let place = 0; place < length; place++) marks[place * byteValues + bytes[start + place]] = 1;
  }
  const ranks = new Float64Array(places * byteValues);
  const sizes: number[] = [];
  for (let place = 0, product = 1; place < places; place++) {
    // Where no text has ended, there is no end to tell from its bytes.
    let size = common + place < shortest ? 0 : 1;
    for (let at = place * byteValues; at < (place + 1) * byteValues; at++) if (marks[at] === 1) ranks[at] = size++;
    product *= size;
    if (product > Number.MAX_SAFE_INTEGER) break;
    sizes.push(size);
  }
  let unit = 1;
  for (let place = sizes.length - 1; place >= 0; place--) {
    for (let at = place * byteValues; at < (place + 1) * byteValues; at++) ranks[at] *= unit;
    unit *= sizes[place];
  }
  return ranks.subarray(0, sizes.length * byteValues);
}

/** By row, the number of its text; NaN where it has none. */
function numberTexts(
  rows: Uint32Array,
  codes: Int32Array,
  { bytes, ends }: TextPool,
  common: number,
  weights: Float64Array,
): Float64Array {
  const numbers = new Float64Array(codes.length);
  if (rows.length < codes.length) numbers.fill(Number.NaN);
  const places = weights.length / byteValues;
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];
    const code = codes[row];
    const start = (code === 0 ? 0 : ends[code - 1]) + common;
    const length = Math.min(places, ends[code] - start);
    let number = 0;
    for (let place = 0; place < length; place++) number += weights[place * byteValues + bytes[start + place]];
    numbers[row] = number;
  }
  return numbers;
}

/** Orders rows of one number by what stands behind the places it was made of, and gives the runs of equal texts. */
function settleTies(rows: Uint32Array, alike: readonly number[], codes: Int32Array, pool: TextPool): number[] {
  const runs: number[] = [];
  for (let index = 0; index < alike.length; index += 2) {
    const [start, end] = [alike[index], alike[index + 1]];
    rows.subarray(start, end).sort((a, b) => pool.compare(codes[a], codes[b]) || a - b);
    for (const place of findRuns(rows, start, end, (a, b) => pool.compare(codes[a], codes[b]) === 0)) runs.push(place);
  }
  return runs;
}

import { rowsAscending } from '../numeric/order.ts';
import type { TextPool } from '../text/text-pool.ts';

// Rows by the byte order of a text each, for the keys of many clients. Behind what all texts begin with, each place is a
// digit with as many values as bytes occur there (the end of a text is the least), so that a few places make one whole
// number, and rows are sorted by its digits. Only texts that are alike in all of those places are compared.

/** How many places are looked at, at most. */
const mostPlaces = 24;
const byteValues = 256;

export interface TextOrder {
  /** Rows that have a text, by it; equal texts keep the order of their rows. */
  readonly rows: Uint32Array;
  /** Where each run of equal texts begins among them and where it ends, one after the other; texts that are alone have none. */
  readonly runs: readonly number[];
}

/** `codes[row]` is the place of the row's text in the pool, or -1. */
export function orderByText(codes: Int32Array, pool: TextPool): TextOrder {
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

function sortByText(given: Uint32Array, codes: Int32Array, pool: TextPool): TextOrder {
  const { bytes, ends } = pool;
  const from = commonLength(given, codes, pool);
  const { sizes, ranks, longest } = rankPlaces(given, codes, pool, from);
  const numbers = new Float64Array(codes.length).fill(Number.NaN);
  for (let index = 0; index < given.length; index++) {
    const code = codes[given[index]];
    const start = pool.startOf(code) + from;
    const length = ends[code] - start;
    let number = 0;
    for (let place = 0; place < sizes.length; place++) {
      number = number * sizes[place] + (place < length ? ranks[place * byteValues + bytes[start + place]] : 0);
    }
    numbers[given[index]] = number;
  }
  const rows = rowsAscending(numbers);
  const alike = findRuns(rows, 0, rows.length, (a, b) => numbers[a] === numbers[b]);
  if (longest <= from + sizes.length) return { rows, runs: alike };
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

/** The number of bytes that all texts begin with. */
function commonLength(rows: Uint32Array, codes: Int32Array, pool: TextPool): number {
  if (rows.length === 0) return 0;
  const { bytes, ends } = pool;
  const first = pool.startOf(codes[rows[0]]);
  let common = ends[codes[rows[0]]] - first;
  for (const row of rows) {
    const start = pool.startOf(codes[row]);
    common = Math.min(common, ends[codes[row]] - start);
    for (let place = 0; place < common; place++) if (bytes[start + place] !== bytes[first + place]) common = place;
  }
  return common;
}

interface Places {
  /** How many values each place has, as many places as make a number below 2^53. */
  readonly sizes: readonly number[];
  /** By place and byte; 0 is the end of the text. */
  readonly ranks: Uint16Array;
  readonly longest: number;
}

function rankPlaces(rows: Uint32Array, codes: Int32Array, pool: TextPool, from: number): Places {
  const { bytes, ends } = pool;
  const ranks = new Uint16Array(mostPlaces * byteValues);
  let longest = 0;
  for (const row of rows) {
    const start = pool.startOf(codes[row]);
    const length = ends[codes[row]] - start;
    if (length > longest) longest = length;
    const places = Math.min(mostPlaces, length - from);
    for (let place = 0; place < places; place++) ranks[place * byteValues + bytes[start + from + place]] = 1;
  }
  const sizes: number[] = [];
  for (let place = 0, product = 1; place < Math.min(mostPlaces, longest - from); place++) {
    const size = rankBytes(ranks.subarray(place * byteValues, (place + 1) * byteValues));
    product *= size;
    if (product > Number.MAX_SAFE_INTEGER) break;
    sizes.push(size);
  }
  return { sizes, ranks, longest };
}

/** Gives the marked bytes their ranks from 1 on; how many ranks there are, with that of the end. */
function rankBytes(marked: Uint16Array): number {
  let rank = 0;
  for (let byte = 0; byte < byteValues; byte++) if (marked[byte] > 0) marked[byte] = ++rank;
  return rank + 1;
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

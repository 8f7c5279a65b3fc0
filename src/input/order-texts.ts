import { sortRows } from '../numeric/order.ts';
import type { TextPool } from '../text/text-pool.ts';
import { orderDense, readNumbered } from './numbered-texts.ts';

// Rows by the byte order of a text each, for the keys of many clients. Behind what all texts begin with, each place is a
// digit with as many values as bytes occur there (the end of a text, where one may end, is the least), so that a few places
// make one whole number, and rows are sorted by it. Only texts that are alike in all of those places are compared.
// Keys that are a number already, such as C00000001, are taken for it.

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

import { rowsAscending } from '../numeric/order.ts';
import { compareText } from '../text/text-order.ts';

// Rows by the UTF-8 byte order of a text each, for the keys of many clients. Behind what all texts begin with, each place
// is a digit with as many values as characters occur there (the end of a text is the least), so that a few places make
// one whole number, and rows are sorted by its digits. Only texts that are alike in all of those places are compared.

/** How many places are looked at, at most. */
const mostPlaces = 24;
const codeUnits = 2 ** 16;

/** `rows`, which ascend, by `texts[row]`; equal texts keep their order. */
export function orderByText(rows: Uint32Array, texts: readonly string[]): Uint32Array {
  const from = commonLength(rows, texts);
  const { sizes, ranks, longest } = rankPlaces(rows, texts, from);
  const numbers = new Float64Array(texts.length).fill(Number.NaN);
  for (const row of rows) {
    const text = texts[row];
    let number = 0;
    for (let place = 0; place < sizes.length; place++) {
      const rank = from + place < text.length ? ranks[place * codeUnits + text.charCodeAt(from + place)] : 0;
      number = number * sizes[place] + rank;
    }
    numbers[row] = number;
  }
  const order = rowsAscending(numbers);
  if (longest > from + sizes.length) settleTies(order, numbers, texts);
  return order;
}

/** The number of code units that all texts begin with. */
function commonLength(rows: Uint32Array, texts: readonly string[]): number {
  if (rows.length === 0) return 0;
  const first = texts[rows[0]];
  let common = first.length;
  for (const row of rows) {
    const text = texts[row];
    let place = 0;
    while (place < common && text.charCodeAt(place) === first.charCodeAt(place)) place++;
    common = place;
  }
  return common;
}

interface Places {
  /** How many values each place has, as many places as make a number below 2^53. */
  readonly sizes: readonly number[];
  /** By place and code unit; 0 is the end of the text. */
  readonly ranks: Uint32Array;
  readonly longest: number;
}

function rankPlaces(rows: Uint32Array, texts: readonly string[], from: number): Places {
  let longest = 0;
  for (const row of rows) if (texts[row].length > longest) longest = texts[row].length;
  const places = Math.min(mostPlaces, longest - from);
  const ranks = new Uint32Array(places * codeUnits);
  for (const row of rows) {
    const text = texts[row];
    const end = Math.min(places, text.length - from);
    for (let place = 0; place < end; place++) ranks[place * codeUnits + text.charCodeAt(from + place)] = 1;
  }
  const sizes: number[] = [];
  for (let place = 0, product = 1; place < places; place++) {
    const size = rankUnits(ranks.subarray(place * codeUnits, (place + 1) * codeUnits));
    product *= size;
    if (product > Number.MAX_SAFE_INTEGER) break;
    sizes.push(size);
  }
  return { sizes, ranks, longest };
}

/** Gives the marked code units their ranks from 1 on, in byte order; how many ranks there are, with that of the end. */
function rankUnits(marked: Uint32Array): number {
  const units: string[] = [];
  for (let unit = 0; unit < codeUnits; unit++) if (marked[unit] > 0) units.push(String.fromCharCode(unit));
  units.sort(compareText).forEach((unit, index) => {
    marked[unit.charCodeAt(0)] = index + 1;
  });
  return units.length + 1;
}

/** Orders rows of one number by what stands behind the places it was made of. */
function settleTies(order: Uint32Array, numbers: Float64Array, texts: readonly string[]): void {
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && numbers[order[end]] === numbers[order[start]]) end++;
    if (end - start > 1) order.subarray(start, end).sort((a, b) => compareText(texts[a], texts[b]) || a - b);
    start = end;
  }
}

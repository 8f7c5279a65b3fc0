import type { ReferenceBook } from '../../../model/previous.ts';
import { isText } from '../../../model/table.ts';
import { rowsDescending, sortedValues } from '../../../numeric/order.ts';
import { type Frame, unitsOf } from '../frame.ts';

// Clients of this book one at a time within another book: each stands in that book as it was, with nothing but its own row
// taken out and put in as it is now. What the others hold is sorted once; a client costs a binary search.

/** A column of the reference. Throws where it is missing or text: a caller hands over all that the steps read. */
export function referenceUnits({ columns }: ReferenceBook, name: string): Float64Array {
  const found = columns.get(name);
  if (found === undefined || isText(found)) throw new Error(`the reference has no numbers called ${name}`);
  return found.values;
}

/** The values of a population from the largest, ties by id, with the row of each. */
export interface Ranking {
  readonly rows: Uint32Array;
  readonly values: Float64Array;
}

export function rankingOf(values: Float64Array, include: ArrayLike<number>): Ranking {
  const rows = rowsDescending(values, include);
  return { rows, values: Float64Array.from(rows, (row) => values[row]) };
}

/** How many of the ranking come before a value of the client that stands at `place` in id order. */
export function countBefore({ rows, values }: Ranking, value: number, place: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const isBefore = values[middle] > value || (values[middle] === value && rows[middle] < place);
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of the ascending values are smaller. */
export function countBelow(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function ascendingOf(reference: ReferenceBook, of: string, among: string): Float64Array {
  return sortOnce(reference, `ascending ${of} ${among}`, () =>
    sortedValues(referenceUnits(reference, of), referenceUnits(reference, among)),
  );
}

export function rankingIn(reference: ReferenceBook, of: string, among: string): Ranking {
  return sortOnce(reference, `ranking ${of} ${among}`, () =>
    rankingOf(referenceUnits(reference, of), referenceUnits(reference, among)),
  );
}

/** What `sort` gives, or gave before where the reference keeps such things. */
export function sortOnce<T>({ sorted }: ReferenceBook, key: string, sort: () => T): T {
  if (sorted === undefined) return sort();
  if (!sorted.has(key)) sorted.set(key, sort());
  return sorted.get(key) as T;
}

/** A client with a value: that value, its own one in the reference (NaN where it had none there), and its place by id. */
export type Placed = (row: number, value: number, own: number, place: number) => void;

/**
 * Every client that has `of`. A client that the reference does not know stands, by id, right behind the last one before it
 * that it knows.
 */
export function forEachPlaced(
  { of, among }: { readonly of: string; readonly among: string },
  frame: Frame,
  reference: ReferenceBook,
  visit: Placed,
): void {
  const values = unitsOf(frame, of);
  const own = referenceUnits(reference, of);
  const took = referenceUnits(reference, among);
  let last = -1;
  for (let row = 0; row < frame.rows; row++) {
    const before = reference.before[row];
    if (before >= 0) last = before;
    const value = values[row];
    if (Number.isNaN(value)) continue;
    const known = before >= 0 && took[before] === 1;
    visit(row, value, known ? own[before] : Number.NaN, before >= 0 ? before : last + 0.5);
  }
}

import { maxUnits } from '../model/value-type.ts';
import { sortByKey } from './radix.ts';

// Orders over a column of units. Whole numbers are sorted by their digits, without comparing pairs; rows are given in id
// order, so ties fall by id on their own.

/** 1 for a row that takes part; without it all rows do. A row without a value never does. */
type Include = ArrayLike<number>;

/** Rows in order with the value of each. */
export interface OrderedRows {
  readonly rows: Uint32Array;
  readonly values: Float64Array;
}

/** Values of the included rows, ascending. */
export function sortedValues(values: Float64Array, include?: Include): Float64Array {
  return sortRows(values, include, 1).values;
}

/** Included rows with a value, smallest value first, ties by row. */
export function rowsAscending(values: Float64Array, include?: Include): Uint32Array {
  return sortRows(values, include, 1).rows;
}

/** Included rows with a value, largest value first, ties by row. */
export function rowsDescending(values: Float64Array, include?: Include): Uint32Array {
  return sortRows(values, include, -1).rows;
}

/** Included rows with a value and these values, ascending (1) or descending (−1), ties by row. */
export function sortRows(values: Float64Array, include: Include | undefined, sign: 1 | -1): OrderedRows {
  const { rows, least, most } = pickRows(values, include);
  if (least >= most) return { rows, values: new Float64Array(rows.length).fill(least) };
  // Counted from the first value, keys are small; only between the far ends of what a column can hold is that not exact.
  const isNarrow = most - least <= maxUnits;
  const start = !isNarrow ? 0 : sign > 0 ? least : most;
  const low = new Uint32Array(rows.length);
  if (isNarrow && most - least < 2 ** 32) {
    for (let place = 0; place < rows.length; place++) low[place] = (values[rows[place]] - start) * sign;
    const sorted = sortByKey(rows, low);
    const ordered = new Float64Array(rows.length);
    for (let place = 0; place < rows.length; place++) ordered[place] = start + sorted.keys[place] * sign;
    return { rows: sorted.rows, values: ordered };
  }
  for (let place = 0; place < rows.length; place++) {
    const distance = (values[rows[place]] - start) * sign;
    low[place] = distance - Math.floor(distance / 2 ** 32) * 2 ** 32;
  }
  const byLow = sortByKey(rows, low).rows;
  const high = new Uint32Array(rows.length);
  for (let place = 0; place < rows.length; place++) {
    high[place] = Math.floor(((values[byLow[place]] - start) * sign) / 2 ** 32) + 2 ** 21;
  }
  const sorted = sortByKey(byLow, high).rows;
  const ordered = new Float64Array(rows.length);
  for (let place = 0; place < rows.length; place++) ordered[place] = values[sorted[place]];
  return { rows: sorted, values: ordered };
}

/** The included rows with a value, and the least and the largest of these. */
function pickRows(
  values: Float64Array,
  include: Include | undefined,
): { rows: Uint32Array; least: number; most: number } {
  const all = new Uint32Array(values.length);
  let count = 0;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (Number.isNaN(value) || (include !== undefined && include[row] !== 1)) continue;
    if (value < least) least = value;
    if (value > most) most = value;
    all[count++] = row;
  }
  // Few of many do not hold the memory of all.
  return { rows: count < values.length / 4 ? all.slice(0, count) : all.subarray(0, count), least, most };
}

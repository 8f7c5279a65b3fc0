import { maxUnits } from '../model/value-type.ts';
import { sortByKey } from './radix.ts';

// Orders over a column of units. Whole numbers are sorted by their digits, without comparing pairs; rows are given in id
// order, so ties fall by id on their own.

/** 1 for a row that takes part; without it all rows do. A row without a value never does. */
type Include = ArrayLike<number>;

/** Values of the included rows, ascending. */
export function sortedValues(values: Float64Array, include?: Include): Float64Array {
  const rows = rowsAscending(values, include);
  const sorted = new Float64Array(rows.length);
  for (let place = 0; place < rows.length; place++) sorted[place] = values[rows[place]];
  return sorted;
}

/** Included rows with a value, smallest value first, ties by row. */
export function rowsAscending(values: Float64Array, include?: Include): Uint32Array {
  return sortRows(values, include, 1);
}

/** Included rows with a value, largest value first, ties by row. */
export function rowsDescending(values: Float64Array, include?: Include): Uint32Array {
  return sortRows(values, include, -1);
}

function sortRows(values: Float64Array, include: Include | undefined, sign: 1 | -1): Uint32Array {
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
  const rows = all.subarray(0, count);
  if (least >= most) return rows;
  // Counted from the first value, keys are small; only between the far ends of what a column can hold is that not exact.
  const isNarrow = most - least <= maxUnits;
  const start = !isNarrow ? 0 : sign > 0 ? least : most;
  const low = new Uint32Array(values.length);
  if (isNarrow && most - least < 2 ** 32) {
    for (let index = 0; index < count; index++) low[rows[index]] = (values[rows[index]] - start) * sign;
    return sortByKey(rows, low);
  }
  const high = new Uint32Array(values.length);
  for (let index = 0; index < count; index++) {
    const row = rows[index];
    const distance = (values[row] - start) * sign;
    const upper = Math.floor(distance / 2 ** 32);
    low[row] = distance - upper * 2 ** 32;
    high[row] = upper + 2 ** 21;
  }
  return sortByKey(sortByKey(rows, low), high);
}

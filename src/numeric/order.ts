// Orders and positions over a column of units without a comparator call a pair: the sorted copy is a plain numeric sort,
// and a row finds its place in it by bisection. Rows are given in id order, so ties fall by id on their own.

/** Present values of the included rows, ascending. `include[row]` is 1 for a row that takes part. */
export function sortedValues(values: Float64Array, include: ArrayLike<number>): Float64Array {
  const kept = new Float64Array(values.length);
  let count = 0;
  for (let row = 0; row < values.length; row++) {
    if (include[row] === 1 && !Number.isNaN(values[row])) kept[count++] = values[row];
  }
  return kept.subarray(0, count).sort();
}

/** How many of the ascending values lie below `value`. */
export function countBelow(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Included rows with a value, largest value first, ties by row. */
export function rowsDescending(values: Float64Array, include: ArrayLike<number>): Uint32Array {
  const sorted = sortedValues(values, include);
  const taken = new Uint32Array(sorted.length);
  const order = new Uint32Array(sorted.length);
  // In ascending order equal values stand together from `below` on; from the top they take their places row by row.
  const upper = upperEnds(sorted);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (include[row] !== 1 || Number.isNaN(value)) continue;
    const below = countBelow(sorted, value);
    order[sorted.length - upper[below] + taken[below]++] = row;
  }
  return order;
}

/** For the first position of each run of equal values, the position behind the run. */
function upperEnds(sorted: Float64Array): Uint32Array {
  const ends = new Uint32Array(sorted.length);
  let start = 0;
  for (let index = 1; index <= sorted.length; index++) {
    if (index < sorted.length && sorted[index] === sorted[start]) continue;
    ends[start] = index;
    start = index;
  }
  return ends;
}

/**
 * The first `most` rows whose flag is 1, by `values` descending, missing last, ties by row (rows are in id order). One pass,
 * and never more than `most` rows are kept.
 */
export function topRows(flags: Float64Array, values: Float64Array | undefined, most: number): number[] {
  const kept: number[] = [];
  const keyOf = (row: number) => {
    const value = values === undefined ? 0 : values[row];
    return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
  };
  for (let row = 0; row < flags.length; row++) {
    if (flags[row] !== 1) continue;
    const key = keyOf(row);
    if (kept.length === most && key <= keyOf(kept[most - 1])) continue;
    let [from, to] = [0, kept.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (keyOf(kept[middle]) >= key) from = middle + 1;
      else to = middle;
    }
    kept.splice(from, 0, row);
    if (kept.length > most) kept.pop();
  }
  return kept;
}

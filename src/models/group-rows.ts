// Brings rows that are equal in every column together, so that a likelihood is summed over groups with counts. Groups are in
// ascending order of the columns, first column first: sums over them do not depend on the order of the rows.

export interface Groups {
  readonly length: number;
  /** How many rows a group holds. */
  readonly counts: Float64Array;
  /** A value per group for each column. */
  readonly columns: readonly Float64Array[];
  /** The group of each row, −1 for a row that was left out. */
  readonly groupOf: Int32Array;
}

/** Distinct values, ascending. */
export function distinctValues(values: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  let count = 0;
  for (const value of sorted) if (count === 0 || sorted[count - 1] !== value) sorted[count++] = value;
  return sorted.slice(0, count);
}

/** For each value its position among `distinct`, which are ascending and hold it. */
export function positionsAmong(values: Float64Array, distinct: Float64Array): Uint32Array {
  const positions = new Uint32Array(values.length);
  for (let index = 0; index < values.length; index++) {
    let low = 0;
    let high = distinct.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (distinct[middle] < values[index]) low = middle + 1;
      else high = middle;
    }
    positions[index] = low;
  }
  return positions;
}

/** Groups the rows that `takes` accepts; columns are of one length and hold no NaN in those rows. At most 2^26 rows. */
export function groupRows(columns: readonly Float64Array[], takes: (row: number) => boolean): Groups {
  const rows = acceptedRows(columns[0].length, takes);
  // One column after the other: a pair (groups so far, next column) is a whole number below rows², far within 2^53.
  let codes: Uint32Array = new Uint32Array(rows.length);
  let groups = 1;
  for (const column of columns) {
    const values = Float64Array.from(rows, (row) => column[row]);
    const distinct = distinctValues(values);
    const positions = positionsAmong(values, distinct);
    const pairs = Float64Array.from(codes, (code, index) => code * distinct.length + positions[index]);
    const distinctPairs = distinctValues(pairs);
    codes = positionsAmong(pairs, distinctPairs);
    groups = distinctPairs.length;
  }
  const counts = new Float64Array(rows.length === 0 ? 0 : groups);
  const grouped = columns.map(() => new Float64Array(counts.length));
  const groupOf = new Int32Array(columns[0].length).fill(-1);
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];
    counts[codes[index]]++;
    groupOf[row] = codes[index];
    for (let at = 0; at < columns.length; at++) grouped[at][codes[index]] = columns[at][row];
  }
  return { length: counts.length, counts, columns: grouped, groupOf };
}

function acceptedRows(length: number, takes: (row: number) => boolean): Uint32Array {
  const rows = new Uint32Array(length);
  let count = 0;
  for (let row = 0; row < length; row++) if (takes(row)) rows[count++] = row;
  return rows.subarray(0, count);
}

/**
 * Counts for a systematic sample of about `size` rows: every k-th row in the order of the groups. The counts themselves
 * where there are no more rows than that.
 */
export function sampleCounts(counts: Float64Array, size: number): Float64Array {
  const rows = total(counts);
  if (rows <= size) return counts;
  const step = rows / size;
  let before = 0;
  return counts.map((count) => {
    const drawn = Math.ceil((before + count) / step) - Math.ceil(before / step);
    before += count;
    return drawn;
  });
}

/** The rows of all groups. */
export function total(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

const blockSize = 512;

/** Σ counts·value over the groups, in blocks, so that the rounding of a long sum stays small. */
export function sumOver(counts: Float64Array, value: (group: number) => number): number {
  let sum = 0;
  for (let start = 0; start < counts.length; start += blockSize) {
    const end = Math.min(start + blockSize, counts.length);
    let block = 0;
    for (let group = start; group < end; group++) if (counts[group] > 0) block += counts[group] * value(group);
    sum += block;
  }
  return sum;
}

// Orders by counting digits instead of comparing pairs (least significant digit first, so that equal keys keep their
// order). Keys are whole numbers below 2^32 in 11-bit digits; a digit that all keys share costs nothing but its count.

const digitBits = 11;
const digits = 1 << digitBits;
const mask = digits - 1;
const passes = 3;

export interface SortedRows {
  readonly rows: Uint32Array;
  /** Of each of the rows. */
  readonly keys: Uint32Array;
}

/** `rows` by ascending key, `keys[n]` that of `rows[n]`; equal keys as they stand. What is given may be overwritten. */
export function sortByKey(rows: Uint32Array, keys: Uint32Array): SortedRows {
  const count = rows.length;
  const counts = new Uint32Array(passes * digits);
  let isSorted = true;
  let previous = 0;
  for (let index = 0; index < count; index++) {
    const key = keys[index];
    if (key < previous) isSorted = false;
    previous = key;
    counts[key & mask]++;
    counts[digits + ((key >>> digitBits) & mask)]++;
    counts[2 * digits + (key >>> (2 * digitBits))]++;
  }
  if (isSorted) return { rows, keys };
  let [ordered, orderedKeys] = [rows, keys];
  let next: Uint32Array = new Uint32Array(count);
  let nextKeys: Uint32Array = new Uint32Array(count);
  for (let pass = 0; pass < passes; pass++) {
    const shift = pass * digitBits;
    const places = counts.subarray(pass * digits, (pass + 1) * digits);
    if (places[(orderedKeys[0] >>> shift) & mask] === count) continue;
    sumBefore(places);
    spread({ rows: ordered, keys: orderedKeys }, { rows: next, keys: nextKeys }, places, shift);
    [ordered, next] = [next, ordered];
    [orderedKeys, nextKeys] = [nextKeys, orderedKeys];
  }
  return { rows: ordered, keys: orderedKeys };
}

/** Puts each row where its digit goes. */
function spread(from: SortedRows, to: SortedRows, places: Uint32Array, shift: number): void {
  const { rows, keys } = from;
  const { rows: toRows, keys: toKeys } = to;
  for (let index = 0; index < rows.length; index++) {
    const key = keys[index];
    const place = places[(key >>> shift) & mask]++;
    toKeys[place] = key;
    toRows[place] = rows[index];
  }
}

/** Turns counts into where the first of each begins. */
function sumBefore(counts: Uint32Array): void {
  let sum = 0;
  for (let index = 0; index < counts.length; index++) {
    const count = counts[index];
    counts[index] = sum;
    sum += count;
  }
}

// Orders by counting digits instead of comparing pairs (least significant digit first, so that equal keys keep their
// order). Keys are whole numbers below 2^32 in 11-bit digits; a digit that all keys share costs nothing but its count.

const digitBits = 11;
const digits = 1 << digitBits;
const mask = digits - 1;
const passes = 3;

/**
 * `rows` by ascending `keyOf[row]`, equal keys as they stand. What is given may be overwritten, and may be what comes back.
 */
export function sortByKey(rows: Uint32Array, keyOf: Uint32Array): Uint32Array {
  const count = rows.length;
  const counts = new Uint32Array(passes * digits);
  let keys = new Uint32Array(count);
  let isSorted = true;
  let previous = 0;
  for (let index = 0; index < count; index++) {
    const key = keyOf[rows[index]];
    keys[index] = key;
    if (key < previous) isSorted = false;
    previous = key;
    counts[key & mask]++;
    counts[digits + ((key >>> digitBits) & mask)]++;
    counts[2 * digits + (key >>> (2 * digitBits))]++;
  }
  if (isSorted) return rows;
  let ordered: Uint32Array = rows;
  let nextKeys = new Uint32Array(count);
  let next: Uint32Array = new Uint32Array(count);
  for (let pass = 0; pass < passes; pass++) {
    const shift = pass * digitBits;
    const places = counts.subarray(pass * digits, (pass + 1) * digits);
    if (places[(keys[0] >>> shift) & mask] === count) continue;
    sumBefore(places);
    for (let index = 0; index < count; index++) {
      const key = keys[index];
      const place = places[(key >>> shift) & mask]++;
      nextKeys[place] = key;
      next[place] = ordered[index];
    }
    [keys, nextKeys] = [nextKeys, keys];
    [ordered, next] = [next, ordered];
  }
  return ordered;
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

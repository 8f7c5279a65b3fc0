// Whole numbers in order without their rows, by counting digits: three passes over 32 bits, of which those that all share cost
// nothing. What needs more bits is sorted by comparison, on the view that few do.

const digitBits = 11;
const digits = 1 << digitBits;
const mask = digits - 1;
const passes = 3;

/** So many in one call: a function of a block is compiled once, one of all anew each time it is called. */
const block = 1 << 11;

/** Brings whole numbers from 0 to 2^53 into descending order, in place. */
export function sortDescending(values: Float64Array): void {
  let keys: Uint32Array = new Uint32Array(values.length);
  const counts = new Uint32Array(passes * digits);
  let wide = 0;
  for (let from = 0; from < values.length; from += block) {
    wide = takeKeys(values, from, Math.min(from + block, values.length), wide, keys, counts);
  }
  const count = values.length - wide;
  values.subarray(0, wide).sort().reverse();
  let next: Uint32Array = new Uint32Array(count);
  for (let pass = 0; pass < passes; pass++) {
    const shift = pass * digitBits;
    const places = counts.subarray(pass * digits, (pass + 1) * digits);
    if (places[(keys[0] >>> shift) & mask] === count) continue;
    sumAbove(places);
    for (let from = 0; from < count; from += block)
      spread(keys, next, from, Math.min(from + block, count), places, shift);
    [keys, next] = [next, keys];
  }
  values.set(keys.subarray(0, count), wide);
}

/** Moves those past 32 bits to the front, of which there are `wide` so far; the others become keys, and are counted by digit. */
function takeKeys(
  values: Float64Array,
  from: number,
  to: number,
  wide: number,
  keys: Uint32Array,
  counts: Uint32Array,
): number {
  let above = wide;
  for (let index = from; index < to; index++) {
    const value = values[index];
    if (value >= 2 ** 32) {
      values[above++] = value;
      continue;
    }
    const key = value >>> 0;
    keys[index - above] = key;
    counts[key & mask]++;
    counts[digits + ((key >>> digitBits) & mask)]++;
    counts[2 * digits + (key >>> (2 * digitBits))]++;
  }
  return above;
}

/** Puts each key where its digit goes. */
function spread(
  keys: Uint32Array,
  into: Uint32Array,
  from: number,
  to: number,
  places: Uint32Array,
  shift: number,
): void {
  for (let index = from; index < to; index++) {
    const key = keys[index];
    into[places[(key >>> shift) & mask]++] = key;
  }
}

/** Turns counts into where the first of each begins, the largest digit first. */
function sumAbove(counts: Uint32Array): void {
  let sum = 0;
  for (let index = counts.length - 1; index >= 0; index--) {
    const count = counts[index];
    counts[index] = sum;
    sum += count;
  }
}

// Loops over one block of values, NaN missing. Each is a function of its own, so that it is compiled once whatever expressions
// use it, and none of them asks the processor to guess a condition where it can count instead. A number is never chosen between
// a parameter and what was computed: V8 would put every such number on the heap.

export function flagNumbers(values: Float64Array, missing: Uint8Array, count: number): Uint8Array {
  for (let i = 0; i < count; i++) missing[i] = +Number.isNaN(values[i]) | 0;
  return missing;
}

export function flagCodes(codes: Int32Array, missing: Uint8Array, count: number): Uint8Array {
  for (let i = 0; i < count; i++) missing[i] = codes[i] >>> 31;
  return missing;
}

/** Whether any of the flags is set, four at a time. */
export function isAnySet(flags: Int32Array): boolean {
  let all = 0;
  for (let i = 0; i < flags.length; i++) all |= flags[i];
  return all !== 0;
}

export function countOverflows(missing: Uint8Array, overflow: Uint8Array, count: number): number {
  let all = 0;
  for (let i = 0; i < count; i++) all += missing[i] & overflow[i];
  return all;
}

/** Missing results that did not overflow, of what is not absent. */
export function countGaps(missing: Uint8Array, overflow: Uint8Array, absent: Uint8Array, count: number): number {
  let all = 0;
  for (let i = 0; i < count; i++) all += missing[i] & ~(overflow[i] | absent[i]);
  return all;
}

export function gatherNumbers(
  values: Float64Array,
  rows: Int32Array,
  out: Float64Array,
  start: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) out[i] = values[rows[start + i]];
}

export function gatherCodes(codes: Int32Array, rows: Int32Array, out: Int32Array, start: number, count: number): void {
  for (let i = 0; i < count; i++) out[i] = codes[rows[start + i]];
}

/** `results`: what below, equal, above, one missing and both missing give. */
export function compareBlock(
  left: Float64Array,
  leftFactor: number,
  right: Float64Array,
  rightFactor: number,
  results: Float64Array,
  out: Float64Array,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const x = left[i] * leftFactor;
    const y = right[i] * rightFactor;
    const below = +(x < y) | 0;
    const equal = +(x === y) | 0;
    const above = +(x > y) | 0;
    const missing = (1 - below - equal - above) * (2 + (+Number.isNaN(x) | 0) + (+Number.isNaN(y) | 0));
    out[i] = results[equal + 2 * above + missing];
  }
}

/**
 * Multiplies 1 by each argument of `and` in turn, or by the opposite of each of `or`: one that is 0 decides, one that is missing
 * leaves a fraction unless another decides.
 */
export function multiplyTruths(values: Float64Array, isOr: boolean, out: Float64Array, count: number): void {
  if (isOr) for (let i = 0; i < count; i++) out[i] *= Number.isNaN(values[i]) ? 0.5 : 1 - values[i];
  else for (let i = 0; i < count; i++) out[i] *= Number.isNaN(values[i]) ? 0.5 : values[i];
}

export function readTruths(isOr: boolean, out: Float64Array, count: number): void {
  if (isOr) for (let i = 0; i < count; i++) out[i] = 1 - out[i];
  for (let i = 0; i < count; i++) if (out[i] !== 0 && out[i] !== 1) out[i] = Number.NaN;
}

export function negateBlock(values: Float64Array, out: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) out[i] = 1 - values[i];
}

/** Where the condition holds the row's choice becomes `index`; a missing condition does not hold. */
export function chooseWhere(values: Float64Array, index: number, which: Int32Array, count: number): void {
  for (let i = 0; i < count; i++) which[i] += (index - which[i]) * (+(values[i] === 1) | 0);
}

export function takeNumbers(
  branches: readonly Float64Array[],
  which: Int32Array,
  out: Float64Array,
  count: number,
): void {
  for (let i = 0; i < count; i++) out[i] = branches[which[i]][i];
}

/** `maps` give a branch's codes in the dictionary of the choice, from −1 on. */
export function takeCodes(
  branches: readonly Int32Array[],
  maps: readonly Int32Array[],
  which: Int32Array,
  out: Int32Array,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const chosen = which[i];
    out[i] = maps[chosen][branches[chosen][i] + 1];
  }
}

/** Adds to each place how many of four bounds its value reaches; a missing value reaches none. */
export function countReached(
  values: Float64Array,
  first: number,
  second: number,
  third: number,
  fourth: number,
  places: Int32Array,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const value = values[i];
    places[i] +=
      (+(value >= first) | 0) + (+(value >= second) | 0) + (+(value >= third) | 0) + (+(value >= fourth) | 0);
  }
}

/** What stands at the place of a value among four bounds at most; of a missing value, at `missing`. */
export function readReached(
  values: Float64Array,
  first: number,
  second: number,
  third: number,
  fourth: number,
  results: Float64Array,
  missing: number,
  out: Float64Array,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const value = values[i];
    const low = (+(value >= first) | 0) + (+(value >= second) | 0);
    const high = (+(value >= third) | 0) + (+(value >= fourth) | 0);
    out[i] = results[low + high + Math.imul(+Number.isNaN(value) | 0, missing)];
  }
}

/** Begins the places of values: that of a missing one is `missing`, that of any other 0. */
export function placeMissing(values: Float64Array, missing: number, places: Int32Array, count: number): void {
  for (let i = 0; i < count; i++) places[i] = Math.imul(+Number.isNaN(values[i]) | 0, missing);
}

/** What stands at the place of each row, counted from `shift` on. */
export function readNumbers(
  results: Float64Array,
  places: Int32Array,
  shift: number,
  out: Float64Array,
  count: number,
): void {
  for (let i = 0; i < count; i++) out[i] = results[places[i] + shift];
}

export function readCodes(results: Int32Array, codes: Int32Array, out: Int32Array, count: number): void {
  for (let i = 0; i < count; i++) out[i] = results[codes[i] + 1];
}

/** What stands at each whole value, counted from `least` on; of a missing value, behind the `last`. */
export function readByValue(
  results: Float64Array,
  values: Float64Array,
  least: number,
  last: number,
  out: Float64Array,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const value = values[i];
    out[i] = results[Number.isNaN(value) ? last + 1 : (value - least) | 0];
  }
}

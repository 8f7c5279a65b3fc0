import { fullPoints } from '../../../plan/expressions.ts';

// The loops of the weighted score over one block of rows, a factor at a time. `patterns` numbers the rows' patterns of missing
// points; `sums` and `denominators` are by pattern. All products are within what doubles count.

/** Rows a block holds: the remainders of its factors stay in the cache. */
export const weighRows = 1024;

/** The largest whole number not above a ÷ b; |a| + b within 2^53, b > 0. A division in doubles is at most one off. */
function floorDivide(a: number, b: number): number {
  const near = Math.floor(a / b);
  const rest = a - near * b;
  return rest < 0 ? near - 1 : rest >= b ? near + 1 : near;
}

/** a ÷ b for whole numbers whose double is exact, rounded half away from zero; b > 0. */
function quotient(a: number, b: number): number {
  const rounded = floorDivide(2 * Math.abs(a) + b, 2 * b);
  return a < 0 ? 0 - rounded : rounded;
}

/** Writes for each row what its pattern comes to. */
export function spread(
  byPattern: Float64Array,
  patterns: Int32Array,
  out: Float64Array,
  start: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) out[start + i] = byPattern[patterns[i]];
}

/** Writes the means of a dimension. */
export function writeMeans(
  totals: Float64Array,
  sums: Float64Array,
  patterns: Int32Array,
  out: Float64Array,
  start: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const sum = sums[patterns[i]];
    out[start + i] = Number.isNaN(sum) ? Number.NaN : quotient(totals[i], sum);
  }
}

/** What the loops over the factors hand on: by row, and of the remainders a block a factor. */
export interface Sums {
  /** Of the weighted points of a dimension. */
  readonly points: Float64Array;
  readonly totals: Float64Array;
  readonly floors: Float64Array;
  readonly remainders: Float64Array;
}

/** Figures that a factor has for each pattern (pattern-weights.ts). */
export const figures = 4;

/**
 * Writes what a factor adds to the score, rounded down, and what it cost; both are missing where there is no score. What it
 * cost is what full points would add less what its points do, so that one division does for both.
 */
export function weighFactor(
  points: Float64Array,
  weight: number,
  ofPatterns: Float64Array,
  patterns: Int32Array,
  contributions: Float64Array,
  lost: Float64Array,
  sums: Sums,
  offset: number,
  start: number,
  count: number,
): void {
  const { points: weighted, totals, floors, remainders } = sums;
  for (let i = 0; i < count; i++) {
    const value = points[start + i];
    if (Number.isNaN(value)) {
      contributions[start + i] = Number.NaN;
      lost[start + i] = Number.NaN;
      remainders[offset + i] = -1;
      continue;
    }
    weighted[i] += weight * value;
    const at = patterns[i] * figures;
    const denominator = ofPatterns[at];
    const product = ofPatterns[at + 1] * value;
    let floor = Math.floor(product / denominator);
    let rest = product - floor * denominator;
    // A division in doubles is at most one off.
    if (rest < 0) {
      floor -= 1;
      rest += denominator;
    } else if (rest >= denominator) {
      floor += 1;
      rest -= denominator;
    }
    const twice = 2 * (ofPatterns[at + 3] - rest);
    const cost = ofPatterns[at + 2] - floor;
    // Half away from zero.
    if (value <= fullPoints) lost[start + i] = cost + (+(twice >= denominator) | 0) - (+(twice < -denominator) | 0);
    else lost[start + i] = cost + (+(twice > denominator) | 0) - (+(twice <= -denominator) | 0);
    contributions[start + i] = floor + 0;
    remainders[offset + i] = rest;
    totals[i] += product;
    floors[i] += floor;
  }
}

/** Writes the scores; what the contributions then are short of it is left in `floors`. */
export function writeScores(
  { totals, floors }: Sums,
  denominators: Float64Array,
  patterns: Int32Array,
  out: Float64Array,
  start: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const denominator = denominators[patterns[i]];
    if (Number.isNaN(denominator)) {
      out[start + i] = Number.NaN;
      floors[i] = 0;
      continue;
    }
    const whole = quotient(totals[i], denominator);
    out[start + i] = whole;
    floors[i] = whole - floors[i];
  }
}

/** Gives the units that are short to the factors with the largest remainders, one each; ties in rubric order. */
export function giveUnits(
  { floors: short, remainders }: Sums,
  contributions: readonly Float64Array[],
  start: number,
  count: number,
): void {
  const end = contributions.length * weighRows;
  for (let i = 0; i < count; i++) {
    for (let units = short[i]; units > 0; units--) {
      let best = i;
      for (let at = i + weighRows; at < end; at += weighRows) if (remainders[at] > remainders[best]) best = at;
      remainders[best] = -1;
      contributions[(best - i) / weighRows][start + i] += 1;
    }
  }
}

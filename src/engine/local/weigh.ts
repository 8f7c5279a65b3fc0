import { maxUnits, pointScale } from '../../model/value-type.ts';
import { divideRounded } from '../../numeric/scaled.ts';
import type { Shares } from './shares.ts';

// One client's score, dimensions and contributions from whole coefficients. The fast path holds every product in a
// double; the exact one is the same in BigInt. Contributions are floored and the missing units go to the largest
// remainders (ties in rubric order), so that they add up to the score to the last digit.

export interface Target {
  readonly score: Float64Array;
  readonly coverage: Float64Array;
  readonly rated: Float64Array;
  readonly dimensions: readonly Float64Array[];
  readonly contributions: readonly Float64Array[];
  readonly lost: readonly Float64Array[];
}

export type Weigh = (row: number, points: readonly Float64Array[], target: Target) => void;

const full = 100 * 10 ** pointScale;

/** The function that weighs clients of one pattern; `largest` is the greatest size of any points. */
export function weigher(shares: Shares, largest: number): Weigh {
  const sizes = [shares.denominator, ...shares.dimensions.map((dimension) => dimension.sum)];
  const size = sizes.reduce((most, value) => (value > most ? value : most), 1n);
  // Twice a product of a whole sum with the points, plus a denominator, must stay within 2^53; points may be below 0, so
  // that twice the largest can be lost.
  return size * BigInt(largest) * 2n + size <= BigInt(maxUnits) / 4n ? weighInDoubles(shares) : weighInBigInts(shares);
}

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

function weighInDoubles(shares: Shares): Weigh {
  const coefficients = Float64Array.from(shares.coefficients, Number);
  const denominator = Number(shares.denominator);
  const dimensions = shares.dimensions.map(({ factors, weights, sum }) => ({
    factors,
    weights: Float64Array.from(weights, Number),
    sum: Number(sum),
  }));
  const remainders = new Float64Array(coefficients.length);
  const { factors } = shares;
  return (row, points, target) => {
    target.coverage[row] = shares.coverage;
    target.rated[row] = shares.rated ? 1 : 0;
    for (let d = 0; d < dimensions.length; d++) {
      const { factors: own, weights, sum } = dimensions[d];
      if (sum === 0) continue;
      let total = 0;
      for (let i = 0; i < own.length; i++) total += weights[i] * points[own[i]][row];
      target.dimensions[d][row] = quotient(total, sum);
    }
    if (!shares.rated) return;
    let total = 0;
    let floors = 0;
    for (let i = 0; i < factors.length; i++) {
      const value = points[factors[i]][row];
      const product = coefficients[i] * value;
      const floor = floorDivide(product, denominator) + 0;
      const remainder = product - floor * denominator;
      target.contributions[factors[i]][row] = floor;
      target.lost[factors[i]][row] = quotient(coefficients[i] * (full - value), denominator);
      remainders[i] = remainder;
      total += product;
      floors += floor;
    }
    const score = quotient(total, denominator);
    target.score[row] = score;
    giveUnits(score - floors, remainders, factors, row, target);
  };
}

function weighInBigInts(shares: Shares): Weigh {
  const { factors, coefficients, denominator } = shares;
  const remainders = new Array<bigint>(factors.length).fill(0n);
  return (row, points, target) => {
    target.coverage[row] = shares.coverage;
    target.rated[row] = shares.rated ? 1 : 0;
    for (let d = 0; d < shares.dimensions.length; d++) {
      const { factors: own, weights, sum } = shares.dimensions[d];
      if (sum === 0n) continue;
      const total = own.reduce((so, factor, i) => so + weights[i] * BigInt(points[factor][row]), 0n);
      target.dimensions[d][row] = Number(divideRounded(total, sum));
    }
    if (!shares.rated) return;
    let total = 0n;
    let floors = 0n;
    for (let i = 0; i < factors.length; i++) {
      const value = BigInt(points[factors[i]][row]);
      const product = coefficients[i] * value;
      const rest = product % denominator;
      remainders[i] = rest < 0n ? rest + denominator : rest;
      const floor = (product - remainders[i]) / denominator;
      target.contributions[factors[i]][row] = Number(floor);
      target.lost[factors[i]][row] = Number(divideRounded(coefficients[i] * (BigInt(full) - value), denominator));
      total += product;
      floors += floor;
    }
    const score = divideRounded(total, denominator);
    target.score[row] = Number(score);
    giveUnits(Number(score - floors), remainders, factors, row, target);
  };
}

/** Gives one unit each to the factors with the largest remainders; the used ones are set to −1. */
function giveUnits(
  units: number,
  remainders: Float64Array | bigint[],
  factors: readonly number[],
  row: number,
  target: Target,
): void {
  for (let given = 0; given < units; given++) {
    let best = 0;
    for (let i = 1; i < remainders.length; i++) if (remainders[i] > remainders[best]) best = i;
    target.contributions[factors[best]][row] += 1;
    if (remainders instanceof Float64Array) remainders[best] = -1;
    else remainders[best] = -1n;
  }
}

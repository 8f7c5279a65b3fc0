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

/** Weighs the client of a row. */
export type Weigh = (row: number) => void;

const full = 100 * 10 ** pointScale;

/** The function that weighs clients of one pattern; `largest` is the greatest size of any points. */
export function weigher(shares: Shares, largest: number, points: readonly Float64Array[], target: Target): Weigh {
  const sizes = [shares.denominator, ...shares.dimensions.map((dimension) => dimension.sum)];
  const size = sizes.reduce((most, value) => (value > most ? value : most), 1n);
  // Twice a product of a whole sum with the points, plus a denominator, must stay within 2^53; points may be below 0, so
  // that twice the largest can be lost.
  return size * BigInt(largest) * 2n + size <= BigInt(maxUnits) / 4n
    ? weighInDoubles(shares, points, target)
    : weighInBigInts(shares, points, target);
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

function weighInDoubles(shares: Shares, points: readonly Float64Array[], target: Target): Weigh {
  const coefficients = Float64Array.from(shares.coefficients, Number);
  const denominator = Number(shares.denominator);
  const dimensions = shares.dimensions.flatMap(({ factors, weights, sum }, index) =>
    sum === 0n
      ? []
      : {
          points: factors.map((factor) => points[factor]),
          weights: Float64Array.from(weights, Number),
          sum: Number(sum),
          out: target.dimensions[index],
        },
  );
  const remainders = new Float64Array(coefficients.length);
  const { factors, rated } = shares;
  const [own, contributions, lost] = [points, target.contributions, target.lost].map((columns) =>
    factors.map((factor) => columns[factor]),
  );
  const { coverage, rated: isRated, score } = target;
  return (row) => {
    coverage[row] = shares.coverage;
    isRated[row] = rated ? 1 : 0;
    for (let d = 0; d < dimensions.length; d++) {
      const { points: within, weights, sum, out } = dimensions[d];
      let total = 0;
      for (let i = 0; i < within.length; i++) total += weights[i] * within[i][row];
      out[row] = quotient(total, sum);
    }
    if (!rated) return;
    let total = 0;
    let floors = 0;
    for (let i = 0; i < own.length; i++) {
      const value = own[i][row];
      const coefficient = coefficients[i];
      const product = coefficient * value;
      const floor = floorDivide(product, denominator) + 0;
      contributions[i][row] = floor;
      lost[i][row] = quotient(coefficient * (full - value), denominator);
      remainders[i] = product - floor * denominator;
      total += product;
      floors += floor;
    }
    const whole = quotient(total, denominator);
    score[row] = whole;
    giveUnits(whole - floors, remainders, contributions, row);
  };
}

function weighInBigInts(shares: Shares, points: readonly Float64Array[], target: Target): Weigh {
  const { factors, coefficients, denominator } = shares;
  const remainders = new Array<bigint>(factors.length).fill(0n);
  const contributions = factors.map((factor) => target.contributions[factor]);
  return (row) => {
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
      contributions[i][row] = Number(floor);
      target.lost[factors[i]][row] = Number(divideRounded(coefficients[i] * (BigInt(full) - value), denominator));
      total += product;
      floors += floor;
    }
    const score = divideRounded(total, denominator);
    target.score[row] = Number(score);
    giveUnits(Number(score - floors), remainders, contributions, row);
  };
}

/** Gives one unit each to the factors with the largest remainders; the used ones are set to −1. */
function giveUnits(
  units: number,
  remainders: Float64Array | bigint[],
  contributions: readonly Float64Array[],
  row: number,
): void {
  for (let given = 0; given < units; given++) {
    let best = 0;
    for (let i = 1; i < remainders.length; i++) if (remainders[i] > remainders[best]) best = i;
    contributions[best][row] += 1;
    if (remainders instanceof Float64Array) remainders[best] = -1;
    else remainders[best] = -1n;
  }
}

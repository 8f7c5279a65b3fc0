import type { Decimal } from '../../model/decimal.ts';
import { pointScale } from '../../model/value-type.ts';
import { bigPower10, divideRounded } from '../../numeric/scaled.ts';
import type { WeightedScoreStep } from '../../plan/step.ts';

// Whole coefficients of the doubly weighted mean for one pattern of present factors:
// score = Σ coefficient·points / denominator, dimension = Σ weight·points / sum.

export interface DimensionShares {
  /** Indexes of its present factors over all factors of the rubric, with their weights and the sum of these. */
  readonly factors: readonly number[];
  readonly weights: readonly bigint[];
  readonly sum: bigint;
}

export interface Shares {
  /** Present share of the whole weight, in units of scale 6. */
  readonly coverage: number;
  readonly rated: boolean;
  readonly dimensions: readonly DimensionShares[];
  /** Indexes of the factors that count, in rubric order, each with its coefficient. */
  readonly factors: readonly number[];
  readonly coefficients: readonly bigint[];
  readonly denominator: bigint;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}

function leastCommonMultiple(values: readonly bigint[]): bigint {
  return values.reduce((multiple, value) => (multiple / greatestCommonDivisor(multiple, value)) * value, 1n);
}

function sumOf(values: readonly bigint[]): bigint {
  return values.reduce((sum, value) => sum + value, 0n);
}

function reaches(part: bigint, whole: bigint, bound: Decimal): boolean {
  return part * bigPower10(bound.scale) >= bound.units * whole;
}

/** `present[i]` = 1 where the i-th factor of the rubric has points. */
export function sharesOf(step: WeightedScoreStep, present: Uint8Array): Shares {
  let index = 0;
  let rated = true;
  const dimensions: DimensionShares[] = [];
  const wholes: bigint[] = [];
  for (const dimension of step.dimensions) {
    const factors: number[] = [];
    const weights: bigint[] = [];
    for (const factor of dimension.factors) {
      if (present[index] === 1) {
        factors.push(index);
        weights.push(factor.weight);
      } else if (factor.missing === 'unrated') rated = false;
      index++;
    }
    const sum = sumOf(weights);
    const whole = sumOf(dimension.factors.map((factor) => factor.weight));
    if (dimension.coverage !== undefined && !reaches(sum, whole, dimension.coverage)) rated = false;
    dimensions.push({ factors, weights, sum });
    wholes.push(whole);
  }
  const multiple = leastCommonMultiple(wholes);
  const covered = sumOf(step.dimensions.map(({ weight }, d) => weight * dimensions[d].sum * (multiple / wholes[d])));
  const whole = multiple * sumOf(step.dimensions.map((dimension) => dimension.weight));
  const scored = dimensions.filter((dimension) => dimension.sum > 0n);
  if (scored.length === 0 || !reaches(covered, whole, step.coverage)) rated = false;
  return {
    coverage: Number(divideRounded(covered * bigPower10(pointScale), whole)),
    rated,
    dimensions,
    ...coefficientsOf(step, dimensions),
  };
}

/** Dimensions without a present factor leave the mean; what is left is brought to one lowest denominator. */
function coefficientsOf(
  step: WeightedScoreStep,
  dimensions: readonly DimensionShares[],
): Pick<Shares, 'factors' | 'coefficients' | 'denominator'> {
  const scored = step.dimensions
    .map(({ weight }, index) => ({ weight, ...dimensions[index] }))
    .filter((dimension) => dimension.sum > 0n);
  const multiple = leastCommonMultiple(scored.map((dimension) => dimension.sum));
  const coefficients = scored.flatMap(({ weight, weights, sum }) =>
    weights.map((own) => weight * own * (multiple / sum)),
  );
  const denominator = multiple * sumOf(scored.map((dimension) => dimension.weight));
  const common = coefficients.reduce(greatestCommonDivisor, denominator);
  return {
    factors: scored.flatMap((dimension) => dimension.factors),
    coefficients: coefficients.map((coefficient) => coefficient / common),
    denominator: common === 0n ? 0n : denominator / common,
  };
}

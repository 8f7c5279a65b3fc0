import type { Decimal } from '../model/decimal.ts';
import type { Rubric } from '../model/rubric.ts';
import type { DimensionSummary } from '../model/summary.ts';
import { pointScale } from '../model/value-type.ts';
import { ratio, toScale } from '../numeric/decimal.ts';
import type { Spread } from './spread.ts';
import { meanOf } from './tally.ts';

// Weights as given and as a share of their level, and the mean points of each dimension over the clients that have a score.

/** Weights at one scale, so that their ratios are whole. */
export function alignWeights(weights: readonly Decimal[]): bigint[] {
  const scale = Math.max(0, ...weights.map((weight) => weight.scale));
  return weights.map((weight) => toScale(weight, scale).units);
}

export function addUp(parts: readonly bigint[]): bigint {
  return parts.reduce((total, part) => total + part, 0n);
}

/** `spreads` are those of the dimensions' points. */
export function summariseDimensions(rubric: Rubric, spreads: readonly Spread[]): DimensionSummary[] {
  const weights = alignWeights(rubric.dimensions.map((dimension) => dimension.weight));
  const all = addUp(weights);
  return rubric.dimensions.map(({ name, label, weight }, index) => ({
    name,
    label,
    weight,
    weightShare: ratio(weights[index], all, pointScale) ?? { units: 0n, scale: pointScale },
    mean: meanOf(spreads[index].sum, spreads[index].count, pointScale),
  }));
}

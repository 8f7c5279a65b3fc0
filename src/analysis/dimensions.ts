import type { Decimal } from '../model/decimal.ts';
import type { Rubric } from '../model/rubric.ts';
import type { DimensionSummary } from '../model/summary.ts';
import type { Column } from '../model/table.ts';
import { pointScale } from '../model/value-type.ts';
import { ratio, toScale } from '../numeric/decimal.ts';
import { numbersOf } from './measured.ts';
import { meanOf, sumAmong } from './tally.ts';

// Weights as given and as a share of their level, and the mean points of each dimension over `among`.

/** Weights at one scale, so that their ratios are whole. */
export function alignWeights(weights: readonly Decimal[]): bigint[] {
  const scale = Math.max(0, ...weights.map((weight) => weight.scale));
  return weights.map((weight) => toScale(weight, scale).units);
}

export function addUp(parts: readonly bigint[]): bigint {
  return parts.reduce((total, part) => total + part, 0n);
}

export function summariseDimensions(
  rubric: Rubric,
  columns: ReadonlyMap<string, Column>,
  among: Uint8Array,
): DimensionSummary[] {
  const weights = alignWeights(rubric.dimensions.map((dimension) => dimension.weight));
  const all = addUp(weights);
  return rubric.dimensions.map(({ name, label, weight }, index) => {
    const { sum, count } = sumAmong(numbersOf(columns, name), among);
    return {
      name,
      label,
      weight,
      weightShare: ratio(weights[index], all, pointScale) ?? { units: 0n, scale: pointScale },
      mean: meanOf(sum, count, pointScale),
    };
  });
}

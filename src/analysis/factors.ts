import type { Decimal } from '../model/decimal.ts';
import type { Factor, Rubric } from '../model/rubric.ts';
import type { FactorSummary } from '../model/summary.ts';
import { type Column, isText } from '../model/table.ts';
import { pointScale } from '../model/value-type.ts';
import { decimal, ratio } from '../numeric/decimal.ts';
import { addUp, alignWeights } from './dimensions.ts';
import { numbersOf } from './measured.ts';
import { meanOf, sumAmong } from './tally.ts';

// Per factor over `among`: its share of the whole weight, how many clients lack it, and least, mean and most points.
// A factor is missing where what it is taken of is missing, even if the rubric then gives it points; without such
// a column, where it has no points.

export function summariseFactors(
  rubric: Rubric,
  columns: ReadonlyMap<string, Column>,
  among: Uint8Array,
  cuts: ReadonlyMap<string, readonly Decimal[]>,
): FactorSummary[] {
  const dimensionWeights = alignWeights(rubric.dimensions.map(({ weight }) => weight));
  const all = addUp(dimensionWeights);
  return rubric.dimensions.flatMap((dimension, index) => {
    const weights = alignWeights(dimension.factors.map(({ weight }) => weight));
    const level = addUp(weights) * all;
    return dimension.factors.map((factor, place) => {
      const share = ratio(dimensionWeights[index] * weights[place], level, pointScale);
      const edges = cuts.get(`percentile.${factor.name}`) ?? cuts.get(`bin.${factor.name}`);
      return {
        factor: factor.name,
        dimension: dimension.name,
        label: factor.label,
        weight: factor.weight,
        weightShare: share ?? { units: 0n, scale: pointScale },
        missing: countMissing(factor, columns, among),
        ...(edges === undefined ? {} : { cuts: edges }),
        points: summarisePoints(numbersOf(columns, `points.${factor.name}`), among),
      };
    });
  });
}

function countMissing(factor: Factor, columns: ReadonlyMap<string, Column>, among: Uint8Array): number {
  const of = factor.of?.op === 'column' ? factor.of.name : `of.${factor.name}`;
  const column = columns.get(of) ?? columns.get(`points.${factor.name}`);
  if (column === undefined) return 0;
  return isText(column) ? countNegative(column.codes, among) : countNaN(column.values, among);
}

function countNegative(codes: Int32Array, among: Uint8Array): number {
  let count = 0;
  for (let row = 0; row < among.length; row++) if (among[row] === 1 && codes[row] < 0) count++;
  return count;
}

function countNaN(values: Float64Array, among: Uint8Array): number {
  let count = 0;
  for (let row = 0; row < among.length; row++) if (among[row] === 1 && Number.isNaN(values[row])) count++;
  return count;
}

function summarisePoints(points: Float64Array, among: Uint8Array): FactorSummary['points'] {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < points.length; row++) {
    if (among[row] !== 1) continue;
    const value = points[row];
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const { sum, count } = sumAmong(points, among);
  const mean = meanOf(sum, count, pointScale);
  return mean === null ? null : { min: decimal(least, pointScale), mean, max: decimal(most, pointScale) };
}

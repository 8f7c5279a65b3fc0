import type { Decimal } from '../model/decimal.ts';
import type { Factor, Rubric } from '../model/rubric.ts';
import type { FactorSummary } from '../model/summary.ts';
import { type Column, isText } from '../model/table.ts';
import { pointScale } from '../model/value-type.ts';
import { blockEnd } from '../numeric/blocks.ts';
import { decimal, ratio } from '../numeric/decimal.ts';
import { addUp, alignWeights } from './dimensions.ts';
import { numericColumn } from './measured.ts';
import { countMissing, measureSpread, type Spread } from './spread.ts';
import { meanOf } from './tally.ts';

// Per factor over the clients that are no prospects: its share of the whole weight, how many clients lack it, and least, mean and most points.
// A factor is missing where what it is taken of is missing, even if the rubric then gives it points; without such
// a column, where it has no points.

/** What a factor's figures are taken of. */
export interface FactorValues {
  readonly points: Float64Array;
  /** Numbers, or codes of texts. */
  readonly of: Float64Array | Int32Array;
}

export interface FactorFigures {
  readonly missing: number;
  readonly points: Spread;
}

export function valuesOfFactor(factor: Factor, columns: ReadonlyMap<string, Column>): FactorValues {
  const points = numericColumn(columns, `points.${factor.name}`);
  const of = factor.of?.op === 'column' ? factor.of.name : `of.${factor.name}`;
  const column = columns.get(of) ?? points;
  return { points: points.values, of: isText(column) ? column.codes : column.values };
}

/** Over the rows where `among` is 1. */
export function measureFactor({ points, of }: FactorValues, among: Uint8Array): FactorFigures {
  const missing = of instanceof Int32Array ? countNegative(of, among) : countMissing(of, among);
  return { missing, points: measureSpread(points, among) };
}

function countNegative(codes: Int32Array, among: Uint8Array): number {
  let count = 0;
  for (let from = 0; from < among.length; from = blockEnd(from, among.length)) {
    count += countBlock(codes, among, from, blockEnd(from, among.length));
  }
  return count;
}

function countBlock(codes: Int32Array, among: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let row = from; row < to; row++) count += (codes[row] >>> 31) & among[row];
  return count;
}

/** `figures` in the order of the rubric. */
export function summariseFactors(
  rubric: Rubric,
  figures: readonly FactorFigures[],
  cuts: ReadonlyMap<string, readonly Decimal[]>,
): FactorSummary[] {
  const dimensionWeights = alignWeights(rubric.dimensions.map(({ weight }) => weight));
  const all = addUp(dimensionWeights);
  const left = figures.values();
  return rubric.dimensions.flatMap((dimension, index) => {
    const weights = alignWeights(dimension.factors.map(({ weight }) => weight));
    const level = addUp(weights) * all;
    return dimension.factors.map((factor, place) => {
      const share = ratio(dimensionWeights[index] * weights[place], level, pointScale);
      const edges = cuts.get(`percentile.${factor.name}`) ?? cuts.get(`bin.${factor.name}`);
      const { missing, points } = left.next().value as FactorFigures;
      return {
        factor: factor.name,
        dimension: dimension.name,
        label: factor.label,
        weight: factor.weight,
        weightShare: share ?? { units: 0n, scale: pointScale },
        missing,
        ...(edges === undefined ? {} : { cuts: edges }),
        points: summarisePoints(points),
      };
    });
  });
}

function summarisePoints({ sum, count, least, most }: Spread): FactorSummary['points'] {
  const mean = meanOf(sum, count, pointScale);
  return mean === null ? null : { min: decimal(least, pointScale), mean, max: decimal(most, pointScale) };
}

import type { ColumnRef } from '../model/expression.ts';
import type { Bounds, ValueType } from '../model/value-type.ts';
import { column } from '../plan/expressions.ts';
import type { ScoringMethod } from '../plan/scoring-method.ts';
import { type Bands, bandEdges, bandStep, bandsSchema, readBands } from './bands-setting.ts';
import { orderedKinds, scoredColumn, scoredColumnSteps, scoredOf } from './scored-column.ts';

// 12 digits, so that rounding never carries a percentile over an edge: two ranks lie further apart in any book.
const percentileType: ValueType = { kind: 'number', scale: 12 };
const percentileBounds: Bounds = { min: 0, max: 100 * 10 ** percentileType.scale };

function percentileColumn(factor: string): ColumnRef {
  return column(`percentile.${factor}`, percentileType, percentileBounds);
}

/** The value's percentile among the clients that have it, 0..100 (100 is the largest value), then bands over that. */
export const percentile: ScoringMethod<Bands> = {
  keyword: 'percentile',
  summary: "Points by bands over the value's percentile in the book, 0 (lowest) to 100 (highest).",
  example: 'loan_size: {weight: 30, of: loan_amount, percentile: {">= 90": 100, "[50..90)": 60, else: 20}}',
  needsOf: true,
  schema: bandsSchema,
  read(setting, scope) {
    const of = scoredOf(orderedKinds, 'a number, date or duration', setting, scope);
    return readBands(setting, of && percentileColumn(scope.name), scope);
  },
  steps({ name, target, of, among }, settings) {
    const rated = percentileColumn(name);
    return [
      ...scoredColumnSteps(name, of!),
      {
        op: 'percentile',
        name: rated.name,
        type: percentileType,
        bounds: percentileBounds,
        context: 'book',
        of: scoredColumn(name, of!).name,
        among,
        edges: bandEdges(settings),
      },
      bandStep(target, rated, settings),
    ];
  },
};

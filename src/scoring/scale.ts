import type { Interpolate } from '../model/expression.ts';
import { computeStep } from '../plan/compute-step.ts';
import { pointsType } from '../plan/expressions.ts';
import type { ScoringMethod } from '../plan/scoring-method.ts';
import { compareDecimals, readNumber, unitsAt } from './read-number.ts';
import { measuredKinds, scoredColumn, scoredColumnSteps, scoredOf } from './scored-column.ts';

type Line = Pick<Interpolate, 'xScale' | 'knots'>;

/** Straight lines between knots, flat outside. Dates are refused: a scale of their age keeps its meaning next year. */
export const scale: ScoringMethod<Line> = {
  keyword: 'scale',
  summary: 'Points on straight lines between knots (value: points), flat before the first and behind the last.',
  example: 'collateral: {weight: 25, of: collateral_coverage, scale: {0: 20, 0.7: 40, 1.0: 70, 1.5: 100}}',
  needsOf: true,
  schema: {
    type: 'object',
    description: 'Values, ascending, to points; linear in between',
    minProperties: 2,
    propertyNames: { pattern: '^[+-]?[0-9]*\\.?[0-9]*([eE][+-]?[0-9]+)?%?$' },
    additionalProperties: { type: 'number' },
  },
  read(setting, scope) {
    const of = scoredOf(measuredKinds, 'a number or duration', setting, scope);
    if (setting.kind !== 'map' || setting.entries.length < 2) {
      const expected = 'at least two knots, such as {0: 20, 1.5: 100}';
      scope.report('method-setting', setting.position, 'a scale is a map of values to points', { expected });
      return undefined;
    }
    const read = setting.entries.map(({ key, value }) => ({
      key,
      x: readNumber(key, scope),
      y: scope.points(value),
    }));
    const xScale = Math.max(of?.type.scale ?? 0, ...read.map(({ x }) => x?.scale ?? 0));
    const knots: { x: number; y: number }[] = [];
    let sound = of !== undefined;
    for (const [index, { key, x, y }] of read.entries()) {
      const before = read[index - 1];
      if (x !== undefined && before?.x !== undefined && compareDecimals(before.x, x) >= 0) {
        const message = `the knot ${key.text} does not lie above the one before it, ${before.key.text}`;
        scope.report('not-ascending', key.position, message, { hint: 'write the knots in ascending order' });
        sound = false;
      }
      const units = x && unitsAt(x, xScale, key, scope);
      if (units === undefined || y === undefined) sound = false;
      else knots.push({ x: units, y });
    }
    return sound ? { xScale, knots } : undefined;
  },
  steps({ name, target, of }, { xScale, knots }) {
    const levels = knots.map((knot) => knot.y);
    const expr: Interpolate = {
      op: 'interpolate',
      arg: scoredColumn(name, of!),
      xScale,
      knots,
      type: pointsType,
      bounds: { min: Math.min(...levels), max: Math.max(...levels) },
      context: 'client',
    };
    return [...scoredColumnSteps(name, of!), computeStep(target, expr)];
  },
};

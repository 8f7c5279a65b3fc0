import type { Convert, Expr } from '../model/expression.ts';
import { type Bounds, type Kind, maxUnits } from '../model/value-type.ts';
import { rescale } from '../numeric/scaled.ts';
import { computeStep } from '../plan/compute-step.ts';
import { both, branch, choose, column, compare, constant, pointsType } from '../plan/expressions.ts';
import type { ScoringMethod } from '../plan/scoring-method.ts';

interface Formula {
  readonly expr: Expr;
  /** Points allowed, in units. */
  readonly range: Bounds;
}

const pointKinds: ReadonlySet<Kind> = new Set(['number', 'integer', 'percent']);

/** The formula at the scale of points. */
function asPoints(arg: Expr): Convert {
  const bring = (units: number): number => {
    const brought = rescale(units, arg.type.scale, pointsType.scale);
    return Number.isNaN(brought) ? Math.sign(units) * maxUnits : brought;
  };
  const bounds = { min: bring(arg.bounds.min), max: bring(arg.bounds.max) };
  return { op: 'convert', arg, type: pointsType, bounds, context: arg.context };
}

/** A formula that gives the points. They are not clipped: a result outside the range is missing, and a finding. */
export const points: ScoringMethod<Formula> = {
  keyword: 'points',
  summary: 'A FEEL formula that gives the points; a result outside the range of points is missing, and a finding.',
  example: 'recommendation: {weight: 10, points: 10 * nps}',
  needsOf: false,
  schema: { type: ['string', 'number'], description: 'A FEEL formula that gives the points' },
  read(setting, scope) {
    // A plain number is known now; a formula only when it runs.
    if (setting.kind === 'scalar' && typeof setting.value === 'number' && scope.points(setting) === undefined) {
      return undefined;
    }
    const expr = scope.expression(setting, 'number');
    if (expr === undefined) return undefined;
    if (pointKinds.has(expr.type.kind)) return { expr, range: scope.pointsRange };
    const more = { found: expr.type.kind, expected: 'a number' };
    scope.report('scored-type', setting.position, `points cannot be a ${expr.type.kind}`, more);
    return undefined;
  },
  steps({ name, target }, { expr, range }) {
    const given = asPoints(expr);
    if (given.bounds.min >= range.min && given.bounds.max <= range.max) return [computeStep(target, given)];
    const result = column(`of.${name}`, pointsType, given.bounds);
    const bound = (relation: '<=' | '>=', units: number) => compare(relation, result, constant(units, pointsType));
    const within = both('and', [bound('>=', range.min), bound('<=', range.max)]);
    const inRange = { ...result, bounds: narrow(given.bounds, range) };
    const kept = choose([branch(within, inRange)], constant(null, pointsType));
    return [computeStep(result.name, given), computeStep(target, kept, { of: result, code: 'points-outside-range' })];
  },
};

/** What both bounds allow; where they have nothing in common, no value is ever taken and the second stands. */
function narrow(bounds: Bounds, range: Bounds): Bounds {
  const [min, max] = [Math.max(bounds.min, range.min), Math.min(bounds.max, range.max)];
  return min <= max ? { min, max } : range;
}

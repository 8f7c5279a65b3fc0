import type { Expr } from '../model/expression.ts';
import type { Factor, Gate } from '../model/rubric.ts';
import { computeStep } from '../plan/compute-step.ts';
import { both, branch, choose, column, compare, constant, pointsType, present } from '../plan/expressions.ts';
import type { ScoringRegistry } from '../plan/scoring-method.ts';
import type { Step } from '../plan/step.ts';

// The steps of one factor, the last of which writes `points.FACTOR`: what its method gives, then its floor, then its cap,
// then the points for missing. Gates act on points that are present, and only where their condition holds.

export function factorSteps(factor: Factor, among: string, methods: ScoringRegistry): Step[] {
  const { name, of, floor, cap, missing } = factor;
  const method = methods[factor.method];
  if (method === undefined) throw new Error(`no scoring method is called ${factor.method}`);
  const written = `points.${name}`;
  const filled = typeof missing === 'object' ? missing.points : undefined;
  const changed = floor !== undefined || cap !== undefined || filled !== undefined;
  const target = changed ? `$${written}` : written;
  const steps = method.steps({ name, target, of, among }, factor.settings);
  const last = steps.at(-1);
  if (last?.name !== target) throw new Error(`the scoring method ${factor.method} does not write ${target} last`);
  if (!changed) return steps;
  const given = column(target, pointsType, last.bounds);
  const gated = applyGate(applyGate(given, floor, '<'), cap, '>');
  const expr = filled === undefined ? gated : choose([branch(present(given), gated)], constant(filled, pointsType));
  return [...steps, computeStep(written, expr)];
}

/** The gate's points where its condition holds and the points lie beyond them. Missing points lie beyond nothing. */
function applyGate(points: Expr, gate: Gate | undefined, beyond: '<' | '>'): Expr {
  if (gate === undefined) return points;
  const level = constant(gate.points, pointsType);
  return choose([branch(both('and', [gate.when, compare(beyond, points, level)]), level)], points);
}

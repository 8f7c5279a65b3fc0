import { type Shares, sharesOf } from '../../engine/local/shares.ts';
import type { Decimal } from '../../model/decimal.ts';
import type { Applied, ExplainedDimension, ExplainedFactor, ExplainedGate, Knot } from '../../model/explanation.ts';
import type { Choose, Expr, Interpolate } from '../../model/expression.ts';
import type { Dimension, Factor, Gate } from '../../model/rubric.ts';
import type { Summary } from '../../model/summary.ts';
import { pointScale } from '../../model/value-type.ts';
import { decimal, ratio } from '../../numeric/decimal.ts';
import { bigPower10 } from '../../numeric/scaled.ts';
import { writes } from '../../plan/dataflow.ts';
import type { ComputeStep, QuantileBinStep, Step, WeightedScoreStep } from '../../plan/step.ts';
import { writeFormula } from '../../plan/write-formula.ts';
import { scoredColumn } from '../../scoring/scored-column.ts';
import { type ClientScope, columnAt, decimalAt, explainColumn, truthOf, unitsAt } from './client-scope.ts';

// From raw values to contributions: what each factor's method made of its value, which gates acted, and what it weighs.

export function explainDimensions(scope: ClientScope, summary: Pick<Summary, 'factors'>): ExplainedDimension[] {
  const { rubric, plan } = scope;
  const step = plan.find((one): one is WeightedScoreStep => one.op === 'weighted-score');
  if (step === undefined) throw new Error('the plan has no score');
  const factors = rubric.dimensions.flatMap((dimension) => dimension.factors);
  const present = Uint8Array.from(factors, ({ name }) => (Number.isNaN(unitsAt(scope, `points.${name}`)) ? 0 : 1));
  const given = shareOf(sharesOf(step, new Uint8Array(factors.length).fill(1)));
  const isRated = unitsAt(scope, '$rated') === 1;
  const now = isRated ? shareOf(sharesOf(step, present)) : () => null;
  const dimensionWeights = step.dimensions.reduce((sum, { weight }) => sum + weight, 0n);
  return rubric.dimensions.map(({ name, label, weight, factors: own }: Dimension, index) => ({
    dimension: name,
    label,
    weight,
    share: ratio(step.dimensions[index].weight, dimensionWeights, pointScale) as Decimal,
    points: decimalAt(scope, name),
    factors: own.map((factor) => {
      const place = factors.indexOf(factor);
      return explainFactor(scope, factor, given(place) as Decimal, now(place), summary);
    }),
  }));
}

/** By place of the factor in the rubric, its part of the score. */
function shareOf({ factors, coefficients, denominator }: Shares): (place: number) => Decimal | null {
  return (place) => {
    const at = factors.indexOf(place);
    return at < 0 ? null : ratio(coefficients[at], denominator, pointScale);
  };
}

function explainFactor(
  scope: ClientScope,
  factor: Factor,
  share: Decimal,
  shareNow: Decimal | null,
  summary: Pick<Summary, 'factors'>,
): ExplainedFactor {
  const { name, label, method, of, missing, weight } = factor;
  return {
    factor: name,
    label,
    method,
    of: of === undefined ? null : explainColumn(scope, scoredColumn(name, of).name),
    applied: explainApplied(scope, factor, summary),
    gates: explainGates(scope, factor),
    points: decimalAt(scope, `points.${name}`),
    missing: typeof missing === 'object' ? decimal(missing.points, pointScale) : missing,
    weight,
    share,
    shareNow,
    contribution: decimalAt(scope, `contribution.${name}`),
    lost: decimalAt(scope, `lost.${name}`),
  };
}

function computeStepOf({ plan }: ClientScope, name: string): ComputeStep | undefined {
  return plan.find((step): step is ComputeStep => step.op === 'compute' && step.name === name);
}

/** The step by which the method writes points, before gates. */
function methodStep(scope: ClientScope, name: string): ComputeStep {
  const step = computeStepOf(scope, `$points.${name}`) ?? computeStepOf(scope, `points.${name}`);
  if (step === undefined) throw new Error(`no step gives the points of ${name}`);
  return step;
}

function explainApplied(scope: ClientScope, factor: Factor, summary: Pick<Summary, 'factors'>): Applied {
  const { name, of, method } = factor;
  const { expr } = methodStep(scope, name);
  const split = scope.plan.find(
    (step: Step): step is QuantileBinStep => step.op === 'quantile-bin' && step.name === `bin.${name}`,
  );
  if (of !== undefined && isMissing(scope, scoredColumn(name, of).name)) return { kind: 'missing' };
  if (split !== undefined) return explainBin(scope, split, factor, summary);
  if (expr.op === 'interpolate') return explainScale(scope, expr);
  if (expr.op === 'choose' && of !== undefined) {
    const test = bandOf(scope, expr, factor);
    const percentile = scope.plan.some((step) => step.op === 'percentile' && writes(step, `percentile.${name}`));
    if (!percentile)
      return test === undefined ? { kind: 'none' } : test === null ? { kind: 'else' } : { kind: 'band', test };
    const rank = decimalAt(scope, `percentile.${name}`);
    if (rank === null) return { kind: 'none' };
    return { kind: 'percentile', percentile: rank, test: test ?? null };
  }
  const { setting } = factor.written ?? {};
  const formula = typeof setting === 'string' || typeof setting === 'number' ? String(setting) : writeFormula(expr);
  return method === 'points' && isMissing(scope, methodStep(scope, name).name)
    ? { kind: 'missing' }
    : { kind: 'formula', formula };
}

function isMissing(scope: ClientScope, name: string): boolean {
  const column = columnAt(scope, name);
  return 'codes' in column ? column.codes[0] < 0 : Number.isNaN(column.values[0]);
}

/** The test of the first band that holds, as written; null for `else`, undefined where none holds. */
function bandOf(scope: ClientScope, { cases }: Choose, { written }: Factor): string | null | undefined {
  const at = cases.findIndex(({ when }) => truthOf(scope, when) === 1);
  if (at < 0) return undefined;
  const setting = written?.setting;
  const keys = setting instanceof Map ? [...(setting.keys() as Iterable<string>)] : [];
  const tests = keys.filter((key) => key !== 'else');
  if (tests.length < keys.length && at === cases.length - 1) return null;
  return tests[at] ?? writeFormula(cases[at].when);
}

function explainBin(
  scope: ClientScope,
  { name, bins }: QuantileBinStep,
  factor: Factor,
  summary: Pick<Summary, 'factors'>,
): Applied {
  const bin = unitsAt(scope, name);
  const cuts = summary.factors.find((one) => one.factor === factor.name)?.cuts ?? [];
  return { kind: 'bin', bin: bin + 1, bins, from: cuts[bin - 1] ?? null, to: cuts[bin] ?? null };
}

function explainScale(scope: ClientScope, { arg, xScale, knots, type }: Interpolate): Applied {
  const column = arg.op === 'column' ? arg.name : '';
  const value = BigInt(unitsAt(scope, column)) * bigPower10(Math.max(0, xScale - arg.type.scale));
  const knotAt = (at: number): Knot | null =>
    knots[at] === undefined ? null : { value: decimal(knots[at].x, xScale), points: decimal(knots[at].y, type.scale) };
  const above = knots.findIndex(({ x }) => BigInt(x) > value);
  return above < 0
    ? { kind: 'scale', below: knotAt(knots.length - 1), above: null }
    : { kind: 'scale', below: knotAt(above - 1), above: knotAt(above) };
}

/** Gates as the step of the factor has them: the cap outside, the floor within. */
function explainGates(scope: ClientScope, { name, floor, cap, missing, written }: Factor): ExplainedGate[] {
  let expr: Expr | undefined = computeStepOf(scope, `points.${name}`)?.expr;
  if (typeof missing === 'object' && expr?.op === 'choose') expr = expr.cases[0].then;
  const gates: ExplainedGate[] = [];
  for (const [gate, setting] of [
    ['cap', cap],
    ['floor', floor],
  ] as const) {
    if (setting === undefined || expr?.op !== 'choose') continue;
    gates.unshift(explainGate(scope, gate, setting, expr, written?.[gate]));
    expr = expr.otherwise;
  }
  return gates;
}

function explainGate(
  scope: ClientScope,
  gate: 'floor' | 'cap',
  { points, when }: Gate,
  { cases }: Choose,
  source: string | undefined,
): ExplainedGate {
  const [{ when: acts }] = cases;
  const condition = acts.op === 'and' ? acts.args[0] : acts;
  return {
    gate,
    rule: source ?? writeFormula(when),
    points: decimal(points, pointScale),
    holds: truthOf(scope, condition) === 1,
    acted: truthOf(scope, acts) === 1,
  };
}

/** Sum of what the factors contribute; null where there is no score. */
export function addContributions(dimensions: readonly ExplainedDimension[]): Decimal | null {
  const parts = dimensions.flatMap(({ factors }) => factors.map(({ contribution }) => contribution));
  const given = parts.filter((part) => part !== null);
  if (given.length === 0) return null;
  return { units: given.reduce((sum, { units }) => sum + units, 0n), scale: pointScale };
}

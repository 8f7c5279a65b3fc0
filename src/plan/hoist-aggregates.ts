import type { Aggregate, Expr } from '../model/expression.ts';
import { branch, column } from './expressions.ts';
import type { AggregateStep, ComputeStep, Plan, Step } from './step.ts';

/**
 * Takes list functions over tables out of formulas: each becomes a step of its own before the first formula that uses it, and
 * the same one is computed once.
 */
export function hoistAggregates(plan: Plan): Plan {
  const known = new Map<string, AggregateStep>();
  const steps: Step[] = [];
  for (const step of plan) {
    if (step.op !== 'compute') {
      steps.push(step);
      continue;
    }
    const before = known.size;
    const hoist = (expr: Expr): Expr => replaceAggregates(expr, known);
    const hoisted: ComputeStep = {
      ...step,
      expr: hoist(step.expr),
      ...(step.gap === undefined ? {} : { gap: { ...step.gap, of: hoist(step.gap.of) } }),
    };
    steps.push(...[...known.values()].slice(before), hoisted);
  }
  return steps;
}

function replaceAggregates(expr: Expr, known: Map<string, AggregateStep>): Expr {
  const replace = (part: Expr): Expr => replaceAggregates(part, known);
  switch (expr.op) {
    case 'constant':
    case 'column':
      return expr;
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'compare':
      return { ...expr, left: replace(expr.left), right: replace(expr.right) };
    case 'and':
    case 'or':
    case 'call':
      return { ...expr, args: expr.args.map(replace) };
    case 'not':
    case 'convert':
    case 'lookup':
    case 'interpolate':
      return { ...expr, arg: replace(expr.arg) };
    case 'choose':
      return {
        ...expr,
        cases: expr.cases.map(({ when, then: value }) => branch(replace(when), replace(value))),
        otherwise: replace(expr.otherwise),
      };
    case 'aggregate':
      return expr.table === undefined ? expr : columnFor(expr, expr.table, known);
  }
}

function columnFor(expr: Aggregate, table: string, known: Map<string, AggregateStep>): Expr {
  const { name, where, value, type, bounds } = expr;
  const key = JSON.stringify([name, table, where, value]);
  let step = known.get(key);
  if (step === undefined) {
    step = {
      op: 'aggregate',
      name: `$list.${known.size + 1}`,
      type,
      bounds,
      context: 'row',
      table,
      function: name,
      ...(where === undefined ? {} : { where }),
      ...(value === undefined ? {} : { value }),
    };
    known.set(key, step);
  }
  return column(step.name, type, bounds);
}

import type { Aggregate, Expr } from '../model/expression.ts';
import { column } from './expressions.ts';
import { rebuild, rewriteFormulas } from './rewrite.ts';
import type { AggregateStep, Plan, Step } from './step.ts';

/**
 * Takes list functions over tables out of formulas: each becomes a step of its own before the first formula that uses it, and
 * the same one is computed once.
 */
export function hoistAggregates(plan: Plan): Plan {
  const known = new Map<string, AggregateStep>();
  return rewriteFormulas(plan, (formula, _, before) => {
    const hoist = (expr: Expr): Expr =>
      expr.op === 'aggregate' && expr.table !== undefined
        ? columnFor(expr, expr.table, known, before)
        : rebuild(expr, hoist);
    return hoist(formula);
  });
}

function columnFor(expr: Aggregate, table: string, known: Map<string, AggregateStep>, before: Step[]): Expr {
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
    before.push(step);
  }
  return column(step.name, type, bounds);
}

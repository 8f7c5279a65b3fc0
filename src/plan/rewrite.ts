import type { Expr } from '../model/expression.ts';
import { branch } from './expressions.ts';
import type { ComputeStep, Plan, Step } from './step.ts';

/** An expression with each of its direct parts replaced; type, bounds and context stay. */
export function rebuild(expr: Expr, replace: (part: Expr) => Expr): Expr {
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
      return {
        ...expr,
        ...(expr.where === undefined ? {} : { where: replace(expr.where) }),
        ...(expr.value === undefined ? {} : { value: replace(expr.value) }),
      };
  }
}

/** Rewrites the formulas of a plan; `rewrite` gives the new formula and may put steps in front of the one it stands in. */
export function rewriteFormulas(plan: Plan, rewrite: (expr: Expr, step: ComputeStep, before: Step[]) => Expr): Plan {
  return plan.flatMap((step) => {
    if (step.op !== 'compute') return [step];
    const before: Step[] = [];
    const expr = rewrite(step.expr, step, before);
    const gap = step.gap && { ...step.gap, of: rewrite(step.gap.of, step, before) };
    return [...before, { ...step, expr, ...(gap === undefined ? {} : { gap }) }];
  });
}

/** An expression with another in place of a column of the clients; a row's column of the same name stays. */
export function replaceColumn(expr: Expr, name: string, by: Expr): Expr {
  if (expr.op === 'column') return expr.name === name && expr.context !== 'row' ? by : expr;
  return rebuild(expr, (part) => replaceColumn(part, name, by));
}

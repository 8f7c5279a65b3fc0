import type { Call, Expr } from '../model/expression.ts';
import { unbounded } from '../model/value-type.ts';
import { computeStep } from './compute-step.ts';
import { branch, choose, column, constant, pointsType } from './expressions.ts';
import { rebuild, rewriteFormulas } from './rewrite.ts';
import type { ComputeStep, Plan, Step } from './step.ts';

/**
 * `shrunk_rate(k, n)` without a prior takes the book's: each such call gets a fit of its own before the formula it stands in,
 * whose mean and weight become the missing arguments. `isProspect` leaves out who is no client, where that is known by then.
 */
export function estimatePriors(plan: Plan, isProspect: Expr | undefined): Plan {
  return rewriteFormulas(plan, (formula, step, before) => {
    const estimate = (expr: Expr): Expr => {
      const inner = rebuild(expr, estimate);
      const lacks = inner.op === 'call' && inner.name === 'shrunk_rate' && inner.args.length === 2;
      return lacks ? withPrior(inner, step, before, isProspect) : inner;
    };
    return estimate(formula);
  });
}

function withPrior(call: Call, step: ComputeStep, before: Step[], isProspect: Expr | undefined): Expr {
  const [k, n] = call.args;
  const fits = before.filter((part) => part.op === 'model').length;
  const name = `$prior.${step.name}${fits === 0 ? '' : `.${fits + 1}`}`;
  const tried = isProspect === undefined ? n : choose([branch(isProspect, constant(null, n.type))], n);
  before.push(computeStep(`${name}.k`, k), computeStep(`${name}.n`, { ...tried, type: n.type }), {
    op: 'model',
    name,
    model: 'beta_prior',
    type: pointsType,
    bounds: unbounded,
    context: 'book',
    columns: { k: `${name}.k`, n: `${name}.n` },
  });
  return { ...call, args: [k, n, column(name, pointsType), column(`${name}.weight`, pointsType)] };
}

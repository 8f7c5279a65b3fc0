import type { Expr } from '../model/expression.ts';
import type { ComputeStep } from './step.ts';

/** A step that writes an expression for every client; type and bounds are the expression's own. */
export function computeStep(name: string, expr: Expr, gap?: ComputeStep['gap']): ComputeStep {
  const step = { op: 'compute', name, type: expr.type, bounds: expr.bounds, context: 'client', expr } as const;
  return gap === undefined ? step : { ...step, gap };
}

import type { Expr } from '../../model/expression.ts';
import { blockRows } from './block-memory.ts';
import { bindNumber } from './evaluate.ts';

/** One value of an expression over book figures only, in units; NaN is missing. */
export function evaluateOnce(expr: Expr, figures: ReadonlyMap<string, number>): number {
  const overflow = new Uint8Array(blockRows);
  return bindNumber(expr, { columns: new Map(), parameters: figures, overflow })(0, 1)[0];
}

import type { Figures } from '../analysis/checks.ts';
import { evaluateOnce } from '../engine/local/evaluate-once.ts';
import type { Expr } from '../model/expression.ts';

/** Evaluates a check over figures of the summary; null where a figure it needs is n/a. */
export function evaluateRule(rule: Expr, figures: Figures): boolean | null {
  const units = new Map(
    [...figures].map(([name, figure]) => [name, figure === null ? Number.NaN : Number(figure.units)]),
  );
  const held = evaluateOnce(rule, units);
  return Number.isNaN(held) ? null : held === 1;
}

import type { Compare, Expr, Relation } from '../../model/expression.ts';
import type { Bounds } from '../../model/value-type.ts';
import { rescale } from '../../numeric/scaled.ts';

// What a condition says of a value's bounds in the branch that it guards: in `if count(loans) > 0 then count(loans) - 1 else 0`
// the branch cannot give -1. Where the condition is missing the value is too, so the other branch is narrowed likewise.

export interface Narrowed {
  /** The value, as it compiles outside the branch. */
  readonly key: string;
  readonly bounds: Bounds;
}

const opposite: Readonly<Record<Relation, Relation>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '=': '!=',
  '!=': '=',
};

/** What a value is, whatever is known of its bounds. */
export function keyOf(expr: Expr): string {
  return JSON.stringify(expr, (name, part) => (name === 'bounds' ? undefined : part));
}

/** The bounds of what `when` compares with a number, where it holds (or does not); undefined where it says nothing. */
export function narrow(when: Expr | undefined, holds: boolean): Narrowed | undefined {
  const narrowed = limits(when, holds);
  return narrowed === undefined || narrowed.bounds.min > narrowed.bounds.max ? undefined : narrowed;
}

/** As `narrow`, but with bounds that cross where no value can meet the condition. */
export function limits(when: Expr | undefined, holds = true): Narrowed | undefined {
  if (when?.op !== 'compare' || when.right.op !== 'constant' || typeof when.right.value !== 'number') return undefined;
  const { left, right }: Compare = when;
  if (right.type.scale > left.type.scale) return undefined;
  const edge = rescale(right.value as number, right.type.scale, left.type.scale);
  const { min, max } = left.bounds;
  return { key: keyOf(left), bounds: within(holds ? when.relation : opposite[when.relation], edge, min, max) };
}

function within(relation: Relation, edge: number, min: number, max: number): Bounds {
  switch (relation) {
    case '<':
      return { min, max: Math.min(max, edge - 1) };
    case '<=':
      return { min, max: Math.min(max, edge) };
    case '>':
      return { min: Math.max(min, edge + 1), max };
    case '>=':
      return { min: Math.max(min, edge), max };
    case '=':
      return { min: Math.max(min, edge), max: Math.min(max, edge) };
    case '!=':
      return { min: min === edge ? min + 1 : min, max: max === edge ? max - 1 : max };
  }
}

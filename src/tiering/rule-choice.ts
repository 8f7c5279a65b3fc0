import type { Expr } from '../model/expression.ts';
import type { ValueType } from '../model/value-type.ts';
import { branch, choose, column, constant, flagBounds, flagType } from '../plan/expressions.ts';

// What rules in order have in common: the first that holds counts, and a rule without `when` takes who is left.

export const always: Expr = constant(1, flagType);

export function flagColumn(name: string): Expr {
  return column(name, flagType, flagBounds);
}

/** 1 where the condition holds, 0 where it does not or is missing. */
export function asFlag(when: Expr | undefined): Expr {
  return when === undefined ? always : choose([branch(when, always)], constant(0, flagType));
}

/** The value of the first rule that holds, missing where none does; `rest` is what a rule without `when` asks for. */
export function firstRule(
  rules: readonly { readonly when?: Expr }[],
  valueAt: (index: number) => number | string,
  type: ValueType,
  rest: Expr,
): Expr {
  const cases = rules.map((rule, index) => branch(rule.when ?? rest, constant(valueAt(index), type)));
  return choose(cases, constant(null, type));
}

import type { ColumnRef, Expr } from '../model/expression.ts';
import type { Located } from '../model/located.ts';
import { type Kind, numericKinds } from '../model/value-type.ts';
import { computeStep } from '../plan/compute-step.ts';
import { column } from '../plan/expressions.ts';
import type { MethodScope } from '../plan/scoring-method.ts';
import type { Step } from '../plan/step.ts';

// What a factor scores, as a column: a field or feature as it stands, any other formula as `of.FACTOR`, so that it is
// computed once and kept for `explain`.

/** The column a factor's tests are made over. */
export function scoredColumn(factor: string, of: Expr): ColumnRef {
  return of.op === 'column' ? of : column(`of.${factor}`, of.type, of.bounds);
}

/** The step that writes that column; none where it is there already. */
export function scoredColumnSteps(factor: string, of: Expr): Step[] {
  return of.op === 'column' ? [] : [computeStep(`of.${factor}`, of)];
}

/** Kinds with an amount: what a scale and given cuts are measured in. */
export const measuredKinds: ReadonlySet<Kind> = new Set([...numericKinds, 'duration']);
/** Kinds with an order: what percentiles and quantiles are taken of. */
export const orderedKinds: ReadonlySet<Kind> = new Set([...measuredKinds, 'date']);
/** Kinds that a unary test can take. */
export const testedKinds: ReadonlySet<Kind> = new Set([...orderedKinds, 'text', 'category', 'id', 'flag']);

/** The factor's `of` where the method can score it; reports where it is of another kind. */
export function scoredOf(
  kinds: ReadonlySet<Kind>,
  expected: string,
  setting: Located,
  scope: MethodScope,
): Expr | undefined {
  const { of } = scope;
  if (of === undefined || kinds.has(of.type.kind)) return of;
  const message = `this method cannot score a ${of.type.kind}`;
  scope.report('scored-type', setting.position, message, { found: of.type.kind, expected });
  return undefined;
}

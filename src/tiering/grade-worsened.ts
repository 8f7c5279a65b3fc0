import type { Expr } from '../model/expression.ts';
import type { Rubric } from '../model/rubric.ts';
import type { ValueType } from '../model/value-type.ts';
import { computeStep } from '../plan/compute-step.ts';
import { branch, choose, column, columnsOf, compare, constant, integerType, nullType } from '../plan/expressions.ts';
import type { ComputeStep } from '../plan/step.ts';

const name = 'grade_worsened';
const category: ValueType = { kind: 'category', scale: 0 };

/** Every formula that may speak of the grade against the previous one. */
function formulasBehindGrades({ tiers, stability, overrides, actions, lists, outcomes }: Rubric): Expr[] {
  const given = [
    ...tiers.map(({ when }) => when),
    stability?.atOnce,
    overrides.allow,
    ...actions.flatMap(({ rules }) => rules.map(({ when }) => when)),
    ...lists.flatMap(({ when, sort }) => [when, sort]),
    ...outcomes.flatMap(({ of, among }) => [of, among]),
  ];
  return given.filter((formula) => formula !== undefined);
}

/** Place of a grade in the order of quality, best first; missing where it is none of them. */
function placeOf(grade: Expr, order: readonly string[]): Expr {
  const cases = order.map((one, place) =>
    branch(compare('=', grade, constant(one, category)), constant(place, integerType)),
  );
  return choose(cases, constant(null, nullType));
}

/**
 * `grade_worsened`: the grade stands later in `grade_order` than that of the previous run; missing where either is. Made only
 * for rubrics that speak of it, because only they need the column of the previous grades.
 */
export function gradeWorsenedSteps(rubric: Rubric): ComputeStep[] {
  if (!formulasBehindGrades(rubric).some((formula) => columnsOf(formula).has(name))) return [];
  const { gradeOrder } = rubric;
  const now = placeOf(column('grade', category), gradeOrder);
  const before = placeOf(column('previous_grade', category, undefined, 'previous'), gradeOrder);
  return [computeStep(name, compare('>', now, before))];
}

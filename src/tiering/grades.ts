import type { Rubric } from '../model/rubric.ts';
import type { ValueType } from '../model/value-type.ts';
import { computeStep } from '../plan/compute-step.ts';
import { column, pointsType } from '../plan/expressions.ts';
import type { Step } from '../plan/step.ts';
import { firstRule, flagColumn } from './rule-choice.ts';

/**
 * `grade`: the first rule that holds. A rule with `when` may hold for anybody; one without takes every rated client that
 * is left, never an unrated one. Prospects are graded too. A score that no rule grades is a finding.
 */
export function gradeSteps({ grades, gradeOrder }: Rubric): Step[] {
  if (grades.length === 0) return [];
  const type: ValueType = { kind: 'category', scale: 0, values: gradeOrder };
  const expr = firstRule(grades, (index) => grades[index].grade, type, flagColumn('$rated'));
  return [computeStep('grade', expr, { of: column('score', pointsType), code: 'no-grade' })];
}

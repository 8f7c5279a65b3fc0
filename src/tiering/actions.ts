import type { Rubric } from '../model/rubric.ts';
import { computeStep } from '../plan/compute-step.ts';
import { integerType } from '../plan/expressions.ts';
import type { ComputeStep } from '../plan/step.ts';
import { always, firstRule } from './rule-choice.ts';

/**
 * `action.GROUP`: which rule of the group holds first, from 0; missing where none does. For everybody in the book, since a
 * prospect or an unrated client may apply for a loan as well.
 */
export function actionSteps({ actions }: Rubric): ComputeStep[] {
  return actions.map(({ name, rules }) =>
    computeStep(
      `action.${name}`,
      firstRule(rules, (index) => index, integerType, always),
    ),
  );
}

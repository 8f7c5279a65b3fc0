import type { Rubric } from '../model/rubric.ts';
import type { Step } from '../plan/step.ts';
import { actionSteps } from './actions.ts';
import { gradeWorsenedSteps } from './grade-worsened.ts';
import { gradeSteps } from './grades.ts';
import { listSteps } from './lists.ts';
import { reasonsStep } from './reasons.ts';
import { tierSteps } from './tiers.ts';

/** From scores to grade, tier, reasons, actions and lists: each may speak of the ones before it. No factor costs more than `mostLost`. */
export function tieringSteps(rubric: Rubric, mostLost?: number): Step[] {
  return [
    ...gradeSteps(rubric),
    ...gradeWorsenedSteps(rubric),
    ...tierSteps(rubric),
    reasonsStep(rubric, mostLost),
    ...actionSteps(rubric),
    ...listSteps(rubric),
  ];
}

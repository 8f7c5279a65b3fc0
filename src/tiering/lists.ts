import type { Rubric } from '../model/rubric.ts';
import { computeStep } from '../plan/compute-step.ts';
import type { ComputeStep } from '../plan/step.ts';
import { asFlag } from './rule-choice.ts';

/**
 * `list.NAME` (1: on the list) and, where it is sorted, `list.NAME.sort`. For everybody in the book: a list may be of
 * prospects. A condition that is missing does not hold.
 */
export function listSteps({ lists }: Rubric): ComputeStep[] {
  return lists.flatMap(({ name, when, sort }) => {
    const flag = computeStep(`list.${name}`, asFlag(when));
    return sort === undefined ? [flag] : [flag, computeStep(`list.${name}.sort`, sort)];
  });
}

import type { Rubric } from '../model/rubric.ts';
import { computeStep } from '../plan/compute-step.ts';
import type { ComputeStep } from '../plan/step.ts';

/** Features and lookups, each after what it uses. A value that a lookup without `else` does not list is a finding. */
export function derivedSteps(rubric: Rubric): ComputeStep[] {
  return rubric.derived.map(({ name, expr }) => {
    const open = expr.op === 'lookup' && expr.otherwise === null;
    const step = computeStep(name, expr, open ? { of: expr.arg, code: 'value-not-listed' } : undefined);
    return { ...step, context: expr.context };
  });
}

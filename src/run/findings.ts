import type { StepFinding } from '../engine/local/frame.ts';
import type { Problem } from '../model/problem.ts';

/** What the engine noticed, as findings of the summary. */
export function stepFindings(found: readonly StepFinding[]): Problem[] {
  return found.map(({ code, step, count }) => ({
    code: code === 'out-of-bounds' ? 'derived-out-of-bounds' : code,
    severity: 'finding',
    message: messageFor(code, step),
    found: step,
    count,
  }));
}

function messageFor(code: string, step: string): string {
  if (code === 'out-of-bounds') return `${step} is missing where it leaves the bounds of exact numbers`;
  if (code === 'value-not-listed') return `${step} is missing for values that the lookup does not list`;
  return `${step} is missing for values that no band takes`;
}

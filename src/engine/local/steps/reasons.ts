import type { ReasonsStep } from '../../../plan/step.ts';
import { addCodes, type Frame, unitsOf } from '../frame.ts';

/** The factors that cost a client most, weighted; a factor that was not scored is no reason. */
export function runReasons(step: ReasonsStep, frame: Frame): void {
  const lost = step.factors.map((factor) => unitsOf(frame, `lost.${factor}`));
  const reasons = Array.from({ length: step.most }, (_, place) =>
    addCodes(frame, `${step.name}.${place + 1}`, step.type, step.factors),
  );
  for (let row = 0; row < frame.rows; row++) {
    let ceiling = Number.POSITIVE_INFINITY;
    let previous = -1;
    for (const reason of reasons) {
      // The next one: largest below the last, or an equal one further on in the rubric.
      let best = -1;
      for (let factor = 0; factor < lost.length; factor++) {
        const value = lost[factor][row];
        const open = value < ceiling || (value === ceiling && factor > previous);
        if (value > 0 && open && (best < 0 || value > lost[best][row])) best = factor;
      }
      if (best < 0) break;
      reason[row] = best;
      ceiling = lost[best][row];
      previous = best;
    }
  }
}

import type { Rubric } from '../model/rubric.ts';
import type { ReasonsStep } from '../plan/step.ts';

/** Adverse-action practice names at most four reasons. */
const mostReasons = 4;

/** `reason.1` … `reason.4`: the factors that cost a client most, weighted. */
export function reasonsStep({ dimensions }: Rubric, mostLost?: number): ReasonsStep {
  const factors = dimensions.flatMap((dimension) => dimension.factors.map((factor) => factor.name));
  return {
    op: 'reasons',
    name: 'reason',
    type: { kind: 'category', scale: 0, values: factors },
    bounds: { min: 0, max: 0 },
    context: 'client',
    factors,
    most: Math.min(mostReasons, factors.length),
    ...(mostLost === undefined ? {} : { mostLost }),
  };
}

import type { ReferenceBook } from '../../../model/previous.ts';
import type { ModelStep } from '../../../plan/step.ts';
import { type Frame, unitsOf } from '../frame.ts';
import { runModel } from '../steps/model.ts';

/** The parameters that were fitted to the reference, over the clients' own figures; none there: nothing here either. */
export function placeModel(step: ModelStep, frame: Frame, { parameters }: ReferenceBook): void {
  const fixed = step.fixed ?? parameters.get(step.name) ?? parameters.get(step.name.replace(/^\$/, ''));
  runModel(fixed === undefined ? step : { ...step, fixed }, frame);
  // What builds on others fits nothing itself: it takes what they kept.
  if (fixed !== undefined || step.uses !== undefined) return;
  frame.models.kept.delete(step.name);
  unitsOf(frame, step.name).fill(Number.NaN);
  for (const [suffix, kind] of Object.entries(frame.models.known[step.model].suffixes)) {
    if (kind === 'chance') unitsOf(frame, `${step.name}.${suffix}`).fill(Number.NaN);
  }
}

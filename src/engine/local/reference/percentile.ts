import type { ReferenceBook } from '../../../model/previous.ts';
import { divide, power10 } from '../../../numeric/scaled.ts';
import type { PercentileStep } from '../../../plan/step.ts';
import { addUnits, type Frame, unitsOf } from '../frame.ts';
import { ascendingOf, countBelow, forEachPlaced } from './population.ts';

/** 100·(others below) / (n − 1), n counting the client where it takes part, as the step over a whole book does. */
export function placePercentile(step: PercentileStep, frame: Frame, reference: ReferenceBook): void {
  const ascending = ascendingOf(reference, step.of, step.among);
  const among = unitsOf(frame, step.among);
  const out = addUnits(frame, step.name, step.type);
  const { scale } = step.type;
  const full = 100 * power10(scale);
  forEachPlaced(step, frame, reference, (row, value, own) => {
    const others = ascending.length - (Number.isNaN(own) ? 0 : 1);
    const below = countBelow(ascending, value) - (own < value ? 1 : 0);
    const steps = among[row] === 1 ? others : others - 1;
    out[row] = steps < 1 ? 0 : below >= steps ? full : divide(100 * below, 0, steps, 0, scale);
  });
}

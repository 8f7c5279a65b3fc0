import { countBelow, sortedValues } from '../../../numeric/order.ts';
import { bigPower10, divideRounded, power10 } from '../../../numeric/scaled.ts';
import type { PercentileStep } from '../../../plan/step.ts';
import { addUnits, type Frame, unitsOf } from '../frame.ts';

/** 100·(rank − 1) / (n − 1) from whole ranks, so that ties and row order cannot touch it. */
export function runPercentile(step: PercentileStep, frame: Frame): void {
  const values = unitsOf(frame, step.of);
  const sorted = sortedValues(values, unitsOf(frame, step.among));
  const out = addUnits(frame, step.name, step.type);
  const steps = sorted.length - 1;
  const scale = step.type.scale;
  const full = 100 * power10(scale);
  for (let row = 0; row < frame.rows; row++) {
    const value = values[row];
    if (Number.isNaN(value)) continue;
    if (steps < 1) {
      out[row] = 0;
      continue;
    }
    const below = countBelow(sorted, value);
    // A row outside the population may lie above all of it.
    out[row] = below >= steps ? full : Number(divideRounded(BigInt(100 * below) * bigPower10(scale), BigInt(steps)));
  }
}

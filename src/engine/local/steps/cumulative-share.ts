import { maxUnits } from '../../../model/value-type.ts';
import { rowsDescending } from '../../../numeric/order.ts';
import { bigPower10, divide, divideRounded } from '../../../numeric/scaled.ts';
import { ExactSum } from '../../../numeric/sum.ts';
import type { CumulativeShareStep } from '../../../plan/step.ts';
import { addUnits, type Frame, unitsOf } from '../frame.ts';

/** Running share of the positive total, largest first; missing for all where that total is 0. */
export function runCumulativeShare(step: CumulativeShareStep, frame: Frame): void {
  const values = unitsOf(frame, step.of);
  const order = rowsDescending(values, unitsOf(frame, step.among));
  const out = addUnits(frame, step.name, step.type);
  const sum = new ExactSum();
  for (const row of order) if (values[row] > 0) sum.add(values[row]);
  const total = sum.total;
  if (total === 0n) return;
  const scale = step.type.scale;
  if (total <= BigInt(maxUnits)) {
    const whole = Number(total);
    let running = 0;
    for (const row of order) {
      if (values[row] > 0) running += values[row];
      out[row] = divide(running, 0, whole, 0, scale);
    }
    return;
  }
  let running = 0n;
  for (const row of order) {
    if (values[row] > 0) running += BigInt(values[row]);
    out[row] = Number(divideRounded(running * bigPower10(scale), total));
  }
}

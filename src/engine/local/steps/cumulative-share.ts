import { maxUnits } from '../../../model/value-type.ts';
import { shareOf } from '../../../numeric/even-shares.ts';
import { sortRows } from '../../../numeric/order.ts';
import { bigPower10, divideRounded, power10 } from '../../../numeric/scaled.ts';
import { ExactSum } from '../../../numeric/sum.ts';
import type { CumulativeShareStep } from '../../../plan/step.ts';
import { addUnwritten, type Frame, unitsOf } from '../frame.ts';
import { sortMemory } from '../sort-memory.ts';

/** Running share of the positive total, largest first; missing for all where that total is 0. */
export function runCumulativeShare(step: CumulativeShareStep, frame: Frame): void {
  const { rows, values } = sortRows(unitsOf(frame, step.of), unitsOf(frame, step.among), -1, sortMemory);
  const out = addUnwritten(frame, step.name, step.type);
  const sum = new ExactSum();
  for (let place = 0; place < values.length && values[place] > 0; place++) sum.add(values[place]);
  const total = sum.total;
  if (total === 0n || rows.length < frame.rows) out.fill(Number.NaN);
  if (total === 0n) return;
  const scale = step.type.scale;
  if (total <= BigInt(maxUnits)) {
    const whole = Number(total);
    const factor = power10(scale);
    let running = 0;
    for (let place = 0; place < rows.length; place++) {
      const value = values[place];
      if (value > 0) running += value;
      out[rows[place]] = shareOf(running, whole, factor);
    }
    return;
  }
  let running = 0n;
  for (let place = 0; place < rows.length; place++) {
    if (values[place] > 0) running += BigInt(values[place]);
    out[rows[place]] = Number(divideRounded(running * bigPower10(scale), total));
  }
}

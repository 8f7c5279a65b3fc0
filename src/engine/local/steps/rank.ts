import { rowsDescending } from '../../../numeric/order.ts';
import { divide } from '../../../numeric/scaled.ts';
import { pointsType } from '../../../plan/expressions.ts';
import type { RankStep } from '../../../plan/step.ts';
import { addUnits, type Frame, unitsOf } from '../frame.ts';

/** Ranks from the top; rows stand in id order, so ties fall by id. */
export function runRank(step: RankStep, frame: Frame): void {
  const order = rowsDescending(unitsOf(frame, step.of), unitsOf(frame, step.among));
  const rank = addUnits(frame, step.name, step.type);
  const topPercent = addUnits(frame, 'top_percent', pointsType);
  for (let place = 0; place < order.length; place++) {
    rank[order[place]] = place + 1;
    topPercent[order[place]] = divide(100 * (place + 1), 0, order.length, 0, pointsType.scale);
  }
}

import { percentOf, percentsOf } from '../../../numeric/even-shares.ts';
import { rowsDescending } from '../../../numeric/order.ts';
import { pointsType } from '../../../plan/expressions.ts';
import type { RankStep } from '../../../plan/step.ts';
import { addUnwritten, type Frame, unitsOf } from '../frame.ts';
import { sortMemory } from '../sort-memory.ts';

/** Ranks from the top; rows stand in id order, so ties fall by id. */
export function runRank(step: RankStep, frame: Frame): void {
  const order = rowsDescending(unitsOf(frame, step.of), unitsOf(frame, step.among), sortMemory);
  const rank = addUnwritten(frame, step.name, step.type);
  const topPercent = addUnwritten(frame, 'top_percent', pointsType);
  if (order.length < frame.rows) {
    rank.fill(Number.NaN);
    topPercent.fill(Number.NaN);
  }
  const percents = percentsOf(order.length, pointsType.scale);
  for (let place = 0; place < order.length; place++) {
    const row = order[place];
    rank[row] = place + 1;
    topPercent[row] = percentOf(place + 1, percents);
  }
}

import { blockEnd } from '../../../numeric/blocks.ts';
import { type EvenShares, percentOf, percentsOf } from '../../../numeric/even-shares.ts';
import { backToRows, orderRows } from '../../../numeric/order.ts';
import { keyWord, rowWord, sortMemory } from '../../../numeric/sort-memory.ts';
import { pointsType } from '../../../plan/expressions.ts';
import type { RankStep } from '../../../plan/step.ts';
import { addUnwritten, type Frame, unitsOf } from '../frame.ts';

/** Ranks from the top; rows stand in id order, so ties fall by id. */
export function runRank(step: RankStep, frame: Frame): void {
  const order = orderRows(unitsOf(frame, step.of), unitsOf(frame, step.among), -1, sortMemory);
  const { words, count } = order;
  for (let from = 0; from < count; from = blockEnd(from, count)) rankBlock(words, from, blockEnd(from, count));
  const rank = addUnwritten(frame, step.name, step.type);
  const topPercent = addUnwritten(frame, 'top_percent', pointsType);
  if (count < frame.rows) {
    rank.fill(Number.NaN);
    topPercent.fill(Number.NaN);
  }
  const percents = percentsOf(count, pointsType.scale);
  const pairs = backToRows(order, frame.rows);
  for (let from = 0; from < count; from = blockEnd(from, count)) {
    writeBlock(pairs, from, blockEnd(from, count), percents, rank, topPercent);
  }
}

/** Takes the rank of a place for its key. */
function rankBlock(words: Int32Array, from: number, to: number): void {
  for (let place = from; place < to; place++) words[2 * place + keyWord] = place + 1;
}

function writeBlock(
  words: Int32Array,
  from: number,
  to: number,
  percents: EvenShares,
  rank: Float64Array,
  topPercent: Float64Array,
): void {
  for (let index = from; index < to; index++) {
    const row = words[2 * index + rowWord];
    const place = words[2 * index + keyWord];
    rank[row] = place;
    topPercent[row] = percentOf(place, percents);
  }
}

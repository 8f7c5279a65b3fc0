import { rowsDescending } from '../numeric/order.ts';
import { sharedRows } from '../parallel/shared-memory.ts';

/**
 * Order of the report: best score first, ties by id, then those without a score by id. Rows are in id order. `rank` is of some
 * or all that have a score, in the same order: where it is of all, nothing is left to be sorted.
 */
export function orderForReport(score: Float64Array, rank?: Float64Array): Uint32Array {
  const order = sharedRows(score.length);
  let place = rank === undefined ? -1 : placeByRank(score, rank, order);
  if (place < 0) {
    const scored = rowsDescending(score);
    order.set(scored);
    place = scored.length;
  }
  for (let row = 0; row < score.length; row++) if (Number.isNaN(score[row])) order[place++] = row;
  return order;
}

/** How many have a score; −1 where one of them has no rank. */
function placeByRank(score: Float64Array, rank: Float64Array, order: Uint32Array): number {
  let count = 0;
  for (let row = 0; row < score.length; row++) {
    if (Number.isNaN(score[row])) continue;
    if (Number.isNaN(rank[row])) return -1;
    order[rank[row] - 1] = row;
    count++;
  }
  return count;
}

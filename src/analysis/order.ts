import { rowsDescending } from '../numeric/order.ts';

/** Order of the report: best score first, ties by id, then those without a score by id. Rows are in id order. */
export function orderForReport(score: Float64Array): Uint32Array {
  const scored = rowsDescending(score, new Uint8Array(score.length).fill(1));
  const order = new Uint32Array(score.length);
  order.set(scored);
  let place = scored.length;
  for (let row = 0; row < score.length; row++) if (Number.isNaN(score[row])) order[place++] = row;
  return order;
}

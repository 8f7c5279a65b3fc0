import { maxUnits } from '../model/value-type.ts';
import { ExactSum } from './sum.ts';

// The exact sum of many whole numbers of one sign.

/** So many in one call: a function of a block is compiled once, one of all anew each time it is called. */
const block = 1 << 11;

/** None of `values` is missing; all are of one sign. */
export function sumUnits(values: Float64Array): bigint {
  const total = new ExactSum();
  for (let from = 0; from < values.length; from += block) {
    const to = Math.min(from + block, values.length);
    const sum = addUp(values, from, to);
    // Sums of one sign only grow, so one that ends below 2^53 was below it, and exact, all the way.
    if (Math.abs(sum) <= maxUnits) total.add(sum);
    else for (let index = from; index < to; index++) total.add(values[index]);
  }
  return total.total;
}

/** In doubles: exact where no sum on the way leaves ±(2^53 − 1). */
export function addUp(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let index = from; index < to; index++) sum += values[index];
  return sum;
}

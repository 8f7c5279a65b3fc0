import { maxUnits } from '../model/value-type.ts';
import { ExactSum } from '../numeric/sum.ts';
import { blockRows } from './blocks.ts';

// How many of some rows have a value, and how these are spread.

export interface Spread {
  /** Rows with a value. */
  readonly count: number;
  readonly sum: bigint;
  /** Infinite where there is no value. */
  readonly least: number;
  readonly most: number;
}

/** Over the rows where `among` is 1. */
export function measureSpread(values: Float64Array, among: Uint8Array): Spread {
  const total = new ExactSum();
  /** Count, sum and sum of sizes of the block; least and most of all blocks so far. */
  const found = Float64Array.of(0, 0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
  let count = 0;
  for (let from = 0; from < among.length; from += blockRows) {
    const to = Math.min(from + blockRows, among.length);
    spreadBlock(values, among, from, to, found);
    count += found[0];
    // Sums of sizes only grow, so one that ends below 2^53 was below it all the way, and with it the sum: none was rounded.
    if (found[2] <= maxUnits) total.add(found[1]);
    else addEach(values, among, from, to, total);
  }
  return { count, sum: total.total, least: found[3], most: found[4] };
}

function spreadBlock(values: Float64Array, among: Uint8Array, from: number, to: number, found: Float64Array): void {
  let count = 0;
  let sum = 0;
  let size = 0;
  let least = found[3];
  let most = found[4];
  for (let row = from; row < to; row++) {
    const value = values[row];
    if (among[row] === 0 || Number.isNaN(value)) continue;
    count++;
    sum += value;
    size += Math.abs(value);
    if (value < least) least = value;
    if (value > most) most = value;
  }
  found[0] = count;
  found[1] = sum;
  found[2] = size;
  found[3] = least;
  found[4] = most;
}

function addEach(values: Float64Array, among: Uint8Array, from: number, to: number, total: ExactSum): void {
  for (let row = from; row < to; row++) if (among[row] === 1) total.add(values[row]);
}

/** Rows of `among` without a value. */
export function countMissing(values: Float64Array, among: Uint8Array): number {
  let count = 0;
  for (let from = 0; from < among.length; from += blockRows) {
    count += countBlock(values, among, from, Math.min(from + blockRows, among.length));
  }
  return count;
}

function countBlock(values: Float64Array, among: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let row = from; row < to; row++) if (Number.isNaN(values[row])) count += among[row];
  return count;
}

import { maxUnits } from '../model/value-type.ts';
import { blockEnd } from '../numeric/blocks.ts';
import { ExactSum } from '../numeric/sum.ts';

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
  /** Count and sum of the block; least and most of all blocks so far. */
  const found = Float64Array.of(0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
  let count = 0;
  for (let from = 0, to = 0; from < among.length; from = to) {
    to = blockEnd(from, among.length);
    spreadBlock(values, among, from, to, found);
    count += found[0];
    // No sum on the way was further from 0 than all values would be at the furthest of them, so none was rounded.
    if (found[0] * Math.max(-found[2], found[3], 0) <= maxUnits) total.add(found[1]);
    else addEach(values, among, from, to, total);
  }
  return { count, sum: total.total, least: found[2], most: found[3] };
}

function spreadBlock(values: Float64Array, among: Uint8Array, from: number, to: number, found: Float64Array): void {
  let count = 0;
  let sum = 0;
  let least = found[2];
  let most = found[3];
  for (let row = from; row < to; row++) {
    const value = values[row];
    if (among[row] === 0 || Number.isNaN(value)) continue;
    count++;
    sum += value;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  found[0] = count;
  found[1] = sum;
  found[2] = least;
  found[3] = most;
}

function addEach(values: Float64Array, among: Uint8Array, from: number, to: number, total: ExactSum): void {
  for (let row = from; row < to; row++) if (among[row] === 1) total.add(values[row]);
}

/** Rows of `among` without a value. */
export function countMissing(values: Float64Array, among: Uint8Array): number {
  let count = 0;
  for (let from = 0; from < among.length; from = blockEnd(from, among.length)) {
    count += countBlock(values, among, from, blockEnd(from, among.length));
  }
  return count;
}

function countBlock(values: Float64Array, among: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let row = from; row < to; row++) count += (+Number.isNaN(values[row]) | 0) & among[row];
  return count;
}

import type { Decimal } from '../model/decimal.ts';
import type { ParetoSummary } from '../model/summary.ts';
import type { TextColumn } from '../model/table.ts';
import { pointScale } from '../model/value-type.ts';
import { blockEnd } from '../numeric/blocks.ts';
import { decimal, ratio } from '../numeric/decimal.ts';
import { sharedCodes } from '../parallel/shared-memory.ts';
import type { Measured } from './measured.ts';
import { countClientsFor } from './pareto.ts';
import { PrefixSum } from './prefix-sum.ts';

// ABC classes by cumulative share of the measure, largest first, then id. The client that crosses a bound belongs to the
// better class. Prospects and clients without a measure have no class; without a positive total nobody has.

export interface AbcClasses {
  readonly column: TextColumn;
  readonly classes: ParetoSummary['abc'];
}

/** `bounds` ascending, 0..1: classes A, B … and a last one for the rest. */
export function assignAbc(measured: Measured, bounds: readonly Decimal[]): AbcClasses {
  const { descending, positiveTotal, values, scale } = measured;
  const dictionary = [...bounds, null].map((_, index) => String.fromCharCode(65 + index));
  const codes = sharedCodes(values.length).fill(-1);
  const column: TextColumn = { type: { kind: 'category', scale: 0, values: dictionary }, codes, dictionary };
  if (positiveTotal <= 0n) return { column, classes: [] };
  const ends = countClientsFor(descending, positiveTotal, bounds).map((count) => count ?? descending.length);
  ends.push(descending.length);
  markClasses(measured, ends, codes);
  const prefix = new PrefixSum(descending);
  let before = 0n;
  const classes = dictionary.map((name, index) => {
    const sum = prefix.first(ends[index]) - before;
    before += sum;
    const clients = ends[index] - (index === 0 ? 0 : ends[index - 1]);
    return { class: name, clients, measure: decimal(sum, scale), share: ratio(sum, positiveTotal, pointScale) };
  });
  return { column, classes };
}

/** `ends[c]` is how many clients, largest first, belong to class c or a better one. Rows are in id order. */
function markClasses({ descending, values, isClient }: Measured, ends: readonly number[], codes: Int32Array): void {
  const rows = values.length;
  for (let from = 0; from < rows; from = blockEnd(from, rows)) {
    markPresent(values, isClient, from, blockEnd(from, rows), codes);
  }
  // Who has a class is in the last one or a better one.
  for (const end of ends.slice(0, -1)) {
    const value = end === 0 ? Number.POSITIVE_INFINITY : descending[end - 1];
    let first = end;
    while (first > 0 && descending[first - 1] === value) first--;
    // Where a bound falls among equal values, this many of them (by id) are still in the better class.
    const left = Float64Array.of(end - first);
    for (let from = 0; from < rows; from = blockEnd(from, rows)) {
      passOnBlock(values, from, blockEnd(from, rows), value, left, codes);
    }
  }
}

/** The first class for all that have one. */
function markPresent(values: Float64Array, isClient: Uint8Array, from: number, to: number, codes: Int32Array): void {
  for (let row = from; row < to; row++) codes[row] = ((+!Number.isNaN(values[row]) | 0) & isClient[row]) - 1;
}

/** The next class for all that have one and are behind the bound. */
function passOnBlock(
  values: Float64Array,
  from: number,
  to: number,
  bound: number,
  left: Float64Array,
  codes: Int32Array,
): void {
  for (let row = from; row < to; row++) {
    const value = Math.max(values[row], 0);
    const isIn = +(codes[row] >= 0) | 0;
    codes[row] += isIn & (+(value < bound) | 0);
    if (value === bound && isIn === 1) {
      left[0]--;
      if (left[0] < 0) codes[row]++;
    }
  }
}

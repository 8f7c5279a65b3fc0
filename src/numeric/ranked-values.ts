import { blockEnd } from './blocks.ts';
import { flagRows, type Include, sortedValues, surveyRows } from './order.ts';
import { maskOf } from './packed-rows.ts';
import { SortMemory } from './sort-memory.ts';

// Values by their place in ascending order, for one who asks for few of them: where they reach no further than rows are many,
// it is enough to count how often each occurs.

export interface RankedValues {
  readonly count: number;
  /** For places from 0 to below `count`. */
  at(place: number): number;
}

const mostReach = 1 << 16;

/** Of the included rows that have a value. */
export function rankValues(values: Float64Array, include?: Include, memory = new SortMemory()): RankedValues {
  const flags = flagRows(include, values.length, memory);
  const rows = values.length;
  const { count, least, most } = surveyRows(values, flags);
  if (count === 0 || most - least >= Math.min(mostReach, rows)) {
    const sorted = sortedValues(values, flags, memory);
    return { count, at: (place) => sorted[place] };
  }
  const counts = new Int32Array(most - least + 1);
  for (let from = 0; from < rows; from = blockEnd(from, rows)) {
    countBlock(values, flags, from, blockEnd(from, rows), least, counts);
  }
  return {
    count,
    at: (place) => {
      let value = 0;
      for (let before = counts[0]; before <= place; before += counts[value]) value++;
      return least + value;
    },
  };
}

function countBlock(
  values: Float64Array,
  flags: Uint8Array,
  from: number,
  to: number,
  least: number,
  counts: Int32Array,
): void {
  const mask = maskOf(flags);
  for (let row = from; row < to; row++) {
    const value = values[row];
    if (Number.isNaN(value) || flags[row & mask] !== 1) continue;
    counts[(value - least) | 0]++;
  }
}

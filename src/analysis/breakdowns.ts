import type { BreakdownSummary } from '../model/summary.ts';
import { type Column, isText } from '../model/table.ts';
import { pointScale } from '../model/value-type.ts';
import { decimal, ratio } from '../numeric/decimal.ts';
import { compareText } from '../text/text-order.ts';
import { type CellTally, type Places, placeByName } from './cells.ts';
import type { Measured } from './measured.ts';
import { distinctTexts } from './tally.ts';

// Clients and measure by the values of a category column, and by tier within each. Values by measure, largest first, then
// by text; missing comes last. Values that no client has (only a prospect) are left out.

/** The values of a field; the last group is of the clients without one. */
export interface FieldGroups {
  readonly values: readonly string[];
  readonly places: Places;
}

/** Undefined for what is no text. */
export function groupValues(column: Column | undefined): FieldGroups | undefined {
  if (column === undefined || !isText(column)) return undefined;
  const values = distinctTexts(column);
  return { values, places: placeByName(column, values, column.codes.length) };
}

/** `tally` is of values by tier. */
export function breakDown(
  { values }: FieldGroups,
  tiers: readonly { readonly name: string }[],
  { clients, sums }: CellTally,
  measured: Measured,
): BreakdownSummary[] {
  const { scale, positiveTotal } = measured;
  const width = tiers.length;
  const shown = hasUnrated(clients, width) ? width : width - 1;
  // Most values have few clients, and most of their tiers none: one object says it for all of them.
  const none = tiers.slice(0, shown).map(({ name }) => ({ tier: name, clients: 0, measure: decimal(0n, scale) }));
  return addGroups([...values, null], width, clients, sums)
    .sort(compareGroups)
    .map(({ value, from, count, sum }) => ({
      value,
      clients: count,
      measure: { units: sum, scale },
      measureShare: ratio(sum, positiveTotal, pointScale),
      tiers: none.map((empty, index) => {
        const cell = from + index;
        if (clients[cell] === 0) return empty;
        return { tier: empty.tier, clients: clients[cell], measure: { units: sums[cell], scale } };
      }),
    }));
}

interface Group {
  readonly value: string | null;
  /** The first of its cells. */
  readonly from: number;
  readonly count: number;
  readonly sum: bigint;
}

/** Whether any group has a client in the last of its cells. */
function hasUnrated(clients: Int32Array, width: number): boolean {
  for (let cell = width - 1; cell < clients.length; cell += width) if (clients[cell] > 0) return true;
  return false;
}

/** The groups that have clients. */
function addGroups(
  values: readonly (string | null)[],
  width: number,
  clients: Int32Array,
  sums: readonly bigint[],
): Group[] {
  const groups: Group[] = [];
  for (let group = 0; group < values.length; group++) {
    const from = group * width;
    let count = 0;
    let sum = 0n;
    for (let cell = from; cell < from + width; cell++) {
      if (clients[cell] === 0) continue;
      count += clients[cell];
      sum += sums[cell];
    }
    if (count > 0) groups.push({ value: values[group], from, count, sum });
  }
  return groups;
}

function compareGroups(a: Group, b: Group): number {
  if (a.value === null || b.value === null) return a.value === b.value ? 0 : a.value === null ? 1 : -1;
  return a.sum === b.sum ? compareText(a.value, b.value) : a.sum > b.sum ? -1 : 1;
}

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
  const width = tiers.length;
  const hasUnrated = clients.some((count, cell) => cell % width === width - 1 && count > 0);
  const shown = hasUnrated ? width : width - 1;
  const rows = [...values, null].map((value, group) => {
    const from = group * width;
    const sum = sums.slice(from, from + width).reduce((total, part) => total + part, 0n);
    return {
      sum,
      summary: {
        value,
        clients: clients.subarray(from, from + width).reduce((total, part) => total + part, 0),
        measure: decimal(sum, measured.scale),
        measureShare: ratio(sum, measured.positiveTotal, pointScale),
        tiers: tiers.slice(0, shown).map(({ name }, index) => ({
          tier: name,
          clients: clients[from + index],
          measure: decimal(sums[from + index], measured.scale),
        })),
      },
    };
  });
  const present = rows.filter(({ summary }) => summary.clients > 0);
  present.sort((a, b) => {
    const x = a.summary.value;
    const y = b.summary.value;
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    return a.sum === b.sum ? compareText(x, y) : a.sum > b.sum ? -1 : 1;
  });
  return present.map(({ summary }) => summary);
}

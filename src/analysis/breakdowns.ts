import type { BreakdownSummary } from '../model/summary.ts';
import { type Column, isText } from '../model/table.ts';
import { pointScale } from '../model/value-type.ts';
import { decimal, ratio } from '../numeric/decimal.ts';
import { compareText } from '../text/text-order.ts';
import type { Measured } from './measured.ts';
import { distinctTexts, groupByName, pairGroups, tallyMeasure } from './tally.ts';

// Clients and measure by the values of a category column, and by tier within each. Values by measure, largest first, then
// by text; missing comes last. Values that no client has (only a prospect) are left out.

interface Tiers {
  readonly groups: Int32Array;
  readonly named: readonly { readonly name: string }[];
}

export function breakDown(column: Column | undefined, tiers: Tiers, measured: Measured): BreakdownSummary[] {
  if (column === undefined || !isText(column)) return [];
  const values = distinctTexts(column);
  const width = tiers.named.length;
  const groups = groupByName(column, values, measured.isClient);
  const cells = pairGroups(groups, tiers.groups, width);
  const { clients, measure } = tallyMeasure(cells, (values.length + 1) * width, measured.values);
  const hasUnrated = clients.some((count, cell) => cell % width === width - 1 && count > 0);
  const shown = hasUnrated ? width : width - 1;
  const rows = [...values, null].map((value, group) => {
    const from = group * width;
    const sum = measure.slice(from, from + width).reduce((total, part) => total + part, 0n);
    return {
      sum,
      summary: {
        value,
        clients: clients.subarray(from, from + width).reduce((total, part) => total + part, 0),
        measure: decimal(sum, measured.scale),
        measureShare: ratio(sum, measured.positiveTotal, pointScale),
        tiers: tiers.named.slice(0, shown).map(({ name }, index) => ({
          tier: name,
          clients: clients[from + index],
          measure: decimal(measure[from + index], measured.scale),
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

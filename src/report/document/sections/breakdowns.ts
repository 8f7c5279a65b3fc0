import { addDecimals } from '../../add-decimals.ts';
import { column, count, withBar } from '../columns.ts';
import type { ReportTable } from '../document.ts';
import { type DocumentScope, labelOf, measureShareOf, tierName } from '../scope.ts';

/** Clients and measure by each field of `breakdowns`, with the tiers of each value. */
export function breakdownTables(scope: DocumentScope): ReportTable[] {
  const { summary, words, measure, digits } = scope;
  const tiers = summary.tiers.map(({ tier }) => tier);
  return Object.entries(summary.breakdowns).map(([field, values]): ReportTable => {
    const rows = values.map((one) => ({
      cells: [
        one.value ?? words.missing,
        count(one.clients),
        one.measure,
        one.measureShare,
        ...tiers.map((tier) => count(one.tiers.find((entry) => entry.tier === tier)?.clients ?? 0)),
      ],
    }));
    const clientsOf = (tier: string) =>
      values.reduce((sum, one) => sum + (one.tiers.find((entry) => entry.tier === tier)?.clients ?? 0), 0);
    const all = addDecimals(values.map((one) => one.measure));
    const total = [
      words.total,
      count(values.reduce((sum, one) => sum + one.clients, 0)),
      all,
      measureShareOf(scope, all),
      ...tiers.map((tier) => count(clientsOf(tier))),
    ];
    return {
      key: `breakdown.${field}`,
      title: words.summary.breakdown(labelOf(scope, field)),
      columns: [
        column('text', 'value', labelOf(scope, field)),
        column('count', 'clients', words.columns.clients),
        column('money', 'measure', measure, digits),
        withBar(column('share', 'measure_share', words.columns.measureShare(measure))),
        ...tiers.map((tier) => column('count', `tier.${tier}`, tierName(scope, tier))),
      ],
      rows: [...rows, { cells: total, total: true }],
    };
  });
}

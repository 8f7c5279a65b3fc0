import type { GroupSummary } from '../../../model/summary.ts';
import { addDecimals } from '../../add-decimals.ts';
import { column, count, withBar } from '../columns.ts';
import type { ReportColumn, ReportRow } from '../document.ts';
import { type DocumentScope, measureShareOf } from '../scope.ts';

// Tiers and grades have the same columns: clients, measure, shares and the mean score.

export function groupColumns({ words, measure, digits }: DocumentScope, first: string): ReportColumn[] {
  const { columns } = words;
  return [
    column('text', 'name', first),
    column('count', 'clients', columns.clients),
    withBar(column('share', 'client_share', columns.clientShare)),
    column('money', 'measure', measure, digits),
    withBar(column('share', 'measure_share', columns.measureShare(measure))),
    column('points', 'mean_score', columns.meanScore),
  ];
}

export function groupRow(name: string, group: GroupSummary): ReportRow {
  const { clients, clientShare, measure, measureShare, meanScore } = group;
  return { cells: [name, count(clients), clientShare, measure, measureShare, meanScore] };
}

/** Shares of all add up to 100 %, but for clients below zero: they count nothing in the total that shares are of. */
export function groupTotal(scope: DocumentScope, groups: readonly GroupSummary[]): ReportRow {
  const clients = groups.reduce((sum, group) => sum + group.clients, 0);
  const measure = addDecimals(groups.map((group) => group.measure));
  const shares = groups.map(({ clientShare }) => clientShare);
  return {
    cells: [
      scope.words.total,
      count(clients),
      shares.some((share) => share !== null) ? { units: 1n, scale: 0 } : null,
      measure,
      measureShareOf(scope, measure),
      null,
    ],
    total: true,
  };
}

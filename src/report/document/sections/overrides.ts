import type { OverrideEntry } from '../../../model/summary.ts';
import { groupCount } from '../../number-text.ts';
import { column, day } from '../columns.ts';
import type { ReportTable } from '../document.ts';
import { type DocumentScope, tierName } from '../scope.ts';
import { problemWords } from '../words.ts';

const statuses = ['applied', 'pending', 'expired', 'refused', 'not-found'] as const;

/** The register of tiers given by hand, those that count first. */
export function overrideTables(scope: DocumentScope): ReportTable[] {
  const { summary, words } = scope;
  const entries = summary.overrides ?? [];
  if (entries.length === 0) return [];
  const own = words.summary;
  const byStatus = statuses.map((status) => ({ status, of: entries.filter((entry) => entry.status === status) }));
  const counts = byStatus
    .filter(({ of }) => of.length > 0)
    .map(({ status, of }) => `${words.overrideStatuses[status]} ${groupCount(of.length)}`);
  return [
    {
      key: 'overrides',
      title: own.overrides,
      note: own.overrideCount(words.joined(counts)),
      columns: [
        column('text', 'status', words.columns.status),
        column('text', 'client', words.columns.client),
        column('text', 'model_tier', own.modelTier),
        column('text', 'tier', own.askedTier),
        column('text', 'requested_by', own.requestedBy),
        column('text', 'approved_by', own.approvedBy),
        column('date', 'effective', own.effective),
        column('date', 'expires', own.expires),
        column('text', 'reason', words.columns.reason),
        column('text', 'note', words.columns.note),
      ],
      rows: byStatus.flatMap(({ of }) => of.map((entry) => ({ cells: cellsOf(scope, entry) }))),
    },
  ];
}

function cellsOf(scope: DocumentScope, entry: OverrideEntry) {
  const { words, locale } = scope;
  const { client, from, to, status, reason, requestedBy, approvedBy, effective, expires, why } = entry;
  return [
    words.overrideStatuses[status],
    client,
    from === null ? null : tierName(scope, from),
    tierName(scope, to),
    requestedBy,
    approvedBy,
    day(effective),
    day(expires),
    reason,
    why === undefined ? null : (problemWords[locale][why] ?? why),
  ];
}

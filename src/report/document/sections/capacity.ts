import { column, count } from '../columns.ts';
import type { ReportTable } from '../document.ts';
import { type DocumentScope, tierName } from '../scope.ts';

/** Tiers with places: who asked, who was placed, and the clients that just missed one. */
export function capacityTables(scope: DocumentScope): ReportTable[] {
  const { summary, words } = scope;
  const { capacity } = summary;
  if (capacity.length === 0) return [];
  const own = words.summary;
  const missed = capacity.flatMap(({ tier, missed: clients = [] }) =>
    clients.map(({ client, score, tier: instead }) => ({
      cells: [tierName(scope, tier), client, score, tierName(scope, instead)],
    })),
  );
  const places: ReportTable = {
    key: 'capacity',
    title: own.capacity,
    note: own.capacityNote,
    columns: [
      column('text', 'tier', words.columns.tier),
      column('count', 'places', own.places),
      column('count', 'asked', own.asked),
      column('count', 'placed', own.placed),
      column('count', 'overflow', own.overflow),
      column('count', 'held', own.held),
      column('count', 'by_hand', own.byHand),
      column('points', 'last_score', own.lastScore),
    ],
    rows: capacity.map((one) => ({
      cells: [
        tierName(scope, one.tier),
        ...[one.capacity, one.asked, one.placed, one.overflow, one.held, one.overridden].map(count),
        one.lastScore,
      ],
    })),
  };
  if (missed.length === 0) return [places];
  return [
    places,
    {
      key: 'missed',
      title: own.missed,
      columns: [
        column('text', 'tier', own.missedTier),
        column('text', 'client', words.columns.client),
        column('points', 'score', words.columns.score),
        column('text', 'instead', own.tierInstead),
      ],
      rows: missed,
    },
  ];
}

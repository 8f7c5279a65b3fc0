import { pointScale, type ValueType } from './value-type.ts';

// Figures of the summary that are one number: what `checks` may speak of.

const share: ValueType = { kind: 'number', scale: pointScale };
const precise: ValueType = { kind: 'number', scale: 12 };
const count: ValueType = { kind: 'integer', scale: 0 };

/** `meaning` is printed in the documentation. */
export const figures = {
  rows: { type: count, meaning: 'rows read' },
  clients: { type: count, meaning: 'clients in the book, prospects included' },
  rejected: { type: count, meaning: 'rows rejected' },
  merged: { type: count, meaning: 'rows merged into an equal one' },
  unrated: { type: count, meaning: 'clients without a tier' },
  prospects: { type: count, meaning: 'clients marked as prospects' },
  rejected_share: { type: share, meaning: 'rejected ÷ rows read' },
  unrated_share: { type: share, meaning: 'unrated ÷ clients that are no prospects' },
  override_share: { type: share, meaning: 'clients whose tier was given by hand ÷ clients that are no prospects' },
  top1_share: { type: share, meaning: 'share of the measure held by the largest single client' },
  top10_percent_share: { type: share, meaning: 'share of the measure held by the top 10 % of clients' },
  top1_group_share: {
    type: share,
    meaning: 'share of the measure held by the largest group of connected clients; n/a without `portfolio.group`',
  },
  gini: { type: precise, meaning: 'Gini coefficient of the measure' },
  hhi: { type: precise, meaning: 'Herfindahl–Hirschman index of the measure, 0..1' },
  group_hhi: {
    type: precise,
    meaning:
      'Herfindahl–Hirschman index of the measure over groups of connected clients; n/a without `portfolio.group`',
  },
  effective_clients: { type: share, meaning: '1 ÷ hhi' },
  theil: { type: precise, meaning: 'Theil index of the measure' },
} as const satisfies Record<string, { type: ValueType; meaning: string }>;

export type FigureName = keyof typeof figures;

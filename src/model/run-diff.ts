import type { Decimal } from './decimal.ts';
import type { Locale, Localised } from './locale.ts';
import type { Problem } from './problem.ts';
import type { Rubric } from './rubric.ts';
import type { Cause, MigrationSummary, Summary } from './summary.ts';

// Two runs side by side: totals of each, and every client that moved, with why.

export interface RunSide {
  /** The directory as it was named. */
  readonly run: string;
  readonly asOf: string;
  readonly rubric: { readonly id: string; readonly version: string; readonly sha256: string };
  readonly manifestSha256: string;
  readonly currency: string;
  /** Name of the measure. */
  readonly measure: string;
  /** Clients that are no prospects. */
  readonly clients: number;
  readonly prospects: number;
  readonly unrated: number;
  readonly total: Decimal;
  /** Over the clients that have a score. */
  readonly meanScore: Decimal | null;
}

export interface DiffTier {
  readonly tier: string;
  readonly label: Localised;
  /** null where the run's rubric has no such tier. */
  readonly before: TierFigures | null;
  readonly now: TierFigures | null;
}

export interface TierFigures {
  readonly clients: number;
  readonly measure: Decimal;
  readonly meanScore: Decimal | null;
}

/** Where causes come from: the later run was made on top of the earlier one and recorded them; they were worked out from both records; they cannot be. */
export type CausesKnown = 'recorded' | 'computed' | 'unknown';

export type Move = 'up' | 'down' | 'stayed' | 'NEW' | 'EXIT';

/** null is none: of a client that is new before it came, of one that left after. Effects are null without a score in both. */
export interface MovedClient {
  readonly client: string;
  readonly name: string | null;
  readonly move: Move;
  readonly cause: Cause | 'returned' | null;
  readonly tier: Change<string>;
  readonly grade: Change<string>;
  readonly score: Change<Decimal>;
  readonly measure: Change<Decimal>;
  readonly effects: Readonly<Record<'own' | 'book' | 'rubric', Decimal | null>>;
}

export interface Change<T> {
  readonly before: T | null;
  readonly now: T | null;
}

export interface RunDiff {
  readonly before: RunSide;
  readonly now: RunSide;
  readonly sameRubric: boolean;
  readonly causes: { readonly known: CausesKnown /** Why they are not known. */; readonly why?: string };
  /** Those of the later run, best first, then those that only the earlier one has; `unrated` last. */
  readonly tiers: readonly DiffTier[];
  readonly migration: MigrationSummary;
  /** Who moved, came or left: largest measure first (the earlier one; of new clients the present one), then id. */
  readonly moved: { readonly count: number; readonly at: (place: number) => MovedClient };
  readonly findings: readonly Problem[];
  /** Of the later run. */
  readonly rubric: Rubric;
  /** Of the later run; its migration is that of this difference. */
  readonly summary: Summary;
  readonly locale: Locale;
}

import type { Decimal } from './decimal.ts';
import type { Localised } from './locale.ts';
import type { OutcomeSummary, OutcomeValue, StabilityIndex } from './summary.ts';

// Runs side by side, oldest first: the figures that each recorded, and how far it had shifted from the one before it.

export interface TrendTier {
  /** A tier, or `unrated` where there are any. */
  readonly tier: string;
  readonly label: Localised;
  readonly clients: number;
  readonly clientShare: Decimal | null;
  readonly measure: Decimal;
  readonly measureShare: Decimal | null;
}

/** A figure by tier and of `all`: of the clients that are in the tier now, and of those that opened in it (retention has no other). */
export interface TrendOutcome {
  readonly name: string;
  readonly label: Localised;
  readonly unit: OutcomeSummary['unit'];
  readonly lines: readonly {
    readonly tier: string;
    readonly present: OutcomeValue;
    /** null in a run without a previous one. */
    readonly opening: OutcomeValue | null;
  }[];
}

export interface TrendRun {
  /** The directory as it was named. */
  readonly run: string;
  readonly asOf: string;
  readonly rubric: { readonly id: string; readonly version: string; readonly sha256: string };
  /** Whether the rubric's files are others than those of the run before; false in the first. */
  readonly rubricChanged: boolean;
  readonly currency: string;
  readonly measure: string;
  readonly manifestSha256: string;
  /** Clients that are no prospects. */
  readonly clients: number;
  readonly prospects: number;
  readonly unrated: number;
  readonly total: Decimal;
  readonly tiers: readonly TrendTier[];
  readonly gini: Decimal | null;
  readonly hhi: Decimal | null;
  /** Share of the measure held by the top 10 % of clients; null where `pareto.top` of the rubric does not have 10. */
  readonly top10Share: Decimal | null;
  /** Tiers against the run before; null in the first. */
  readonly stability: StabilityIndex | null;
  /** Clients with a tier by hand; null where no file was given. */
  readonly overrides: number | null;
  readonly outcomes: readonly TrendOutcome[];
}

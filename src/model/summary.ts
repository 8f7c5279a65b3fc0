// Long because all keys of summary.json stand in one place.

import type { RowTotals, TableTotals } from './book.ts';
import type { Decimal } from './decimal.ts';
import type { ModelSummary } from './fitted-model.ts';
import type { Localised } from './locale.ts';
import type { Problem } from './problem.ts';

// What `summary.json` holds. Keys stay; a Decimal is written as an exact number, null is n/a. Shares are 0..1, 6 digits.

export interface Summary {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly rubric: {
    readonly id: string;
    readonly version: string;
    readonly sha256: string;
    readonly title: Localised;
  };
  readonly asOf: string;
  readonly currency: string;
  /** By currency, the rates that amounts of the book and its tables were converted by; absent where none was. */
  readonly rates?: readonly {
    readonly currency: string;
    readonly rate: Decimal;
    /** The day the rate is of. */
    readonly date: string;
    readonly amounts: number;
  }[];
  readonly book: BookSummary;
  /** Rows of the further tables; absent where the rubric has none. */
  readonly tables?: readonly TableTotals[];
  readonly tiers: readonly TierSummary[];
  readonly grades: readonly GradeSummary[];
  readonly tierByGrade: readonly {
    readonly tier: string;
    readonly grade: string;
    readonly clients: number;
    readonly measure: Decimal;
  }[];
  readonly pareto: ParetoSummary;
  /** Only with `portfolio.group`. */
  readonly groups?: ConnectedSummary;
  readonly dimensions: readonly DimensionSummary[];
  readonly factors: readonly FactorSummary[];
  readonly breakdowns: Readonly<Record<string, readonly BreakdownSummary[]>>;
  readonly lists: readonly {
    readonly list: string;
    readonly label: Localised;
    readonly clients: number;
    readonly measure: Decimal;
  }[];
  readonly actions: readonly {
    readonly group: string;
    readonly rules: readonly { readonly do: Localised; readonly clients: number }[];
  }[];
  /** Fitted predictors; absent where the rubric has none. */
  readonly models?: readonly ModelSummary[];
  readonly capacity: readonly CapacitySummary[];
  /** Hours and cost of serving the tiers. */
  readonly resources: readonly ResourceSummary[];
  /** Against the previous run; absent without one. */
  readonly migration?: MigrationSummary;
  readonly outcomes: readonly OutcomeSummary[];
  /** The register of tiers given by hand; absent where no file was given. */
  readonly overrides?: readonly OverrideEntry[];
  readonly checks: readonly CheckSummary[];
  readonly findings: readonly Problem[];
}

export interface BookSummary {
  readonly rows: number;
  /** Clients in the book, prospects included. rows = clients + rejected + merged. */
  readonly clients: number;
  readonly rejected: number;
  readonly merged: number;
  /** Clients that are no prospects and have no tier: no score, or no rule that takes them. */
  readonly unrated: number;
  readonly prospects: number;
  /** Name of the measure. */
  readonly measure: string;
  /** Sum over clients that are no prospects. */
  readonly total: Decimal;
  readonly positiveTotal: Decimal;
  readonly negativeCount: number;
  readonly negativeTotal: Decimal;
  readonly missingMeasure: number;
  readonly controlTotals: {
    readonly rows: RowTotals;
    readonly measure: {
      readonly field: string;
      readonly read: Decimal;
      readonly clients: Decimal;
      readonly rejected: Decimal;
      readonly merged: Decimal;
      readonly unreadable: number;
    } | null;
  };
}

/** Shares are of the clients that are no prospects, and of the positive total of the measure (n/a when it is 0). */
export interface GroupSummary {
  readonly label: Localised;
  readonly clients: number;
  readonly clientShare: Decimal | null;
  readonly measure: Decimal;
  readonly measureShare: Decimal | null;
  readonly meanScore: Decimal | null;
}

export interface TierSummary extends GroupSummary {
  readonly tier: string;
  readonly effortHours: Decimal | null;
}

export interface GradeSummary extends GroupSummary {
  readonly grade: string;
}

export interface ParetoSummary {
  /** Clients with a measure. */
  readonly clients: number;
  readonly top: readonly {
    readonly percent: Decimal;
    readonly k: Decimal;
    readonly share: Decimal | null;
    readonly listClients: number;
    readonly listMeasure: Decimal;
    readonly listShare: Decimal | null;
  }[];
  readonly clientsFor: readonly { readonly share: Decimal; readonly clients: number | null }[];
  /** 12 digits. */
  readonly gini: Decimal | null;
  readonly hhi: Decimal | null;
  readonly effectiveClients: Decimal | null;
  readonly theil: Decimal | null;
  readonly abc: readonly {
    readonly class: string;
    readonly clients: number;
    readonly measure: Decimal;
    readonly share: Decimal | null;
  }[];
  /** At most 101 points: share of clients (smallest first) against share of the measure. */
  readonly lorenz: readonly { readonly clients: Decimal; readonly measure: Decimal }[];
  readonly expect: { readonly top: Decimal; readonly expected: Decimal; readonly observed: Decimal | null } | null;
}

/** Groups of connected clients. A client that is in none is a group of its own; prospects are in none. */
export interface ConnectedSummary {
  /** The field or feature that joins clients. */
  readonly field: string;
  /** All groups, those of one client included. */
  readonly groups: number;
  /** Clients without a group, each counted as one. */
  readonly ungrouped: number;
  /** Sum of the groups whose measure is positive: what shares by group are taken of. */
  readonly positiveTotal: Decimal;
  /** The same figures as by client; what is counted, and called `clients`, are groups with a measure. */
  readonly pareto: Omit<ParetoSummary, 'abc' | 'lorenz'>;
  /** At most 10, largest first, then by name. */
  readonly largest: readonly {
    /** null: a client without a group, which `client` names. */
    readonly group: string | null;
    readonly client: string | null;
    readonly clients: number;
    readonly measure: Decimal;
    readonly share: Decimal | null;
  }[];
}

export interface DimensionSummary {
  readonly name: string;
  readonly label: Localised;
  /** As given, and as a share of the level's sum. */
  readonly weight: Decimal;
  readonly weightShare: Decimal;
  readonly mean: Decimal | null;
}

export interface FactorSummary {
  readonly factor: string;
  readonly dimension: string;
  readonly label: Localised;
  readonly weight: Decimal;
  /** Of the whole score. */
  readonly weightShare: Decimal;
  readonly missing: number;
  /** Edges that fell out of the book, for percentile and quantiles. */
  readonly cuts?: readonly Decimal[];
  readonly points: { readonly min: Decimal; readonly mean: Decimal; readonly max: Decimal } | null;
}

export interface BreakdownSummary {
  /** Value of the field; null is missing. */
  readonly value: string | null;
  readonly clients: number;
  readonly measure: Decimal;
  readonly measureShare: Decimal | null;
  readonly tiers: readonly { readonly tier: string; readonly clients: number; readonly measure: Decimal }[];
}

export interface CapacitySummary {
  readonly tier: string;
  readonly capacity: number;
  /** Clients whose rules gave this tier, or that came from a fuller one. */
  readonly asked: number;
  readonly placed: number;
  /** asked − placed: who went on to the next tier. */
  readonly overflow: number;
  /** Of those placed, the ones that the rules no longer give the tier (`stability`). */
  readonly held: number;
  /** Clients that have the tier by hand, beyond the places. */
  readonly overridden: number;
  /** The clients that just missed, best first, at most 10; absent where there was room for all. */
  readonly missed?: readonly { readonly client: string; readonly score: Decimal; readonly tier: string | null }[];
  /** Least score that found a place; null where there was room for all. */
  readonly lastScore: Decimal | null;
}

/** What a tier takes and brings. Hours and cost are a year's; null where the rubric does not say. */
export interface ResourceFigures {
  readonly clients: number;
  readonly hours: Decimal | null;
  readonly cost: Decimal | null;
  readonly measure: Decimal;
  /** Per 1 000 of the measure, of the same clients. */
  readonly hoursPer1000: Decimal | null;
  readonly costPer1000: Decimal | null;
}

export interface ResourceSummary extends ResourceFigures {
  readonly tier: string;
  readonly label: Localised;
  readonly service: Localised<readonly string[]>;
  /** As the previous run recorded them; absent without one, or where it had no such tier. */
  readonly previous?: ResourceFigures;
}

/** A state of the migration matrix: a tier or grade, `unrated`/`ungraded`, and `NEW` (as from) or `EXIT` (as to). */
export interface MigrationCell {
  readonly from: string;
  readonly to: string;
  readonly clients: number;
  /** Opening measure; of NEW the present one. */
  readonly measure: Decimal;
}

export type Cause = 'own' | 'book' | 'rubric' | 'stability' | 'override';

export interface StabilityIndex {
  /** Σ(a−e)·ln(a/e) over the clients of both runs by state; 6 digits. Null where either run has no clients. */
  readonly psi: Decimal | null;
  /** (bins − 1)·(1/N + 1/M): what chance alone gives in books of these sizes. */
  readonly expected: Decimal | null;
  readonly bins: number;
  /** Pearson's χ² of homogeneity, its degrees of freedom and the chance of a larger one; bins empty in both runs are left out. */
  readonly chiSquare: Decimal | null;
  readonly degrees: number;
  readonly pValue: Decimal | null;
}

export interface MigrationSummary {
  /** The previous run. */
  readonly from: {
    readonly asOf: string;
    readonly rubric: { readonly id: string; readonly version: string; readonly sha256: string };
    readonly manifestSha256: string;
    /** Whether the rubric's files are the same in both. */
    readonly sameRubric: boolean;
  };
  readonly matrix: readonly MigrationCell[];
  readonly grades: readonly MigrationCell[];
  readonly new: {
    readonly clients: number;
    readonly measure: Decimal;
    /** New ones that had been there before the previous run. */
    readonly returned: number;
    /** By each field of `breakdowns`. */
    readonly by: Readonly<
      Record<string, readonly { readonly value: string | null; readonly clients: number; readonly measure: Decimal }[]>
    >;
  };
  readonly exit: { readonly clients: number; readonly measure: Decimal };
  readonly up: { readonly clients: number; readonly measure: Decimal };
  readonly down: { readonly clients: number; readonly measure: Decimal };
  readonly stayed: { readonly clients: number; readonly measure: Decimal };
  readonly causes: readonly {
    readonly cause: Cause;
    readonly up: number;
    readonly down: number;
    /** Opening measure of the clients that it moved. */
    readonly measure: Decimal;
    /** Mean effect on the score over the clients scored in both runs; null for causes that do not touch the score. */
    readonly meanEffect: Decimal | null;
  }[];
  readonly psi: StabilityIndex;
  readonly gradePsi: StabilityIndex;
}

/** A value of an outcome, and the number of clients that gave it one of its values. */
export interface OutcomeValue {
  readonly value: Decimal | null;
  readonly clients: number;
}

export interface OutcomeLine {
  /** Tier, `unrated`, or `all`. */
  readonly tier: string;
  /** This run, by opening tier, those who left included; null value in a first run. */
  readonly opening: OutcomeValue | null;
  /** What the previous run recorded by its own opening tier; null until the third run. */
  readonly prior: OutcomeValue | null;
  /** opening − prior, and that ÷ |prior| (n/a where prior is 0). */
  readonly change: Decimal | null;
  readonly relative: Decimal | null;
  /** Whether the target is met (a level in a first run by `present`); null where there is none or it cannot be said. */
  readonly met: boolean | null;
  /** By present tier, this run and the previous; n/a for a figure of who left, and in a first run for one of the opening. */
  readonly present: OutcomeValue;
  readonly presentPrior: OutcomeValue | null;
}

export interface OutcomeSummary {
  readonly name: string;
  readonly label: Localised;
  readonly of: string;
  /** How values read: a share is 0..1 and changes by percentage points. */
  readonly unit: 'share' | 'money' | 'number';
  readonly better: 'higher' | 'lower';
  readonly target: { readonly kind: 'change' | 'level'; readonly value: Decimal } | null;
  /** Tiers best first, those that only the previous run had, `unrated` where there is one, then `all`. */
  readonly lines: readonly OutcomeLine[];
  /**
   * present − presentPrior of `all`, and its two parts by the tier that clients opened in: the rates within tiers, and who
   * came and left. A client that moves between tiers changes neither. Null where the figure is no mean, share or quotient of sums.
   */
  readonly split: { readonly change: Decimal; readonly rate: Decimal; readonly mix: Decimal } | null;
}

export interface OverrideEntry {
  readonly client: string;
  /** The model's tier; null where there is none. */
  readonly from: string | null;
  readonly to: string;
  readonly reason: string;
  readonly requestedBy: string;
  readonly approvedBy: string;
  readonly effective: string;
  readonly expires: string;
  readonly status: 'applied' | 'expired' | 'pending' | 'refused' | 'not-found';
  /** Why it is refused; codes of problems. */
  readonly why?: string;
  /** Line of the file. */
  readonly line: number;
}

export interface CheckSummary {
  readonly check: string;
  readonly rule: string;
  readonly breach: 'warn' | 'fail';
  /** null: a figure was not available, so the check could not be made (counts as a breach). */
  readonly holds: boolean | null;
  readonly figures: Readonly<Record<string, Decimal | null>>;
}

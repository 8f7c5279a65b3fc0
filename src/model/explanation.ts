import type { Decimal } from './decimal.ts';
import type { Locale, Localised } from './locale.ts';
import type { OverrideEntry } from './summary.ts';
import type { Kind } from './value-type.ts';

// Why one client is where it is, as data: what `tierbook explain --json` prints. Numbers are exact decimals, days are ISO
// dates, null is missing. Texts of conditions are FEEL. Names of the rubric stand beside their labels.

export type ExplainedValue = Decimal | string | boolean | null;

export interface ExplainedColumn {
  readonly name: string;
  readonly label: Localised;
  readonly kind: Kind;
  /** What a duration counts; the currency of money. */
  readonly unit: string | null;
  readonly value: ExplainedValue;
}

export interface ExplainedCondition {
  readonly text: string;
  /** null: it cannot be said, because something is missing; then it does not hold. */
  readonly holds: boolean | null;
  /** What the condition speaks of. */
  readonly found: readonly ExplainedColumn[];
}

export interface ExplainedRule {
  readonly name: string;
  readonly label: Localised;
  /** null: takes everybody who is left. */
  readonly rule: string | null;
  readonly holds: boolean;
  /** The conditions that all must hold. */
  readonly conditions: readonly ExplainedCondition[];
}

/** How a value came to its points, before gates. */
export type Applied =
  | { readonly kind: 'band'; readonly test: string }
  | { readonly kind: 'else' }
  | { readonly kind: 'none' }
  | { readonly kind: 'percentile'; readonly percentile: Decimal; readonly test: string | null }
  /** `bin` from 1; `from` is in it, `to` is not; null: without end. */
  | {
      readonly kind: 'bin';
      readonly bin: number;
      readonly bins: number;
      readonly from: Decimal | null;
      readonly to: Decimal | null;
    }
  /** The knots around the value; null: outside them. */
  | { readonly kind: 'scale'; readonly below: Knot | null; readonly above: Knot | null }
  | { readonly kind: 'formula'; readonly formula: string }
  | { readonly kind: 'missing' };

export interface Knot {
  readonly value: Decimal;
  readonly points: Decimal;
}

export interface ExplainedGate {
  readonly gate: 'floor' | 'cap';
  readonly rule: string;
  readonly points: Decimal;
  readonly holds: boolean;
  /** Whether it changed the points. */
  readonly acted: boolean;
}

export interface ExplainedFactor {
  readonly factor: string;
  readonly label: Localised;
  readonly method: string;
  /** What is scored; null where a formula gives the points. */
  readonly of: ExplainedColumn | null;
  readonly applied: Applied;
  readonly gates: readonly ExplainedGate[];
  readonly points: Decimal | null;
  /** What a missing value does: `reweight`, `unrated`, or the points it counts as. */
  readonly missing: 'reweight' | 'unrated' | Decimal;
  readonly weight: Decimal;
  /** Of the score, 0..1 in six digits: as the rubric gives it, and over what is present; null where it does not count. */
  readonly share: Decimal;
  readonly shareNow: Decimal | null;
  readonly contribution: Decimal | null;
  /** Points of the score short of full points. */
  readonly lost: Decimal | null;
}

export interface ExplainedDimension {
  readonly dimension: string;
  readonly label: Localised;
  readonly weight: Decimal;
  readonly share: Decimal;
  readonly points: Decimal | null;
  readonly factors: readonly ExplainedFactor[];
}

export interface ExplainedQueue {
  readonly tier: string;
  readonly label: Localised;
  readonly capacity: number;
  readonly asked: number;
  /** Place of the client among those that asked, from 1; null where it did not ask. */
  readonly position: number | null;
  /** Score of the last one that found a place. */
  readonly lastScore: Decimal | null;
}

export interface ExplainedStability {
  readonly buffer: Decimal;
  readonly after: number;
  /** The tier carried over from the previous run. */
  readonly carried: string | null;
  readonly held: boolean;
  /** Runs in a row below the buffered bound. */
  readonly periods: number | null;
  readonly atOnce: boolean;
}

export interface ExplainedPrevious {
  readonly asOf: string | null;
  readonly tier: string | null;
  readonly score: Decimal | null;
  readonly move: string | null;
  readonly cause: string | null;
  readonly effects: { readonly own: Decimal; readonly book: Decimal; readonly rubric: Decimal } | null;
}

/** What one other value of a column would come to. */
export interface WouldBe {
  readonly value: ExplainedValue;
  readonly tier: string | null;
  readonly grade: string | null;
  readonly score: Decimal | null;
}

export interface SingleChange {
  /** Every factor that scores this column. */
  readonly factors: readonly string[];
  /** What is changed, as it is now. */
  readonly column: ExplainedColumn;
  /** The nearest value that reaches the next tier, as the whole book scored again has it; null where none does alone. */
  readonly reaches: WouldBe | null;
  /** New value less present one; null for texts and where it is missing now. */
  readonly difference: Decimal | null;
  /** Of texts: what also reaches it. */
  readonly also: readonly string[];
  /** Whether the next nearer value was scored again and does not reach it. */
  readonly nearest: boolean;
  /** The furthest that this column alone comes; null where it reaches the tier. */
  readonly best: WouldBe | null;
}

export interface Counterfactuals {
  /** Why there are none, or `searched`. */
  readonly status: 'searched' | 'best-tier' | 'prospect' | 'no-tiers';
  readonly target: { readonly tier: string; readonly label: Localised } | null;
  /** The score that would reach it, everything but the score as it is; null where no score does. */
  readonly neededScore: Decimal | null;
  readonly missingPoints: Decimal | null;
  readonly changes: readonly SingleChange[];
}

export interface Explanation {
  readonly schemaVersion: 1;
  readonly rubric: {
    readonly id: string;
    readonly version: string;
    readonly title: Localised;
    readonly locale: Locale;
  };
  readonly asOf: string;
  readonly client: { readonly id: string; readonly name: string | null; readonly prospect: boolean };
  readonly measure: ExplainedColumn;
  readonly tier: string | null;
  readonly tierLabel: Localised;
  readonly modelTier: string | null;
  readonly grade: string | null;
  readonly gradeLabel: Localised;
  readonly score: Decimal | null;
  readonly rank: number | null;
  readonly ranked: number;
  readonly coverage: Decimal;
  readonly coverageBound: Decimal;
  readonly dimensions: readonly ExplainedDimension[];
  /** What the contributions add up to: the score. */
  readonly contributions: Decimal | null;
  readonly grades: readonly ExplainedRule[];
  readonly tiers: readonly ExplainedRule[];
  readonly queues: readonly ExplainedQueue[];
  readonly stability: ExplainedStability | null;
  readonly overrides: readonly OverrideEntry[];
  readonly service: Localised<readonly string[]>;
  readonly actions: readonly { readonly group: string; readonly do: Localised }[];
  readonly lists: readonly { readonly list: string; readonly label: Localised }[];
  /** At most four factors by points lost. */
  readonly reasons: readonly { readonly factor: string; readonly label: Localised; readonly lost: Decimal }[];
  readonly previous: ExplainedPrevious | null;
  readonly counterfactuals: Counterfactuals;
}

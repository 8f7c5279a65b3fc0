import type { Decimal } from './decimal.ts';
import type { Rubric } from './rubric.ts';
import type { OutcomeSummary, ResourceSummary } from './summary.ts';
import type { Column, Table } from './table.ts';

// The run before, as this one needs it: its records, and where this book's clients stand in it.

export interface PreviousRun {
  /** Days since 1970-01-01. */
  readonly asOf: number;
  /** 1 where it was of a later day than the run before it, else 0: the parameter `new_period` of its plan. */
  readonly newPeriod: number;
  /** Its book in id order, every column that it recorded, and `$client`. */
  readonly table: Table;
  readonly rubric: Rubric;
  /** SHA-256 of each of its rubric's files, the named one first. */
  readonly rubricFiles: readonly string[];
  /** Parameters of its fitted models, by the model step's name. */
  readonly parameters: ReadonlyMap<string, Readonly<Record<string, Decimal>>>;
  /** What its summary recorded. */
  readonly outcomes: readonly OutcomeSummary[];
  readonly resources: readonly ResourceSummary[];
  /** Clients that had left before it, or with it. */
  readonly former: FormerClients;
  readonly manifestSha256: string;
}

/** Who was a client once and was none in the run's book, in id order: who they were when they were seen last. */
export interface FormerClients {
  readonly ids: readonly string[];
  /** Days. */
  readonly lastSeen: Float64Array;
  readonly tiers: readonly (string | null)[];
}

/** The two books side by side: rows of this one against rows of the previous one; −1 where there is none. */
export interface Pairing {
  /** By row of this book, the row of the previous one. */
  readonly before: Int32Array;
  /** By row of the previous book, the row of this one. */
  readonly now: Int32Array;
}

/** A previous book in which clients are placed instead of their own: the step "own data" of a cause. */
export interface ReferenceBook {
  /** Every column of the previous run's plan, the plan's own included. */
  readonly columns: ReadonlyMap<string, Column>;
  readonly rows: number;
  /** By row of the book that is run, its row there; −1 where there is none. */
  readonly before: Int32Array;
  readonly parameters: PreviousRun['parameters'];
  /** Where it is asked again and again: what was sorted of it, by what. */
  readonly sorted?: Map<string, unknown>;
}

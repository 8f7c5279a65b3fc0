import type { Decimal } from '../../model/decimal.ts';
import type { ModelSummary } from '../../model/fitted-model.ts';
import type { ReferenceBook } from '../../model/previous.ts';
import type { Column, OwnedTable, Table } from '../../model/table.ts';
import type { ModelRegistry } from '../../plan/predictive-model.ts';
import type { InputStep, Plan, Step } from '../../plan/step.ts';
import type { Frame, StepFinding } from './frame.ts';
import { dropUnread } from './reference/drop-unread.ts';
import { isBookStep, placeClients } from './reference/place-clients.ts';
import { runAggregate } from './steps/aggregate.ts';
import { runAssignTier } from './steps/assign-tier.ts';
import { runCompute } from './steps/compute.ts';
import { runCumulativeShare } from './steps/cumulative-share.ts';
import { runModel } from './steps/model.ts';
import { runOverride } from './steps/override.ts';
import { runPercentile } from './steps/percentile.ts';
import { runQuantileBin } from './steps/quantile-bin.ts';
import { runRank } from './steps/rank.ts';
import { runReasons } from './steps/reasons.ts';
import { runWeightedScore } from './steps/weighted-score.ts';

// The local engine on one thread: runs a plan over typed columns in memory, step by step.

export interface PlanResult {
  /** The table's columns and those that the steps wrote. */
  readonly columns: ReadonlyMap<string, Column>;
  readonly findings: readonly StepFinding[];
  readonly cuts: ReadonlyMap<string, readonly Decimal[]>;
  readonly models: readonly ModelSummary[];
}

/** Tells wanted columns by name; a set of names does. */
export interface Wanted {
  has(name: string): boolean;
}

export interface HereOptions {
  /** Another book, in which each client is placed as if it were its only one that changed; models take its parameters. */
  readonly reference?: ReferenceBook;
  /** The columns that are wanted: any other is let go once no step reads it any more. */
  readonly keep?: Wanted;
}

/**
 * Rows of `table` stand in id order; `parameters` are values for the whole book in units, such as `as_of` in days; `tables`
 * hold further rows that belong to those of `table`.
 */
export function runPlanHere(
  plan: Plan,
  table: Table,
  parameters: ReadonlyMap<string, number>,
  tables: ReadonlyMap<string, OwnedTable> = new Map(),
  models: ModelRegistry = {},
  { reference, keep }: HereOptions = {},
): PlanResult {
  const frame: Frame = {
    rows: table.rows,
    columns: new Map(table.columns),
    parameters,
    tables,
    models: { known: models, fitted: [], kept: new Map() },
    findings: [],
    cuts: new Map(),
  };
  const drop = keep === undefined ? undefined : dropUnread(plan, keep);
  for (const [index, step] of plan.entries()) {
    if (reference !== undefined && isBookStep(step)) placeClients(step, frame, reference);
    else runStep(step, frame);
    drop?.(index, frame.columns);
  }
  return { columns: frame.columns, findings: frame.findings, cuts: frame.cuts, models: frame.models.fitted };
}

type RunStep<Op extends Step['op']> = (step: Extract<Step, { op: Op }>, frame: Frame) => void;

/** How each step is run: a new kind of step is its file and a line here. */
const runners: { readonly [Op in Step['op']]: RunStep<Op> } = {
  input: requireColumn,
  compute: runCompute,
  aggregate: runAggregate,
  model: runModel,
  percentile: runPercentile,
  'quantile-bin': runQuantileBin,
  'weighted-score': runWeightedScore,
  rank: runRank,
  'cumulative-share': runCumulativeShare,
  'assign-tier': runAssignTier,
  override: runOverride,
  reasons: runReasons,
};

export function runStep<Op extends Step['op']>(step: Extract<Step, { op: Op }>, frame: Frame): void {
  const run: RunStep<Op> = runners[step.op as Op];
  run(step, frame);
}

function requireColumn(step: InputStep, frame: Frame): void {
  if (!frame.columns.has(step.name)) throw new Error(`the book lacks column ${step.name}, which the plan reads`);
}

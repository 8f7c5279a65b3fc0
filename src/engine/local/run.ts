import type { Column, OwnedTable, Table } from '../../model/table.ts';
import { alone, type Crew, fewRows, manyRows } from '../../parallel/crew.ts';
import type { ModelRegistry } from '../../plan/predictive-model.ts';
import type { Plan } from '../../plan/step.ts';
import { CrewRun } from './crew-run.ts';
import { type HereOptions, type PlanResult, runPlanHere } from './run-here.ts';

// Runs a plan on a crew: again and again all steps that see one client at a time and have what they read, over ranges of the
// rows, then all others that have what they read, at the same time. What the next rows do not read is not waited for. The result
// is that of running step by step, to the order of its columns and findings, whatever the crew and the ranges.

export interface RunOptions extends HereOptions {
  /** Default: this thread alone. */
  readonly crew?: Crew;
  /** Rows of a range; default: two ranges a thread or more, and a small book step by step on this thread. */
  readonly rangeRows?: number;
  /** What else the crew may do as soon as some columns are there: asked for once, and only where it need not be done in turn. */
  readonly early?: EarlyWork;
}

export interface EarlyWork {
  readonly reads: readonly string[];
  start(columns: ReadonlyMap<string, Column>): void;
}

/**
 * Rows of `table` stand in id order; `parameters` are values for the whole book in units, such as `as_of` in days; `tables`
 * hold further rows that belong to those of `table`.
 */
export async function runPlan(
  plan: Plan,
  table: Table,
  parameters: ReadonlyMap<string, number>,
  tables: ReadonlyMap<string, OwnedTable> = new Map(),
  models: ModelRegistry = {},
  options: RunOptions = {},
): Promise<PlanResult> {
  const { crew = alone, rangeRows, keep, early } = options;
  const isSmall = rangeRows === undefined && table.rows < (crew.size === 1 ? manyRows : fewRows);
  // One client at a time in another book is a matter of few clients.
  if (isSmall || options.reference !== undefined) return runPlanHere(plan, table, parameters, tables, models, options);
  const run = new CrewRun(crew, rangeRows, plan, {
    rows: table.rows,
    columns: new Map(table.columns),
    parameters,
    tables,
    models: { known: models, fitted: [], kept: new Map() },
    findings: [],
    cuts: new Map(),
  });
  // In a large book one step after the other, so that what they sort in does not stand at the same time.
  const isLarge = table.rows >= manyRows;
  let left = isLarge ? undefined : early;
  try {
    while (!run.isDone) {
      await run.doRows(keep);
      run.drop(keep);
      const here = run.startOthers(isLarge);
      if (left !== undefined && run.has(left.reads)) {
        left.start(run.columns);
        left = undefined;
      }
      await run.doHere(here);
      if (isLarge) await run.arrive();
      run.drop(keep);
      if (isLarge) await crew.tidy?.();
    }
  } finally {
    // Whatever happens here, what the jobs come to is waited for.
    await run.settle();
  }
  await run.arrive();
  return run.result((name) => keep === undefined || keep.has(name));
}

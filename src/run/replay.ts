import { type RunOptions, runPlan } from '../engine/local/run.ts';
import type { PreviousRun } from '../model/previous.ts';
import type { Problem } from '../model/problem.ts';
import { type Column, isText, type Table, type TextColumn, textAt } from '../model/table.ts';
import { UserError } from '../model/user-error.ts';
import { formatShort } from '../numeric/decimal.ts';
import { columnsGiven, stepsFor, writes } from '../plan/dataflow.ts';
import type { Step } from '../plan/step.ts';
import { compilePlan } from './compile-plan.ts';

// A run worked out again from its own directory. What a run keeps of steps that need more than its columns (rows of tables,
// fits) is taken as recorded; every other step is run again, holding and tiers given by hand included, and must come to what
// the run recorded.

export type RecordedRun = Pick<PreviousRun, 'rubric' | 'table' | 'asOf' | 'newPeriod'>;

/** What must come out again. */
const results = ['score', 'grade', 'tier.model', 'tier'];

/** What the steps that read them do without in a run that had no previous one, or no file of tiers given by hand. */
const mayLack: ReadonlySet<string> = new Set(['previous.model', 'previous.periods', 'to_tier']);

/** Whether a step needs more than columns. */
function isTaken({ op }: Step): boolean {
  return op === 'aggregate' || op === 'model';
}

/**
 * The frame of a run: every column of its plan, or those that `keep` names. Throws a UserError `previous-differs` where the
 * record and the replay do not agree.
 */
export async function replay(
  run: RecordedRun,
  options: Pick<RunOptions, 'crew'> & { readonly keep?: ReadonlySet<string> } = {},
): Promise<Table> {
  const { rubric, table, asOf, newPeriod } = run;
  const whole = compilePlan(rubric);
  const again = whole.filter((step) => !isTaken(step));
  const checked = results.filter((name) => whole.some((step) => writes(step, name)));
  const keep = options.keep && new Set([...options.keep, ...checked]);
  const plan = keep === undefined ? again : stepsFor(again, keep);
  const parameters = new Map([
    ['as_of', asOf],
    ['new_period', newPeriod],
  ]);
  const taken = whole.filter(isTaken);
  const wanted = keep ?? new Set([...table.columns.keys()].filter((name) => taken.some((step) => writes(step, name))));
  const names = [...columnsGiven(plan, wanted)].filter((name) => !parameters.has(name));
  for (const name of [...names, ...checked]) if (!table.columns.has(name) && !mayLack.has(name)) throw lacks(name);
  const { columns } = await runPlan(
    plan,
    pickColumns(table, names),
    parameters,
    new Map(),
    {},
    { ...options, ...(keep && { keep }) },
  );
  for (const name of checked) expectSame(name, run, columns);
  return { rows: table.rows, columns };
}

/** The named columns of a table, those of them that are there. */
export function pickColumns({ rows, columns }: Table, names: Iterable<string>): Table {
  const picked = new Map<string, Column>();
  for (const name of names) {
    const column = columns.get(name);
    if (column !== undefined) picked.set(name, column);
  }
  return { rows, columns: picked };
}

function expectSame(name: string, { rubric, table }: RecordedRun, columns: ReadonlyMap<string, Column>): void {
  const [recorded, replayed] = [table, { columns }].map((from) => from.columns.get(name) as Column);
  for (let row = 0; row < table.rows; row++) {
    const [found, expected] = [replayed, recorded].map((column) => valueAt(column, row));
    if (Object.is(found, expected)) continue;
    const client = textAt(table.columns.get(rubric.portfolio.id) as TextColumn, row);
    throw differs(`the previous run does not come out again: ${name} of client "${client}" differs from its record`, {
      found: written(found, replayed),
      expected: `${written(expected, recorded)}, as recorded`,
    });
  }
}

function valueAt(column: Column, row: number): number | string | null {
  if (isText(column)) return textAt(column, row);
  return column.values[row];
}

function written(value: number | string | null, { type }: Column): string {
  if (value === null || Number.isNaN(value)) return 'none';
  return typeof value === 'string' ? value : formatShort(value, type.scale);
}

function lacks(name: string): UserError {
  return differs(`the previous run did not record the column ${name}, without which it cannot be replayed`, {});
}

function differs(message: string, more: Pick<Problem, 'found' | 'expected'>): UserError {
  const hint = 'run that month again with this version of tierbook, then give the new directory';
  return new UserError([{ code: 'previous-differs', severity: 'error', message, ...more, hint }]);
}

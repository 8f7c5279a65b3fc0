import { runPlan } from '../../src/engine/local/run.ts';
import { clientsOf } from '../../src/input/clients/merge-clients.ts';
import { readBook } from '../../src/input/read-book.ts';
import { fieldTypes } from '../../src/input/types/index.ts';
import type { PreviousRun } from '../../src/model/previous.ts';
import type { Problem } from '../../src/model/problem.ts';
import type { Rubric } from '../../src/model/rubric.ts';
import { type Column, isText, type Table, type TextColumn, textAt } from '../../src/model/table.ts';
import { columnsRead } from '../../src/plan/dataflow.ts';
import { explainMoves } from '../../src/run/causes.ts';
import { compilePlan } from '../../src/run/compile-plan.ts';
import { findKeptColumns } from '../../src/run/kept-columns.ts';
import { pairBooks } from '../../src/run/pair-books.ts';
import { withPrevious } from '../../src/run/previous-columns.ts';

// Months of a book in memory, each on top of the one before: from texts to frames of columns, without files.

export interface MonthGiven {
  readonly rubric: Rubric;
  /** The book as CSV. */
  readonly text: string;
  /** Days. */
  readonly asOf: number;
  readonly previous?: Month;
  /** Tiers given by hand, by client. */
  readonly overrides?: ReadonlyMap<string, string>;
}

export interface Month extends MonthGiven {
  readonly table: Table;
  readonly newPeriod: number;
}

export async function readFields(rubric: Rubric, text: string): Promise<Table> {
  const source = {
    name: 'book.csv',
    async *bytes() {
      yield new TextEncoder().encode(text);
    },
  };
  const { id, measure } = rubric.portfolio;
  const raw = await readBook([source], rubric.fields, id, { passThrough: false }, fieldTypes);
  return (await clientsOf(raw, id, measure)).table;
}

export async function runMonth(given: MonthGiven): Promise<Month> {
  const { rubric, asOf, previous, overrides } = given;
  const plan = compilePlan(rubric);
  const fields = await readFields(rubric, given.text);
  const newPeriod = previous !== undefined && asOf > previous.asOf ? 1 : 0;
  const run = previous && recordOf(previous);
  const { before } =
    run === undefined ? { before: undefined } : pairBooks(idsOf(run), idsOf({ rubric, table: fields }));
  const whole = withPrevious(fields, columnsRead(plan), run && before && { run, before });
  const columns = new Map(whole.columns);
  if (overrides !== undefined) columns.set('to_tier', byHand(idsOf({ rubric, table: fields }), overrides));
  const parameters = parametersOf(asOf, newPeriod);
  const scored = await runPlan(plan, { rows: whole.rows, columns }, parameters);
  return { ...given, newPeriod, table: { rows: whole.rows, columns: scored.columns } };
}

function parametersOf(asOf: number, newPeriod: number): ReadonlyMap<string, number> {
  return new Map([
    ['as_of', asOf],
    ['new_period', newPeriod],
  ]);
}

export function idsOf({ rubric, table }: Pick<Month, 'rubric' | 'table'>): TextColumn {
  return table.columns.get(rubric.portfolio.id) as TextColumn;
}

function byHand(ids: TextColumn, overrides: ReadonlyMap<string, string>): Column {
  const dictionary = [...new Set(overrides.values())];
  const codes = Int32Array.from(ids.codes, (_, row) =>
    dictionary.indexOf(overrides.get(textAt(ids, row) as string) ?? ''),
  );
  return { type: { kind: 'category', scale: 0 }, codes, dictionary };
}

/** What a later run reads back of a month. */
export function recordOf({ rubric, asOf, newPeriod, table }: Month): PreviousRun {
  const kept = findKeptColumns(compilePlan(rubric), table.columns);
  const recorded = [...table.columns].filter(
    ([name]) => kept.has(name) || name === '$client' || !/^(\$|lost\.|reason\.)/.test(name),
  );
  return {
    asOf,
    newPeriod,
    table: { rows: table.rows, columns: new Map(recorded) },
    rubric,
    rubricFiles: [],
    parameters: new Map(),
    outcomes: [],
    resources: [],
    former: { ids: [], lastSeen: new Float64Array(), tiers: [] },
    manifestSha256: '0'.repeat(64),
  };
}

/** Why the clients of a month moved; `returned` names clients that had been there before the previous month. */
export async function movesOf(
  month: Month,
  returned: readonly string[] = [],
  report: (finding: Problem) => void = () => {},
): Promise<ReadonlyMap<string, Column>> {
  const { rubric, asOf, newPeriod, text } = month;
  if (month.previous === undefined) throw new Error('a first month has no moves');
  const previous = recordOf(month.previous);
  const ids = idsOf(month);
  const lastSeen = Float64Array.from(ids.codes, (_, row) =>
    returned.includes(textAt(ids, row) as string) ? 1 : Number.NaN,
  );
  const columns = new Map(month.table.columns);
  columns.set('former.last_seen', { type: { kind: 'date', scale: 0 }, values: lastSeen });
  return explainMoves({
    previous,
    pairing: pairBooks(idsOf(previous), ids),
    rubric,
    table: { rows: month.table.rows, columns },
    tables: new Map(),
    models: {},
    parameters: parametersOf(asOf, newPeriod),
    sameRubric: rubric === previous.rubric,
    readAgain: async (other) => ({ table: await readFields(other, text), tables: new Map() }),
    report,
  });
}

export type Value = number | string | null;

/** The value of a column, by client; missing as null. */
export function valuesOf(ids: TextColumn, column: Column | undefined): Map<string, Value> {
  if (column === undefined) throw new Error('no such column');
  const values = new Map<string, Value>();
  for (let row = 0; row < ids.codes.length; row++) {
    const value = isText(column) ? textAt(column, row) : column.values[row];
    values.set(textAt(ids, row) as string, Number.isNaN(value) ? null : value);
  }
  return values;
}

import { orderForReport } from '../analysis/order.ts';
import { summarise } from '../analysis/summarise.ts';
import { evaluateBook } from '../engine/local/evaluate-book.ts';
import { runPlan } from '../engine/local/run.ts';
import type { Book, TableTotals } from '../model/book.ts';
import type { Locale } from '../model/locale.ts';
import type { UsedRate } from '../model/rates.ts';
import type { Rubric } from '../model/rubric.ts';
import type { Column, NumericColumn, OwnedTable, Table } from '../model/table.ts';
import { formatDate } from '../numeric/date.ts';
import { alone, type Crew } from '../parallel/crew.ts';
import type { ModelRegistry } from '../plan/predictive-model.ts';
import type { CsvOptions } from '../report/csv-lines.ts';
import type { RunReport } from '../report/format.ts';
import { compilePlan } from './compile-plan.ts';
import { evaluateRule } from './evaluate-rule.ts';
import { stepFindings } from './findings.ts';
import { tool } from './version.ts';

export interface ScoreOptions {
  readonly rubricSha256: string;
  /** Days since 1970-01-01. */
  readonly asOf: number;
  readonly locale: Locale;
  readonly csv: CsvOptions;
}

/** What a rubric with tables or models needs beside the book. */
export interface Beside {
  /** Further rows that belong to the clients, and what became of those that were read. */
  readonly tables: ReadonlyMap<string, OwnedTable>;
  readonly tableTotals: readonly TableTotals[];
  readonly models: ModelRegistry;
  /** The rates that amounts were converted by. */
  readonly rates?: readonly UsedRate[];
}

const nothing: Beside = { tables: new Map(), tableTotals: [], models: {} };

/** Scores, tiers and summarises a book in memory: the whole result of a run before anything is written. */
export async function scoreBook(
  book: Book,
  rubric: Rubric,
  options: ScoreOptions,
  beside = nothing,
  crew: Crew = alone,
): Promise<RunReport> {
  const plan = compilePlan(rubric);
  const { fields, passed } = partColumns(book.table, rubric);
  const parameters = new Map([['as_of', options.asOf]]);
  const scored = await runPlan(plan, fields, parameters, beside.tables, beside.models, { crew });
  const table: Table = { rows: fields.rows, columns: scored.columns };
  const { summary, abc } = summarise({
    tool,
    rubric,
    rubricSha256: options.rubricSha256,
    asOf: formatDate(options.asOf),
    plan,
    table,
    cuts: scored.cuts,
    models: scored.models,
    totals: book.totals,
    tableTotals: beside.tableTotals,
    rates: beside.rates ?? [],
    findings: [...book.findings, ...stepFindings(scored.findings)],
    evaluateRule,
    evaluateBook,
  });
  const columns = new Map([...table.columns, ['abc', abc] as const]);
  const passThrough = passed.map(([name, column]) => {
    const free = freeName(name, columns);
    columns.set(free, column);
    return free;
  });
  return {
    rubric,
    summary,
    table: { rows: table.rows, columns },
    order: orderForReport((scored.columns.get('score') as NumericColumn).values),
    rejects: book.rejects,
    passThrough,
    locale: options.locale,
    csv: options.csv,
  };
}

/** The columns that the plan reads, and those that are passed through: it never sees them, whatever they are called. */
function partColumns({ rows, columns }: Table, rubric: Rubric): { fields: Table; passed: [string, Column][] } {
  const known = new Set(rubric.fields.map((field) => field.name));
  const all = [...columns];
  const fields = new Map(all.filter(([name]) => known.has(name)));
  return { fields: { rows, columns: fields }, passed: all.filter(([name]) => !known.has(name)) };
}

/** A heading of the book that is a name of the plan's too, such as `score`, becomes `book.score`. */
function freeName(name: string, columns: ReadonlyMap<string, Column>): string {
  let free = name;
  while (columns.has(free) || /^(\$|lost\.|reason\.)/.test(free)) free = `book.${free}`;
  return free;
}

import type { RankedMeasure } from '../analysis/jobs.ts';
import { numbersOf } from '../analysis/measured.ts';
import { orderForReport } from '../analysis/order.ts';
import { rankMeasure, readsOfMeasure } from '../analysis/over-book.ts';
import { type SummariseInput, summarise } from '../analysis/summarise.ts';
import { evaluateBook } from '../engine/local/evaluate-book.ts';
import { type EarlyWork, runPlan } from '../engine/local/run.ts';
import type { Book, TableTotals } from '../model/book.ts';
import type { Locale } from '../model/locale.ts';
import type { FormerClients } from '../model/previous.ts';
import type { UsedRate } from '../model/rates.ts';
import type { Rubric } from '../model/rubric.ts';
import type { Column, OwnedTable, Table } from '../model/table.ts';
import { formatDate } from '../numeric/date.ts';
import { alone, type Crew, crewFor } from '../parallel/crew.ts';
import type { ModelRegistry } from '../plan/predictive-model.ts';
import type { CsvOptions } from '../report/csv-lines.ts';
import type { RunReport } from '../report/format.ts';
import { compilePlan } from './compile-plan.ts';
import { evaluateRule } from './evaluate-rule.ts';
import { stepFindings } from './findings.ts';
import { likenessFindings, lookBack, type Previous, settle, tellMoves } from './over-time.ts';
import type { LoadedOverrides } from './overrides.ts';
import { tool } from './version.ts';
import { wantedColumns } from './wanted-columns.ts';

export interface ScoreOptions {
  readonly rubricSha256: string;
  /** Days since 1970-01-01. */
  readonly asOf: number;
  readonly locale: Locale;
  readonly csv: CsvOptions;
  /** Whether a format tells what each factor cost each client, and not only the reasons; default: none does. */
  readonly losses?: boolean;
  /** Told of columns as soon as they are as the report will have them, in its order: the book's, then the plan's. */
  readonly stand?: (columns: Table) => void;
}

/** What a rubric with tables or models needs beside the book. */
export interface Beside {
  /** Further rows that belong to the clients, and what became of those that were read. */
  readonly tables: ReadonlyMap<string, OwnedTable>;
  readonly tableTotals: readonly TableTotals[];
  readonly models: ModelRegistry;
  /** The models of the run's own plan, where they are not the same as those that changes are told by. */
  readonly ownModels?: ModelRegistry;
  /** The rates that amounts were converted by. */
  readonly rates?: readonly UsedRate[];
  readonly previous?: Previous;
  readonly overrides?: LoadedOverrides;
}

/** The result of a run; with a previous one also who was a client once and is none now. */
export interface ScoredBook extends RunReport {
  readonly former?: FormerClients;
}

const nothing: Beside = { tables: new Map(), tableTotals: [], models: {} };

/** Scores, tiers and summarises a book in memory: the whole result of a run before anything is written. */
export async function scoreBook(
  book: Book,
  rubric: Rubric,
  options: ScoreOptions,
  beside = nothing,
  crew: Crew = alone,
): Promise<ScoredBook> {
  const plan = compilePlan(rubric);
  const { fields: read, passed } = partColumns(book.table, rubric);
  const { previous, overrides, tables, models } = beside;
  const { fields, parameters, pairing, judged } = lookBack(read, rubric, plan, options.asOf, beside);
  const wanted = wantedColumns(plan, options.losses === true);
  // Moves are told by steps that may read any column of this plan.
  const keep = previous ? { has: (name: string) => wanted.has(name) || !name.startsWith('lost.') } : wanted;
  let ranked: Promise<RankedMeasure> | undefined;
  const early: EarlyWork = {
    reads: readsOfMeasure(rubric, plan),
    start: (columns) => {
      ranked = rankMeasure(rubric, { rows: fields.rows, columns }, crew);
      // What it throws is thrown where it is asked for, unless the plan throws first.
      ranked.catch(() => {});
    },
  };
  // What is told of moves may take the place of a column of the book's.
  if (previous === undefined) options.stand?.(fields);
  const scored = await runPlan(plan, fields, parameters, tables, beside.ownModels ?? models, { crew, keep, early });
  const placed: Table = { rows: fields.rows, columns: scored.columns };
  const moved =
    previous && pairing && (await tellMoves(previous, pairing, placed, parameters, { rubric, tables, models, crew }));
  const all = [...placed.columns, ...(moved?.columns ?? [])].filter(([name]) => wanted.has(name));
  const table: Table = { rows: placed.rows, columns: new Map(all) };
  const settled = judged && settle(judged, table, rubric);
  const told: SummariseInput = {
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
    findings: [
      ...book.findings,
      ...(previous && pairing ? likenessFindings(previous, pairing, rubric) : []),
      ...(moved?.findings ?? []),
      ...(overrides?.findings ?? []),
      ...(settled?.findings ?? []),
      ...stepFindings(scored.findings),
    ],
    evaluateRule,
    evaluateBook,
    ...(previous && pairing && { previous: { run: previous.run, pairing, sameRubric: previous.sameRubric } }),
    ...(settled && { overrides: settled.register }),
    ...(ranked && { ranked }),
  };
  const columns = new Map([...table.columns].filter(([name]) => wanted.isReported(name)));
  options.stand?.({ rows: table.rows, columns });
  const { summary, abc } = await summarise(told, crewFor(table.rows, crew));
  columns.set('abc', abc);
  const passThrough = passed.map(([name, column]) => {
    const free = freeName(name, columns);
    columns.set(free, column);
    return free;
  });
  return {
    rubric,
    summary,
    table: { rows: table.rows, columns },
    order: orderForReport(numbersOf(columns, 'score'), numbersOf(columns, 'rank')),
    rejects: book.rejects,
    passThrough,
    locale: options.locale,
    csv: options.csv,
    ...(moved && { former: moved.former }),
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
  while (columns.has(free) || isReserved(free)) free = `book.${free}`;
  return free;
}

/** Columns that a run makes for itself, or may make with a previous run: a heading is never taken for one of them. */
function isReserved(name: string): boolean {
  return /^(\$|(lost|reason|migration|effect|former|previous)\.|(previous|opening)_(tier|grade|score)$|to_tier$)/.test(
    name,
  );
}

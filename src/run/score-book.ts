import { orderForReport } from '../analysis/order.ts';
import { summarise } from '../analysis/summarise.ts';
import { runPlan } from '../engine/local/run.ts';
import type { Book } from '../model/book.ts';
import type { Locale } from '../model/locale.ts';
import type { Rubric } from '../model/rubric.ts';
import type { NumericColumn, Table } from '../model/table.ts';
import { formatDate } from '../numeric/date.ts';
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

/** Scores, tiers and summarises a book in memory: the whole result of a run before anything is written. */
export function scoreBook(book: Book, rubric: Rubric, options: ScoreOptions): RunReport {
  const plan = compilePlan(rubric);
  const scored = runPlan(plan, book.table, new Map([['as_of', options.asOf]]));
  const table: Table = { rows: book.table.rows, columns: scored.columns };
  const { summary, abc } = summarise({
    tool,
    rubric,
    rubricSha256: options.rubricSha256,
    asOf: formatDate(options.asOf),
    plan,
    table,
    totals: book.totals,
    findings: [...book.findings, ...stepFindings(scored.findings)],
    evaluateRule,
  });
  const known = new Set(rubric.fields.map((field) => field.name));
  return {
    rubric,
    summary,
    table: { rows: table.rows, columns: new Map([...table.columns, ['abc', abc]]) },
    order: orderForReport((scored.columns.get('score') as NumericColumn).values),
    rejects: book.rejects,
    passThrough: [...book.table.columns.keys()].filter((name) => !known.has(name)),
    locale: options.locale,
    csv: options.csv,
  };
}

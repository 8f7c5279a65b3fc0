import type { Reject } from '../model/book.ts';
import type { Locale } from '../model/locale.ts';
import type { Rubric } from '../model/rubric.ts';
import type { Summary } from '../model/summary.ts';
import type { Table } from '../model/table.ts';
import type { Crew } from '../parallel/crew.ts';
import type { CsvOptions } from './csv-lines.ts';

// What a report format is: a name of `--format`, and the files it writes from the result of a run.

export interface RunReport {
  readonly rubric: Rubric;
  readonly summary: Summary;
  /** The book with every column that the plan wrote, and `abc`. Rows are in id order. */
  readonly table: Table;
  /** Rows in the order of the report. */
  readonly order: Uint32Array;
  readonly rejects: readonly Reject[];
  /** Columns that no field takes, in the order of the book; empty where they are not asked for. */
  readonly passThrough: readonly string[];
  /** Language of labels, reasons and actions. */
  readonly locale: Locale;
  readonly csv: CsvOptions;
}

export interface ReportFile {
  readonly name: string;
  /** In pieces, each of which stands until the next one is asked for. Files of one list may be read side by side. */
  readonly content: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;
}

/** The text of a file that is no code, by its path from `src/` on, wherever it is installed. */
export type ReadAsset = (path: string) => Promise<string>;

export interface ReportFormat {
  readonly name: string;
  /** What it writes, for help. */
  readonly summary: string;
  /** The crew may write ranges of a file at the same time; the bytes are the same with any. */
  /** Whether it reads what each factor cost each client (`lost.FACTOR`), which is much memory. */
  readonly losses?: true;
  files(report: RunReport, crew?: Crew, readAsset?: ReadAsset): ReportFile[];
}

import type { Decimal } from '../../model/decimal.ts';
import type { Locale } from '../../model/locale.ts';

// What a report says, in one language and before any format: sections of sentences, tables and charts. Workbook, page and
// Markdown are three ways to draw the same document, so a new section is one file here, and a new format reads all of them.
// Texts are as they stand in rubric and data: a format makes them harmless in its own way.

export const sectionKeys = [
  'summary',
  'clients',
  'pareto',
  'tier-by-grade',
  'migration',
  'outcomes',
  'lists',
  'actions',
  'data-quality',
  'method',
] as const;
export type SectionKey = (typeof sectionKeys)[number];

export interface ReportDocument {
  readonly locale: Locale;
  readonly title: string;
  /** As-of date in words, rubric id@version, book. */
  readonly subtitle: string;
  /** For a footer: rubric id@version and as-of. */
  readonly run: string;
  /** The few figures that matter, for the head of a report. */
  readonly figures: readonly Figure[];
  /** In the order of `sectionKeys`; one that has nothing to say is absent. `clients` has no tables here: formats stream it. */
  readonly sections: readonly Section[];
}

export interface Figure {
  readonly label: string;
  readonly value: ReportCell;
  readonly kind: CellKind;
  readonly digits: number;
  /** A short sentence below it: what it is compared with. */
  readonly note: string;
}

export interface Section {
  readonly key: SectionKey;
  readonly title: string;
  /** Sentences above the tables: what it is, and what stands out. */
  readonly notes: readonly string[];
  readonly tables: readonly ReportTable[];
  readonly charts: readonly Chart[];
}

/** What a cell is: formats choose number format and alignment by it. `share` is 0..1 and shown as percent; `points` 0..100. */
export type CellKind = 'text' | 'count' | 'money' | 'share' | 'points' | 'number' | 'date';

export interface ReportColumn {
  readonly key: string;
  readonly title: string;
  readonly kind: CellKind;
  /** Digits behind the point that are shown (of a share: of the percentage). */
  readonly digits: number;
  /** Data bars pay here: sizes that are compared down the column. */
  readonly bar?: true;
}

/** A text, an exact number, a day since 1970-01-01 for `date` (as a Decimal of scale 0), or missing. */
export type ReportCell = string | Decimal | null;

export interface ReportRow {
  readonly cells: readonly ReportCell[];
  /** A last row that adds the others up. */
  readonly total?: true;
  /** A move for the better or the worse, for an arrow. */
  readonly mark?: 'up' | 'down';
}

export interface ReportTable {
  readonly key: string;
  /** Absent where the section's title says it. */
  readonly title?: string;
  /** A sentence below the table. */
  readonly note?: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly ReportRow[];
  /** A matrix: the first column names the rows, all others are counts of one kind; shaded by size. */
  readonly matrix?: true;
}

/** Charts hold the numbers and the words, not the drawing. Each has a text that says what it shows. */
export type Chart =
  | {
      readonly kind: 'lorenz';
      readonly title: string;
      readonly alternative: string;
      readonly axes: { readonly x: string; readonly y: string };
      /** Shares 0..1, largest clients first (concentration curve), from (0, 0) to (1, 1). */
      readonly points: readonly { readonly x: Decimal; readonly y: Decimal }[];
      readonly series: string;
      readonly equality: string;
    }
  | {
      readonly kind: 'bars';
      readonly title: string;
      readonly alternative: string;
      /** Tiers with their shares of clients and of the measure. */
      readonly categories: readonly string[];
      readonly series: readonly { readonly name: string; readonly values: readonly (Decimal | null)[] }[];
    }
  | {
      readonly kind: 'heat';
      readonly title: string;
      readonly alternative: string;
      readonly rows: readonly string[];
      readonly columns: readonly string[];
      readonly values: readonly (readonly number[])[];
    }
  | {
      readonly kind: 'flows';
      readonly title: string;
      readonly alternative: string;
      /** Names are unique within a side; `from` and `to` index them. */
      readonly from: readonly string[];
      readonly to: readonly string[];
      readonly flows: readonly { readonly from: number; readonly to: number; readonly clients: number }[];
    };

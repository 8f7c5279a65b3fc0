import type { Problem } from './problem.ts';
import type { Table } from './table.ts';

// What reading a book gives, before and after rows have become clients.

/** One unusable row or value, a line of `rejects.csv`. */
export interface Reject {
  readonly file: string;
  readonly sheet?: string;
  /** Line of a text file, row of a sheet; counts from 1. */
  readonly line: number;
  /** Spreadsheet address, where there is one. */
  readonly cell?: string;
  /** The client's key as written, where it could be read. */
  readonly client?: string;
  /** Name of the field; absent where the row as a whole is meant. */
  readonly field?: string;
  readonly value?: string;
  readonly code: string;
  readonly expected: string;
  /** Whether the row is lost, or only this value. */
  readonly whole: boolean;
}

/** One file (or sheet, or part) that was read. */
export interface SourceRead {
  /** Base name; a part of a directory is `directory/part`. */
  readonly name: string;
  readonly sheet?: string;
  /** Rows with anything in them, below the headings. */
  readonly rows: number;
  readonly encoding?: string;
  readonly delimiter?: string;
  /** Headings that no field takes. */
  readonly unmapped: readonly string[];
}

/** Rows as they stood in the files. `lines[row]` and `sources[row]` say where; `spoiled[row]` = 1 where the row is lost. */
export interface RawBook {
  readonly table: Table;
  readonly lines: Uint32Array;
  readonly sources: Uint16Array;
  readonly spoiled: Uint8Array;
  readonly files: readonly SourceRead[];
  readonly rejects: readonly Reject[];
  readonly findings: readonly Problem[];
  /** Rows that are not in the table because their cells could not be told apart (too few or too many). */
  readonly ragged: number;
  /** How many amounts were brought to the rubric's currency, by the currency they were in. */
  readonly converted?: ReadonlyMap<string, number>;
}

/** Rows read = clients + rejected + merged; where the clients are the keys of a table, kept + left out + rejected. */
export interface RowTotals {
  readonly read: number;
  readonly clients: number;
  readonly rejected: number;
  readonly merged: number;
  readonly ofTable?: { readonly kept: number; readonly leftOut: number };
}

/** Totals of the rows, and the same in units of the measure where the measure is a field. */
export interface ControlTotals {
  readonly rows: RowTotals;
  readonly measure: {
    readonly field: string;
    readonly scale: number;
    readonly read: bigint;
    readonly clients: bigint;
    readonly rejected: bigint;
    readonly merged: bigint;
    /** Rows whose measure could not be read (missing ones included). */
    readonly unreadable: number;
  } | null;
}

/** Rows of a further table: read = kept + left out by its `where` + rejected. */
export interface TableTotals {
  readonly table: string;
  readonly read: number;
  readonly kept: number;
  readonly leftOut: number;
  readonly rejected: number;
}

/** The clients, one row each, ordered by id in UTF-8 byte order. */
export interface Book {
  readonly table: Table;
  readonly files: readonly SourceRead[];
  readonly rejects: readonly Reject[];
  readonly findings: readonly Problem[];
  readonly totals: ControlTotals;
}

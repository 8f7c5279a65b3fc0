import type { ValueType } from './value-type.ts';

// A table is columns, never row objects. Every column of a table has the same number of rows.

/** Whole numbers within ±(2^53 − 1); NaN is missing. Dates are days since 1970-01-01, flags 0 or 1. */
export interface NumericColumn {
  readonly type: ValueType;
  readonly values: Float64Array;
}

/** Texts by number, from 0: an array of strings, or a pool of bytes (text/text-pool.ts) where there may be one a row. */
export interface Texts {
  readonly length: number;
  at(code: number): string | undefined;
}

/** `codes[row]` indexes `dictionary`; −1 is missing. Entries of the dictionary may repeat (ids are not deduplicated). */
export interface TextColumn {
  readonly type: ValueType;
  readonly codes: Int32Array;
  readonly dictionary: Texts;
}

export type Column = NumericColumn | TextColumn;

export interface Table {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, Column>;
}

/** Rows of a table that belong to clients: `owner[row]` is the client's row in the book. */
export interface OwnedTable extends Table {
  readonly owner: Int32Array;
}

export function isText(column: Column): column is TextColumn {
  return 'codes' in column;
}

/** The text of a row of a text column, or null where it is missing. */
export function textAt(column: TextColumn, row: number): string | null {
  const code = column.codes[row];
  return code < 0 ? null : (column.dictionary.at(code) as string);
}

/** All of a dictionary as strings: for those that are small. */
export function listTexts(texts: Texts): readonly string[] {
  return Array.isArray(texts) ? texts : Array.from({ length: texts.length }, (_, code) => texts.at(code) as string);
}

import { type Column, isText, type Table } from '../model/table.ts';
import type { Layout } from './column-layout.ts';
import { type JsonValue, writeJson } from './summary-json.ts';

// `columns/`: what a later run, `explain` or `verify` reads again. Little-endian files, rows in id order, described by
// `columns/index.json`, a file a column; columns whose files would be the same name one. A number is a code of one byte into
// `values` where there are at most 255 of them, otherwise base + step·(code − 1) with codes of 2 to 7 bytes; a span too wide
// for that is kept `plain`, as doubles with NaN for missing. Texts are codes into `values`, or, for ids and free text, the
// texts themselves, one JSON string a line. Code 0 is missing. Version 1 had a file for every column, numbers as steps
// only, and codes of 1, 2, 4 bytes or, as doubles, 8.

export interface KeptColumn {
  readonly name: string;
  readonly column: Column;
}

/**
 * The columns of a table except the plan's own (`$…`) and those derived from the rest (`lost.…`, `reason.…`); `also` names
 * those of the plan's own that are kept too.
 */
export function listKeptColumns({ columns }: Table, also: ReadonlySet<string> = new Set()): KeptColumn[] {
  const kept = [...columns].filter(([name]) => also.has(name) || !/^(\$|lost\.|reason\.)/.test(name));
  return kept.map(([name, column]) => ({ name, column }));
}

/** Whether its file has a text a line. */
export function isOfLines(column: Column): boolean {
  return isText(column) && column.type.kind !== 'category';
}

/** The name of a column's file; `place` is its place among all columns. */
export function columnFileName(place: number, { name, column }: KeptColumn): string {
  const extension = isOfLines(column) ? 'jsonl' : 'bin';
  return `${String(place + 1).padStart(3, '0')}-${name.replace(/[^\p{L}\p{N}_.-]/gu, '_')}.${extension}`;
}

/** A column that is written. */
export interface ColumnEntry extends KeptColumn {
  readonly layout: Layout;
  readonly file: string;
}

/** The text of `index.json`. */
export function describeColumns(rows: number, entries: readonly ColumnEntry[]): string {
  return `${writeJson({ schemaVersion: 2, rows, columns: entries.map(describe) })}\n`;
}

function describe({ name, column, layout, file }: ColumnEntry): JsonValue {
  const { kind, scale, unit } = column.type;
  return { name, kind, ...(scale === 0 ? {} : { scale }), ...(unit === undefined ? {} : { unit }), ...layout, file };
}

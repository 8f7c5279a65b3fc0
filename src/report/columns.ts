import { type Column, isText, type Table } from '../model/table.ts';
import type { ColumnShape } from './column-layout.ts';
import { type JsonValue, writeJson } from './summary-json.ts';

// `columns/`: what a later run, `explain` or `verify` reads again. One little-endian file a column, rows in id order,
// described by `columns/index.json`. A number is base + step·(code − 1), code 0 is missing; codes take 1, 2 or 4 bytes,
// or 8 as doubles; a span too wide for codes is kept `plain`, as doubles with NaN for missing. Texts are codes into
// `values`, or, for ids and free text, the texts themselves, one JSON string a line.

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

/** The name of a column's file; `place` is its place among all columns. */
export function columnFileName(place: number, { name, column }: KeptColumn): string {
  const extension = isText(column) && column.type.kind !== 'category' ? 'jsonl' : 'bin';
  return `${String(place + 1).padStart(3, '0')}-${name.replace(/[^\p{L}\p{N}_.-]/gu, '_')}.${extension}`;
}

/** A column that is written. */
export interface ColumnEntry extends KeptColumn {
  readonly shape: ColumnShape;
  readonly file: string;
}

/** The text of `index.json`. */
export function describeColumns(rows: number, entries: readonly ColumnEntry[]): string {
  return `${writeJson({ schemaVersion: 1, rows, columns: entries.map(describe) })}\n`;
}

function describe({ name, column, shape, file }: ColumnEntry): JsonValue {
  const { kind, scale, unit } = column.type;
  return { name, kind, ...(scale === 0 ? {} : { scale }), ...(unit === undefined ? {} : { unit }), ...shape, file };
}

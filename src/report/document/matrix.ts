import { column, count } from './columns.ts';
import type { ReportTable } from './document.ts';

/** Counts of pairs as a table: rows and columns in the order given, names made readable; 0 where a pair is absent. */
export interface Pairs {
  readonly key: string;
  readonly title: string;
  readonly first: string;
  readonly rows: readonly { readonly key: string; readonly name: string }[];
  readonly columns: readonly { readonly key: string; readonly name: string }[];
  readonly counts: ReadonlyMap<string, number>;
  readonly total?: string;
}

export function pairKey(row: string, other: string): string {
  return `${row}\n${other}`;
}

export function matrixTable({ key, title, first, rows, columns, counts, total }: Pairs): ReportTable {
  const at = (row: string, other: string) => counts.get(pairKey(row, other)) ?? 0;
  const lines = rows.map((row) => ({
    cells: [row.name, ...columns.map((other) => count(at(row.key, other.key)))],
  }));
  const sums = columns.map((other) => count(rows.reduce((sum, row) => sum + at(row.key, other.key), 0)));
  return {
    key,
    title,
    columns: [column('text', 'row', first), ...columns.map((other) => column('count', other.key, other.name))],
    rows: total === undefined ? lines : [...lines, { cells: [total, ...sums], total: true as const }],
    matrix: true,
  };
}

import { type Column, isText, type NumericColumn, type Table, type TextColumn } from '../model/table.ts';
import type { ValueType } from '../model/value-type.ts';
import type { BothBooks } from './tracked-states.ts';

// The clients that an outcome is taken over: this book, and after it the clients that left since the previous run. Of those
// only who they were is known (`opening_…`, `previous_…`) and that they left (`exited`); everything else is missing.

const category: ValueType = { kind: 'category', scale: 0 };
const flag: ValueType = { kind: 'flag', scale: 0 };

/** Names that outcomes know of the previous run, and its columns that they stand for. */
const openingColumns: Readonly<Record<string, string>> = {
  opening_tier: 'tier',
  previous_tier: 'tier',
  opening_grade: 'grade',
  previous_grade: 'grade',
  previous_score: 'score',
};

/** Whether a name speaks of the previous run: in a first one such a figure has no value. */
export function isOfOpening(name: string): boolean {
  return name in openingColumns;
}

/** The columns `names` of this book and of `leavers`, rows of the previous one, below it. */
export function appendLeavers(
  names: Iterable<string>,
  table: Table,
  leavers: Int32Array,
  books: BothBooks | undefined,
): Table {
  const rows = table.rows + leavers.length;
  /** By row, that of the previous book; −1 where there is none. */
  const origin = new Int32Array(rows).fill(-1);
  if (books !== undefined) origin.set(books.previous.pairing.before);
  origin.set(leavers, table.rows);
  const columns = new Map<string, Column>();
  for (const name of names) {
    if (name === 'exited') {
      columns.set(name, { type: flag, values: new Float64Array(rows).fill(1, table.rows) });
    } else if (name in openingColumns) {
      const former = books?.previous.run.table.columns.get(openingColumns[name]);
      columns.set(name, former === undefined ? missingOf(name, rows) : take(former, origin));
    } else {
      const own = table.columns.get(name);
      if (own !== undefined) columns.set(name, extend(own, rows));
    }
  }
  return { rows, columns };
}

/**
 * The columns `names` of the previous book; undefined where it did not record one of them. What it knew of the run before
 * it is missing where it did not record that.
 */
export function previousColumns(names: Iterable<string>, { previous: { run } }: BothBooks): Table | undefined {
  const { rows, columns: recorded } = run.table;
  const columns = new Map<string, Column>();
  for (const name of names) {
    const column = recorded.get(name) ?? (name in openingColumns ? missingOf(name, rows) : undefined);
    if (column === undefined) return undefined;
    columns.set(name, column);
  }
  return { rows, columns };
}

function missingOf(name: string, rows: number): Column {
  if (name === 'previous_score') {
    return { type: { kind: 'number', scale: 6 }, values: new Float64Array(rows).fill(Number.NaN) };
  }
  return { type: category, codes: new Int32Array(rows).fill(-1), dictionary: [] };
}

function take(column: Column, origin: Int32Array): Column {
  if (isText(column)) {
    const codes = origin.map((row) => (row < 0 ? -1 : column.codes[row]));
    return { ...column, codes } satisfies TextColumn;
  }
  const values = Float64Array.from(origin, (row) => (row < 0 ? Number.NaN : column.values[row]));
  return { ...column, values } satisfies NumericColumn;
}

function extend(column: Column, rows: number): Column {
  if (isText(column)) {
    if (column.codes.length === rows) return column;
    const codes = new Int32Array(rows).fill(-1);
    codes.set(column.codes);
    return { ...column, codes } satisfies TextColumn;
  }
  if (column.values.length === rows) return column;
  const values = new Float64Array(rows).fill(Number.NaN);
  values.set(column.values);
  return { ...column, values } satisfies NumericColumn;
}

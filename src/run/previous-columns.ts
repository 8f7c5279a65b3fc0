import type { PreviousRun } from '../model/previous.ts';
import { type Column, isText, type Table } from '../model/table.ts';
import type { ValueType } from '../model/value-type.ts';
import { integerType, pointsType } from '../plan/expressions.ts';

// What a plan reads of the previous run, as columns of the present clients: missing for who was not in that book.

const category: ValueType = { kind: 'category', scale: 0 };

/** By name in the plan, the column of the previous run that it stands for, and its type where that run has none. */
const sources: Readonly<Record<string, readonly [source: string, type: ValueType]>> = {
  previous_tier: ['tier', category],
  opening_tier: ['tier', category],
  previous_grade: ['grade', category],
  opening_grade: ['grade', category],
  previous_score: ['score', pointsType],
  'previous.model': ['tier.model', category],
  'previous.periods': ['tier.periods', integerType],
};

/**
 * The table with those of these columns that are read. `before` gives, by row, the row of the previous book (−1: none);
 * without a previous run all values are missing.
 */
export function withPrevious(
  { rows, columns }: Table,
  read: ReadonlySet<string>,
  previous?: { readonly run: Pick<PreviousRun, 'table'>; readonly before: Int32Array },
): Table {
  const all = new Map(columns);
  for (const [name, [source, type]] of Object.entries(sources)) {
    if (!read.has(name)) continue;
    const found = previous?.run.table.columns.get(source);
    all.set(name, found && previous ? seenFrom(found, previous.before) : allMissing(type, rows));
  }
  return { rows, columns: all };
}

/** A column of another book seen from rows of this one; −1 where there is none. */
function seenFrom(column: Column, before: Int32Array): Column {
  if (isText(column)) {
    return { ...column, codes: before.map((row) => (row < 0 ? -1 : column.codes[row])) };
  }
  return { ...column, values: Float64Array.from(before, (row) => (row < 0 ? Number.NaN : column.values[row])) };
}

function allMissing(type: ValueType, rows: number): Column {
  if (type === category) return { type, codes: new Int32Array(rows).fill(-1), dictionary: [] };
  return { type, values: new Float64Array(rows).fill(Number.NaN) };
}

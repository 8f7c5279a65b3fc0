import type { Book, ControlTotals, RawBook, Reject } from '../../model/book.ts';
import { type Column, isText, type TextColumn, textAt } from '../../model/table.ts';
import { ExactSum } from '../../numeric/sum.ts';
import { alone, type Crew, crewFor } from '../../parallel/crew.ts';
import { sharedCodes } from '../../parallel/shared-memory.ts';
import { compareText } from '../../text/text-order.ts';
import { poolOf } from '../../text/text-pool.ts';
import { orderByText, type TextOrder } from '../order-texts.ts';
import { type Conflict, placeRejects, UnusableTexts } from './reject-order.ts';
import { gatherRows, type RowPlaces } from './table-rows.ts';

// Rows become clients: rows of one key with equal mapped cells merge into one, rows of one key that differ are all rejected,
// and the table that comes out is ordered by key, the same for any order of rows and parts. Control totals tie exactly.

/** What became of a row. */
const fate = { kept: 0, rejected: 1, merged: 2 } as const;

/**
 * Reads a raw book as clients. `measureField` is the measure where it is a field of the book; its totals are added up.
 * The clients' table takes the memory of the raw one, which is not to be used afterwards.
 * Columns in `passed` are carried along and decide nothing: of rows that merge, the one with the least texts there stays.
 */
export async function clientsOf(
  raw: RawBook,
  idField: string,
  measureField: string | undefined,
  passed: ReadonlySet<string> = new Set(),
  crew: Crew = alone,
): Promise<Book> {
  const keys = raw.table.columns.get(idField);
  if (keys === undefined || !isText(keys)) throw new Error(`no text column "${idField}" to take the clients from`);
  const order = orderByText(keys.codes, poolOf(keys.dictionary));
  const fates = new Uint8Array(raw.table.rows);
  for (let row = 0; row < raw.table.rows; row++) if (raw.spoiled[row] === 1) fates[row] = fate.rejected;
  const conflicts = settleRepeats(raw, keys, order, fates, passed);
  const gathering = gatherRows(raw.table, placesOf(order.rows, fates), crewFor(raw.table.rows, crew));
  // While other hands gather the first columns: no memory of the raw ones is taken for others before this thread comes to it.
  const totals = addUp(raw, fates, measureField);
  return {
    table: await gathering,
    files: raw.files,
    rejects: placeRejects(raw, conflicts),
    findings: raw.findings,
    totals,
  };
}

/** Where the rows that are kept go. */
function placesOf(order: Uint32Array, fates: Uint8Array): RowPlaces {
  const places = sharedCodes(fates.length);
  // Rows without a key are in no order.
  if (order.length < fates.length) places.fill(-1);
  let count = 0;
  for (let index = 0; index < order.length; index++) {
    const row = order[index];
    places[row] = fates[row] === fate.kept ? count++ : -1;
  }
  return { places, count };
}

/** Decides rows that share a key, in `fates`, and gives the rejects of those that differ. */
function settleRepeats(
  raw: RawBook,
  keys: TextColumn,
  order: TextOrder,
  fates: Uint8Array,
  passed: ReadonlySet<string>,
): Conflict[] {
  const mapped = [...raw.table.columns].filter(([name]) => !passed.has(name));
  const carried = [...raw.table.columns].filter(([name]) => passed.has(name)).map(([, column]) => column);
  const conflicts: Conflict[] = [];
  let unusable: UnusableTexts | undefined;
  const { rows: ordered, runs } = order;
  for (let run = 0; run < runs.length; run += 2) {
    const rows = ordered.subarray(runs[run], runs[run + 1]);
    unusable ??= new UnusableTexts(raw);
    const difference = findDifference(mapped, rows, unusable);
    if (difference === undefined) putLeastFirst(rows, carried);
    // A row that is lost already has its own reject; beside it, the others of its key are as doubtful as it is.
    for (const row of rows.subarray(difference === undefined ? 1 : 0)) {
      if (fates[row] === fate.rejected) continue;
      fates[row] = difference === undefined ? fate.merged : fate.rejected;
      if (difference === undefined) continue;
      const key = textAt(keys, row) as string;
      conflicts.push({ row, reject: refuseRow(raw, row, key, rows.length, difference) });
    }
  }
  return conflicts;
}

function refuseRow(raw: RawBook, row: number, client: string, rows: number, field: string): Reject {
  const { name, sheet } = raw.files[raw.sources[row]];
  return {
    file: name,
    ...(sheet === undefined ? {} : { sheet }),
    line: raw.lines[row],
    client,
    code: 'conflicting-rows',
    expected: `one row for a client, or equal ones: ${rows} rows have this key and differ in "${field}"`,
    whole: true,
  };
}

/** The first field, in the order of the rubric, in which one of the rows is not like the first. */
function findDifference(
  mapped: readonly (readonly [string, Column])[],
  rows: Uint32Array,
  unusable: UnusableTexts,
): string | undefined {
  for (const [field, column] of mapped) {
    for (let index = 1; index < rows.length; index++) {
      if (!isSame(column, rows[0], rows[index])) return field;
      if (unusable.textOf(rows[0], field) !== unusable.textOf(rows[index], field)) return field;
    }
  }
  return undefined;
}

/** Brings the row with the least texts in the carried columns to the front, so that the order of the rows does not matter. */
function putLeastFirst(rows: Uint32Array, carried: readonly Column[]): void {
  for (let index = 1; index < rows.length; index++) {
    if (compareCarried(rows[index], rows[0], carried) < 0) [rows[0], rows[index]] = [rows[index], rows[0]];
  }
}

function compareCarried(a: number, b: number, carried: readonly Column[]): number {
  for (const column of carried) {
    if (!isText(column)) continue;
    const order = compareText(textAt(column, a) ?? '', textAt(column, b) ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

function isSame(column: Column, a: number, b: number): boolean {
  if (isText(column)) return column.codes[a] === column.codes[b] || textAt(column, a) === textAt(column, b);
  return Object.is(column.values[a], column.values[b]);
}

function addUp(raw: RawBook, fates: Uint8Array, measureField: string | undefined): ControlTotals {
  const rows = [0, 0, 0];
  for (let row = 0; row < fates.length; row++) rows[fates[row]]++;
  const counted = {
    read: raw.table.rows + raw.ragged,
    clients: rows[fate.kept],
    rejected: rows[fate.rejected] + raw.ragged,
    merged: rows[fate.merged],
  };
  const column = measureField === undefined ? undefined : raw.table.columns.get(measureField);
  if (measureField === undefined || column === undefined || isText(column)) return { rows: counted, measure: null };
  // Nearly all are clients: what is rejected or merged is added up apart, where there is any.
  const all = new ExactSum();
  const present = all.addAll(column.values);
  const sumOf = (given: number) => {
    const sum = new ExactSum();
    for (let row = 0; rows[given] > 0 && row < fates.length; row++)
      if (fates[row] === given) sum.add(column.values[row]);
    return sum.total;
  };
  const [rejected, merged] = [sumOf(fate.rejected), sumOf(fate.merged)];
  const clients = all.total - rejected - merged;
  const unreadable = raw.ragged + raw.table.rows - present;
  return {
    rows: counted,
    measure: {
      field: measureField,
      scale: column.type.scale,
      read: clients + rejected + merged,
      clients,
      rejected,
      merged,
      unreadable,
    },
  };
}

import type { Decimal } from '../model/decimal.ts';
import type { Change, Move, MovedClient, RunDiff } from '../model/run-diff.ts';
import type { Cause } from '../model/summary.ts';
import { type Column, isText, type TextColumn, textAt } from '../model/table.ts';
import { decimal } from '../numeric/decimal.ts';
import { rowsDescending } from '../numeric/order.ts';
import { rescale } from '../numeric/scaled.ts';
import { compareText } from '../text/text-order.ts';
import type { BothBooks } from './tracked-states.ts';

// Who moved between two books, came or left, in the order of a report: largest measure first (the opening one; of new clients
// the present one), missing last, then id. Only rows are kept; a client is put together when it is asked for.

/** `books.table` has `migration.*` and `effect.*`. */
export function listMoved(books: BothBooks): RunDiff['moved'] {
  const places = movedInOrder(books);
  return { count: places.length, at: (place) => clientAt(books, places[place]) };
}

/** A row of this book and one of the previous book; −1 where there is none. */
interface Rows {
  readonly now: number;
  readonly before: number;
}

function movedInOrder(books: BothBooks): Rows[] {
  const { table, previous, opening, measured } = books;
  const { run, pairing } = previous;
  const move = table.columns.get('migration.move') as TextColumn;
  const here: Rows[] = [];
  for (let row = 0; row < table.rows; row++) {
    const name = textAt(move, row);
    if (name === null || name === 'stayed') continue;
    here.push({ now: row, before: name === 'NEW' ? -1 : pairing.before[row] });
  }
  const gone: Rows[] = [];
  for (let row = 0; row < run.table.rows; row++) {
    const is = pairing.now[row];
    if (opening.isClient[row] === 1 && (is < 0 || measured.isClient[is] === 0)) gone.push({ now: -1, before: row });
  }
  const idOf = (rows: Rows) => idAt(books, rows);
  const merged = mergeBy(here, gone, (a, b) => compareText(idOf(a), idOf(b)));
  const values = Float64Array.from(merged, ({ now, before }) =>
    before < 0 ? measured.values[now] : rescale(opening.values[before], opening.scale, measured.scale),
  );
  const order = rowsDescending(values);
  const present = Array.from(order, (place) => merged[place]);
  return [...present, ...merged.filter((_, place) => Number.isNaN(values[place]))];
}

/** Two lists that are each in order, as one. */
function mergeBy<T>(left: readonly T[], right: readonly T[], compare: (a: T, b: T) => number): T[] {
  const merged: T[] = [];
  let next = 0;
  for (const one of left) {
    while (next < right.length && compare(right[next], one) < 0) merged.push(right[next++]);
    merged.push(one);
  }
  return [...merged, ...right.slice(next)];
}

function idAt({ rubric, table, previous: { run } }: BothBooks, { now, before }: Rows): string {
  const [columns, name, row] =
    now >= 0 ? [table.columns, rubric.portfolio.id, now] : [run.table.columns, run.rubric.portfolio.id, before];
  return textAt(columns.get(name) as TextColumn, row) as string;
}

function clientAt(books: BothBooks, rows: Rows): MovedClient {
  const { rubric, table, previous, opening, measured } = books;
  const { run } = previous;
  const { now, before } = rows;
  const texts = (name: string): Change<string> => ({
    before: textIn(run.table.columns.get(name), before),
    now: textIn(table.columns.get(name), now),
  });
  const [nameNow, nameBefore] = [rubric.portfolio.name, run.rubric.portfolio.name];
  const effect = (name: string) => numberIn(table.columns.get(`effect.${name}`), now);
  return {
    client: idAt(books, rows),
    name:
      (nameNow === undefined ? null : textIn(table.columns.get(nameNow), now)) ??
      (nameBefore === undefined ? null : textIn(run.table.columns.get(nameBefore), before)),
    move: (now < 0 ? 'EXIT' : textIn(table.columns.get('migration.move'), now)) as Move,
    cause: textIn(table.columns.get('migration.cause'), now) as Cause | 'returned' | null,
    tier: texts('tier'),
    grade: texts('grade'),
    score: {
      before: numberIn(run.table.columns.get('score'), before),
      now: numberIn(table.columns.get('score'), now),
    },
    measure: {
      before: unitsAt(opening.values, before, opening.scale),
      now: unitsAt(measured.values, now, measured.scale),
    },
    effects: { own: effect('own'), book: effect('book'), rubric: effect('rubric') },
  };
}

function textIn(column: Column | undefined, row: number): string | null {
  return column === undefined || !isText(column) || row < 0 ? null : textAt(column, row);
}

function numberIn(column: Column | undefined, row: number): Decimal | null {
  return column === undefined || isText(column) ? null : unitsAt(column.values, row, column.type.scale);
}

function unitsAt(values: Float64Array, row: number, scale: number): Decimal | null {
  return row < 0 || Number.isNaN(values[row]) ? null : decimal(values[row], scale);
}

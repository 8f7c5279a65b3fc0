import type { Column, Table } from '../../../model/table.ts';
import { columnsRead, readsOf } from '../../../plan/dataflow.ts';
import type { Plan, Step } from '../../../plan/step.ts';
import type { Frame } from '../frame.ts';
import { isBookStep } from '../reference/place-clients.ts';
import { runStep } from '../run-here.ts';
import { findChanges, type Patch, patchedRows, patchedWhole, rowsAt } from './rows-of-columns.ts';

// The whole book again with a few values changed. Every step is the engine's own: one that sees the book is run over all of
// it, any other over the rows in which something that it reads has changed, so that a step costs what changed before it.

/** What `steps` write of the wanted columns otherwise than the book has it. `book` holds all columns that they read. */
export function rescore(
  steps: Plan,
  book: Table,
  parameters: ReadonlyMap<string, number>,
  changes: ReadonlyMap<string, Patch>,
  wanted: readonly string[],
): ReadonlyMap<string, Patch> {
  const patches = new Map(changes);
  const needed = new Set([...columnsRead(steps), ...wanted]);
  for (const step of steps) {
    const touched = [...readsOf(step)].filter((name) => patches.has(name));
    if (touched.length === 0) continue;
    const changed = touched.map((name) => (patches.get(name) as Patch).rows);
    const rows = isBookStep(step) ? undefined : uniteRows(changed, book.rows);
    const written = runOver(step, book, parameters, patches, rows);
    for (const [name, column] of written) {
      const before = book.columns.get(name);
      if (before === undefined || !needed.has(name)) continue;
      const places = findChanges(column, before, rows);
      if (places.length === 0) continue;
      patches.set(name, {
        rows: Uint32Array.from(places, (place) => (rows === undefined ? place : rows[place])),
        column: rowsAt(column, places),
      });
    }
  }
  return patches;
}

/** The columns that a step writes over some rows, ascending, or over all. */
function runOver(
  step: Step,
  book: Table,
  parameters: ReadonlyMap<string, number>,
  patches: ReadonlyMap<string, Patch>,
  rows: Uint32Array | undefined,
): [string, Column][] {
  const given = new Map<string, Column>();
  for (const name of readsOf(step)) {
    const column = book.columns.get(name);
    if (column === undefined) continue;
    const patch = patches.get(name);
    if (rows !== undefined) given.set(name, patchedRows(column, patch, rows));
    else given.set(name, patch === undefined ? column : patchedWhole(column, patch));
  }
  const frame: Frame = {
    rows: rows?.length ?? book.rows,
    columns: new Map(given),
    parameters,
    tables: new Map(),
    models: { known: {}, fitted: [], kept: new Map() },
    findings: [],
    cuts: new Map(),
  };
  runStep(step, frame);
  return [...frame.columns].filter(([name]) => !given.has(name));
}

/** Ascending, each once. */
function uniteRows(parts: readonly Uint32Array[], rows: number): Uint32Array {
  if (parts.length === 1) return parts[0];
  const marks = new Uint8Array(rows);
  let count = 0;
  for (const part of parts) {
    for (const row of part) {
      count += 1 - marks[row];
      marks[row] = 1;
    }
  }
  const united = new Uint32Array(count);
  for (let row = 0, at = 0; at < count; row++) if (marks[row] === 1) united[at++] = row;
  return united;
}

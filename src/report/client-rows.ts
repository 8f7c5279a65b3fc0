import { createJob } from '../parallel/crew.ts';
import { type BlockCells, blockRows, writeBlock } from './bytes/block-cells.ts';
import { ByteBuffer } from './bytes/byte-buffer.ts';
import type { CellSource } from './cell-source.ts';
import { cellsOf } from './client-cells.ts';
import type { PieceOf } from './ordered-pieces.ts';

// Lines of clients.csv for some rows: a job, so that several threads can each write a range of the file.

export interface ClientRows {
  readonly columns: readonly CellSource[];
  /** Rows in the order of the file, of which those from `start` to before `end` are written. */
  readonly order: Uint32Array;
  readonly start: number;
  readonly end: number;
  readonly lineEnd: Uint8Array;
  /** Where to write. */
  readonly memory: Uint8Array;
}

export function writeClientRows({ columns, order, start, end, lineEnd, memory }: ClientRows): PieceOf {
  const out = new ByteBuffer(memory);
  const cells: BlockCells[] = [];
  const near: BlockCells[] = [];
  const far: BlockCells[] = [];
  // One by one: V8 knows arrays that `map` makes by other marks once it has compiled it, and would compile the writer again.
  for (const column of columns) {
    const made = cellsOf(column);
    cells.push(made);
    (made.isPooled ? far : near).push(made);
  }
  for (let from = start; from < end; from += blockRows) {
    const rows = order.subarray(from, Math.min(from + blockRows, end));
    for (const column of near) column.fetch(rows, from);
    // The bytes of pooled texts are only touched when they are fetched: last, so that nothing drives them from the cache.
    for (const column of far) column.fetch(rows, from);
    writeBlock(out, cells, rows.length, lineEnd);
  }
  return { memory: out.bytes, length: out.at };
}

export const clientRowsJob = createJob('writeClientRows', writeClientRows);

import { createHash } from 'node:crypto';
import { createJob } from '../parallel/crew.ts';
import type { PackedColumn } from '../parallel/packed-column.ts';
import { ByteBuffer } from '../report/bytes/byte-buffer.ts';
import type { Layout } from '../report/column-layout.ts';
import { encodeColumn, pieceBytes } from '../report/column-rows.ts';
import { writeWhole } from './write-whole.ts';

// A file of columns/ as one job: encoded, hashed and written piece by piece where it is done, so that nothing but the digest
// comes back. The file was opened by the thread of the run, which also syncs and closes it: a descriptor is one for all threads.

export interface ColumnFileGiven {
  readonly column: PackedColumn;
  readonly descriptor: number;
}

export interface ColumnFileMade {
  readonly sha256: string;
  readonly size: number;
  readonly layout: Layout;
}

/** Used again for the next file of this thread. */
let memory: ByteBuffer | undefined;

export function writeColumnFile({ column, descriptor }: ColumnFileGiven): ColumnFileMade {
  memory ??= new ByteBuffer(new Uint8Array(2 * pieceBytes));
  const hash = createHash('sha256');
  let size = 0;
  const layout = encodeColumn(column, memory, (piece) => {
    hash.update(piece);
    writeWhole(descriptor, piece);
    size += piece.length;
  });
  return { sha256: hash.digest('hex'), size, layout };
}

export const columnFileJob = createJob('writeColumnFile', writeColumnFile);

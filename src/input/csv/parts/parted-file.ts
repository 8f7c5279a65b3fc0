import type { ByteSource, Chunk, WantedColumn } from '../../../model/reader.ts';
import type { UserError } from '../../../model/user-error.ts';
import type { PooledTexts } from '../../../text/text-pool.ts';
import type { ChunkMemory } from '../../chunk-builder.ts';
import type { RowShape } from '../rows.ts';

// A file that is read once, in parts that several threads scan (docs/decisions/0010). `run/` makes it, for it has the file and the
// threads; what is done with the bytes is in read-parts.ts and scan-part.ts.

/** Memory of a part, shared by all threads, which goes from part to part. */
export interface PartMemory {
  /** There is room for a byte behind those of the part. */
  readonly bytes: Uint8Array;
  /** As many rows as there can be. */
  readonly rows: ChunkMemory;
  /** For texts: what does not go in is in memory of its own. */
  readonly texts: Uint8Array;
}

/** A part to scan, as it can be sent to another thread: rows from `start` to before `end` among the bytes of its memory. */
export interface PartToScan {
  /** The number of the reading that it is a part of. */
  readonly reading: number;
  /** Another for each time that a part of the reading is scanned. */
  readonly scan: number;
  /** Of the file, for its rejects. */
  readonly name: string;
  readonly memory: PartMemory;
  readonly start: number;
  readonly end: number;
  readonly isLast: boolean;
  readonly shape: RowShape;
  readonly wanted: readonly WantedColumn[];
}

/**
 * Of each column the texts its codes stand for, null where it has values: those behind the first `known`, which the parts had that
 * the same hand scanned before.
 */
export type PartTexts = (PooledTexts & { readonly known: number }) | null;

/** What a part had beside what was set in its memory. Lines are counted from its start. */
export interface ScannedPart extends Pick<Chunk, 'rows' | 'rejects' | 'ragged' | 'findings' | 'converted'> {
  readonly texts: readonly PartTexts[];
  /** Who scanned it. */
  readonly hand: number;
  /** Where the row begins that the part does not end, and its line; the end, where there is none. */
  readonly next: number;
  readonly nextLine: number;
}

/** Why there are no rows of a part: it is not UTF-8, or only csv-parse can judge it. */
export type OddPart = 'not-utf-8' | 'odd';

/** One reading of a file from its first byte; every byte that it gives is hashed. */
export interface FileReading {
  /** Fills memory with the next bytes, and gives how many there were. */
  next(memory: Uint8Array): number;
  /** Takes the hash for the manifest's. Throws where the file did not end where it was found to. */
  end(): void;
  close(): void;
}

export interface PartedFile {
  readonly size: number;
  /** Bytes of a part, at most, and how many parts are under way at once (two or more). */
  readonly partSize: number;
  readonly ahead: number;
  /** The first bytes. */
  head(length: number): Promise<Uint8Array>;
  read(): FileReading;
  scan(part: PartToScan): Promise<ScannedPart | OddPart>;
  /** What is thrown where the bytes were not the same at every reading. */
  changed(): UserError;
}

/** How a source is read in parts; undefined where it is not. */
export type FindParts = (source: ByteSource) => PartedFile | undefined;

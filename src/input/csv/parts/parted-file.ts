import type { ByteSource, Chunk, WantedColumn } from '../../../model/reader.ts';
import type { UserError } from '../../../model/user-error.ts';
import type { PooledTexts } from '../../../text/text-pool.ts';
import type { ChunkMemory } from '../../chunk-builder.ts';
import type { RowShape } from '../rows.ts';

// A file that several threads read at once, each a range of its bytes (docs/decisions/0010). `run/` makes it, for it has the
// file and the threads; what they do with the bytes is in survey.ts and scan-part.ts.

/** Bytes from `start` to before `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** What is to be known of a range before rows are read; it begins where a line does, if not inside quotes. */
export interface RangeSurvey {
  readonly utf8: boolean;
  readonly carriageReturns: boolean;
  readonly quotes: number;
  readonly lineEnds: number;
  /** The first place behind a line feed with an odd number of quotes before it in the range, and the line ends up to it. */
  readonly odd: { readonly at: number; readonly lineEnds: number } | undefined;
}

/** A part to read, as it can be sent to another thread. */
export interface PartToScan extends Range {
  /** Of the file, for its rejects. */
  readonly name: string;
  readonly isLast: boolean;
  readonly shape: RowShape;
  /** The line that it begins on, and the one that the next part begins on. */
  readonly line: number;
  readonly nextLine: number;
  readonly wanted: readonly WantedColumn[];
  /** As many rows as there can be; shared with who asks. */
  readonly memory: ChunkMemory;
  /** Its one number is not 0 as soon as some part is odd, and the others need not be read. */
  readonly stop: Int32Array;
}

/** Of each column the texts its codes stand for; null where it has values. */
export type PartTexts = PooledTexts | null;

/** What a part had beside what was set in its memory; undefined where the part is not what it was taken for. */
export interface ScannedPart extends Pick<Chunk, 'rows' | 'rejects' | 'ragged' | 'findings' | 'converted'> {
  readonly texts: readonly PartTexts[];
}

export interface PartedFile {
  readonly size: number;
  /** How many parts it is cut into, if that can be done. */
  readonly parts: number;
  /** Bytes from `start` to before `end`, read here. */
  slice(range: Range): Promise<Uint8Array>;
  survey(range: Range): Promise<RangeSurvey>;
  /** Also the CRC-32 of the bytes that were read. */
  scan(part: PartToScan): Promise<{ readonly scanned: ScannedPart | undefined; readonly checksum: number }>;
  /** Takes the hash of the whole file for the manifest's, and gives the CRC-32s of ranges among the bytes it was made of. */
  hash(ranges: readonly Range[]): Promise<readonly number[]>;
  checksum(bytes: Uint8Array): number;
  /** What is thrown where the bytes were not the same at every reading. */
  changed(): UserError;
}

/** How a source is read by several threads; undefined where one does. */
export type FindParts = (source: ByteSource) => PartedFile | undefined;

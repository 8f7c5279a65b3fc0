import type { Reject } from './book.ts';
import type { Problem } from './problem.ts';
import type { Rates } from './rates.ts';
import type { FieldSpec } from './rubric.ts';
import type { Column } from './table.ts';

// The reader contract (docs/decisions/0002): wanted columns in, chunks of typed columns and rejects out. csv-parse,
// exceljs, Parquet, a byte scanner or a worker can stand behind it; nothing above knows which.

/** Bytes that can be read from the start more than once. `run/` makes them (and hashes what is read). */
export interface ByteSource {
  /** Base name, or `-` for standard input. */
  readonly name: string;
  /** Size in bytes where it is known beforehand. */
  readonly size?: number;
  /** Local path, for a format that needs random access; absent for standard input. */
  readonly path?: string;
  bytes(): AsyncIterable<Uint8Array>;
  /** Bytes from `start` to before `end`, for a format that needs random access; absent for standard input. */
  slice?(start: number, end: number): Promise<Uint8Array>;
}

/** What the command line says about the files; everything left out is found out. */
export interface ReadOptions {
  readonly encoding?: string;
  readonly delimiter?: string;
  /** Row of the headings, from 1. */
  readonly headerRow?: number;
  readonly sheet?: string;
  /** Whether columns that no field takes are kept as text columns named by their heading. */
  readonly passThrough: boolean;
  /** What amounts in other currencies are converted by; without it there is the rubric's currency only. */
  readonly rates?: Rates;
}

/** A field and the column of the file it is read from (from 0). */
export interface WantedColumn {
  readonly field: FieldSpec;
  readonly index: number;
  readonly heading: string;
  /** Unit named in the heading, e.g. 万元. */
  readonly headingUnit?: string;
  /** Whether it is the key: rejects name it, and without it the row is lost. */
  readonly key?: boolean;
  /** The column that names the currency of the amounts, and what they are brought to the rubric's currency by. */
  readonly conversion?: { readonly currency: WantedColumn; readonly rates: Rates };
}

/** Some rows of one source, as typed columns in the order of the wanted ones. No row object is kept. */
export interface Chunk {
  readonly rows: number;
  readonly columns: readonly Column[];
  /** Line of the text file or row of the sheet, from 1, a row. */
  readonly lines: Uint32Array;
  /** 1 where the row is lost: its key or a required field is unusable. */
  readonly spoiled: Uint8Array;
  readonly rejects: readonly Reject[];
  /** Rows that are not in the chunk because they have too few or too many cells; each is among `rejects`. */
  readonly ragged: number;
  /** Noteworthy things about usable values, counted; without file and line, so that parts of a book add up. */
  readonly findings: readonly Problem[];
  /** Currencies, and how many amounts were brought to the rubric's currency from each; one may stand there twice. */
  readonly converted?: readonly (readonly [string, number])[];
}

/** An opened source: its headings are known, no data row has been read. */
export interface OpenedSource {
  readonly name: string;
  readonly sheet?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly headings: readonly string[];
  readonly headingLine: number;
  readonly findings: readonly Problem[];
  /** What to try where required headings are not among these. */
  readonly hint?: string;
  /** Whether all this rests on the first bytes alone; `chunks` throws where the others are not like them. */
  readonly onTrust?: boolean;
  chunks(wanted: readonly WantedColumn[]): AsyncIterable<Chunk>;
}

/** A file format: one file under input/, one line in its registry. */
export interface Format {
  readonly name: string;
  readonly extensions: readonly string[];
  /** Whether these first bytes are of this format. */
  recognises(head: Uint8Array, name: string): boolean;
  /** The same format where nothing is taken on trust, if this one does. */
  readonly careful?: Format;
  /** Finds encoding, delimiter, sheet and headings, using the headings that `fields` ask for. Throws a UserError. */
  open(source: ByteSource, fields: readonly FieldSpec[], options: ReadOptions): Promise<OpenedSource>;
}

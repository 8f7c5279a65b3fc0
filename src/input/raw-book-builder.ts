import type { RawBook, Reject, SourceRead } from '../model/book.ts';
import type { Problem } from '../model/problem.ts';
import type { Chunk, WantedColumn } from '../model/reader.ts';
import type { FieldSpec } from '../model/rubric.ts';
import { type Column, isText, listTexts, type Texts } from '../model/table.ts';
import { UserError } from '../model/user-error.ts';
import { textKinds } from '../model/value-type.ts';
import { sharedCodes, sharedFloats } from '../parallel/shared-memory.ts';
import { DistinctTexts } from '../text/distinct-texts.ts';
import { joinPools, poolOf, TextPool } from '../text/text-pool.ts';

// Chunks into whole columns. Chunks are kept as they come and joined once at the end, a column at a time, each let go as
// soon as it is joined: never more than one column stands in memory twice.

/** A source is told apart by a number of 16 bits a row. */
const mostSources = 65_536;

/** What of the rows is kept, and how; by default everything as it comes. */
export interface KeepRows {
  /** Fields whose cells are read and judged, but not kept. */
  readonly unkept?: ReadonlySet<string>;
  /** A text field with few texts among many rows: each is kept once, so that no chunk's own texts outlive it. */
  readonly shared?: string;
}

export class RawBookBuilder {
  readonly #fields: readonly FieldSpec[];
  readonly #shared: SharedTexts | undefined;
  readonly #sharedAt: number;
  /** By field: the pieces of its column in row order, and how many rows each has; null where a source has no such column. */
  readonly #pieces: Piece[][];
  readonly #lines: Uint32Array[] = [];
  readonly #spoiled: Uint8Array[] = [];
  readonly #sourceRows: number[] = [];
  readonly #files: SourceRead[] = [];
  readonly #rejects: Reject[] = [];
  readonly #findings: Problem[] = [];
  #place: readonly number[] = [];
  #rows = 0;
  #ragged = 0;
  readonly #converted = new Map<string, number>();

  constructor(fields: readonly FieldSpec[], { unkept, shared }: KeepRows = {}) {
    this.#fields = unkept === undefined ? fields : fields.filter((field) => !unkept.has(field.name));
    this.#pieces = this.#fields.map(() => []);
    this.#sharedAt = this.#fields.findIndex((field) => field.name === shared);
    this.#shared = this.#sharedAt < 0 ? undefined : new SharedTexts();
  }

  /** Rows read so far, ragged ones included. */
  get rowsRead(): number {
    return this.#rows + this.#ragged;
  }

  startSource(wanted: readonly WantedColumn[]): void {
    if (this.#files.length >= mostSources) {
      throw new UserError([
        {
          code: 'too-many-sources',
          severity: 'error',
          message: 'the book has too many parts',
          expected: `at most ${mostSources} files`,
        },
      ]);
    }
    this.#place = this.#fields.map((field) => wanted.findIndex((column) => column.field.name === field.name));
    this.#sourceRows.push(0);
  }

  add(chunk: Chunk): void {
    this.#place.forEach((at, field) => {
      const column = at < 0 ? null : chunk.columns[at];
      const kept = this.#shared !== undefined && field === this.#sharedAt ? this.#shared.codesOf(column) : column;
      this.#pieces[field].push({ rows: chunk.rows, column: kept });
    });
    this.#lines.push(chunk.lines);
    this.#spoiled.push(chunk.spoiled);
    for (const reject of chunk.rejects) this.#rejects.push(reject);
    this.#findings.push(...chunk.findings);
    for (const [currency, amounts] of chunk.converted ?? []) {
      this.#converted.set(currency, (this.#converted.get(currency) ?? 0) + amounts);
    }
    this.#rows += chunk.rows;
    this.#ragged += chunk.ragged;
    this.#sourceRows[this.#sourceRows.length - 1] += chunk.rows;
  }

  endSource(file: SourceRead): void {
    this.#files.push(file);
  }

  finish(): RawBook {
    const rows = this.#rows;
    const absent = new AbsentColumns(rows);
    const columns = new Map<string, Column>();
    this.#fields.forEach((field, index) => {
      const pieces = this.#pieces[index];
      const column = pieces.every((piece) => piece.column === null)
        ? absent.of(field)
        : joinPieces(field, pieces, rows);
      this.#pieces[index] = [];
      columns.set(field.name, column);
    });
    const sources = new Uint16Array(rows);
    let row = 0;
    this.#sourceRows.forEach((count, source) => {
      sources.fill(source, row, row + count);
      row += count;
    });
    return {
      table: { rows, columns },
      lines: joinArrays(this.#lines, () => new Uint32Array(rows)),
      sources,
      spoiled: joinArrays(this.#spoiled, () => new Uint8Array(rows)),
      files: this.#files,
      rejects: this.#rejects,
      findings: this.#findings,
      ragged: this.#ragged,
      converted: this.#converted,
    };
  }
}

/** The distinct texts of a column over all its chunks. */
class SharedTexts {
  readonly #distinct = new DistinctTexts();
  /** Of each text of the last chunk's dictionary, which the next may go on with, its code among all. */
  #known = new Int32Array(0);
  #dictionary: Texts | undefined;

  codesOf(column: Column | null): Column | null {
    if (column === null || !isText(column)) return column;
    const { type, codes, dictionary } = column;
    const pool = poolOf(dictionary);
    const known = new Int32Array(pool.length).fill(-1);
    if (dictionary === this.#dictionary) known.set(this.#known);
    const own = new Int32Array(codes.length);
    for (let row = 0; row < codes.length; row++) {
      const code = codes[row];
      if (code >= 0 && known[code] < 0) {
        known[code] = this.#distinct.add(pool.bytes, pool.startOf(code), pool.ends[code]);
      }
      own[row] = code < 0 ? -1 : known[code];
    }
    this.#known = known;
    this.#dictionary = dictionary;
    return { type, codes: own, dictionary: this.#distinct.texts };
  }
}

function joinArrays<T extends Uint32Array | Uint8Array>(parts: readonly T[], make: () => T): T {
  if (parts.length === 1) return parts[0];
  const whole = make();
  let row = 0;
  for (const part of parts) {
    whole.set(part, row);
    row += part.length;
  }
  return whole;
}

/** Columns that no source has: missing throughout, the same array for all of them. */
class AbsentColumns {
  readonly #rows: number;
  #values: Float64Array | undefined;
  #codes: Int32Array | undefined;

  constructor(rows: number) {
    this.#rows = rows;
  }

  of(field: FieldSpec): Column {
    if (textKinds.has(field.valueType.kind)) {
      this.#codes ??= sharedCodes(this.#rows).fill(-1);
      return { type: field.valueType, codes: this.#codes, dictionary: [] };
    }
    this.#values ??= sharedFloats(this.#rows).fill(Number.NaN);
    return { type: field.valueType, values: this.#values };
  }
}

interface Piece {
  readonly rows: number;
  column: Column | null;
}

/** One column in shared memory, as all whole columns are; a single piece that is there already stays as it is. */
function joinPieces(field: FieldSpec, pieces: readonly Piece[], rows: number): Column {
  const only = pieces.length === 1 ? pieces[0].column : null;
  if (only !== null && isShared(only)) return only;
  if (!textKinds.has(field.valueType.kind)) {
    const values = sharedFloats(rows);
    let row = 0;
    for (const piece of pieces) {
      if (piece.column !== null && !isText(piece.column)) values.set(piece.column.values, row);
      else values.fill(Number.NaN, row, row + piece.rows);
      piece.column = null;
      row += piece.rows;
    }
    return { type: field.valueType, values };
  }
  const dictionaries = new JoinedTexts(field.valueType.kind === 'category');
  const codes = sharedCodes(rows);
  let row = 0;
  for (const piece of pieces) {
    const { column } = piece;
    if (column !== null && isText(column)) {
      const offset = dictionaries.offsetOf(column.dictionary);
      for (let at = 0; at < piece.rows; at++) codes[row + at] = column.codes[at] < 0 ? -1 : column.codes[at] + offset;
    } else codes.fill(-1, row, row + piece.rows);
    piece.column = null;
    row += piece.rows;
  }
  return { type: field.valueType, codes, dictionary: dictionaries.join() };
}

function isShared(column: Column): boolean {
  const { buffer } = isText(column) ? column.codes : column.values;
  const texts = isText(column) && column.dictionary instanceof TextPool ? column.dictionary.bytes.buffer : undefined;
  return buffer instanceof SharedArrayBuffer && (texts === undefined || texts instanceof SharedArrayBuffer);
}

/** Dictionaries one behind the other, each once: strings of categories, pools of all else. */
class JoinedTexts {
  readonly #isListed: boolean;
  readonly #offsets = new Map<Texts, number>();
  #length = 0;

  constructor(isListed: boolean) {
    this.#isListed = isListed;
  }

  offsetOf(dictionary: Texts): number {
    const known = this.#offsets.get(dictionary);
    if (known !== undefined) return known;
    const offset = this.#length;
    this.#offsets.set(dictionary, offset);
    this.#length += dictionary.length;
    return offset;
  }

  join(): Texts {
    const all = [...this.#offsets.keys()];
    return this.#isListed ? all.flatMap((texts) => listTexts(texts)) : joinPools(all.map(poolOf));
  }
}

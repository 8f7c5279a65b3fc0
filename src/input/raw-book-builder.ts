import type { RawBook, Reject, SourceRead } from '../model/book.ts';
import type { Problem } from '../model/problem.ts';
import type { Chunk, WantedColumn } from '../model/reader.ts';
import type { FieldSpec } from '../model/rubric.ts';
import { type Column, isText, listTexts, type Texts } from '../model/table.ts';
import { UserError } from '../model/user-error.ts';
import { textKinds } from '../model/value-type.ts';

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
  readonly #pieces: { readonly rows: number; column: Column | null }[][];
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
      lines: joinArrays(this.#lines, new Uint32Array(rows)),
      sources,
      spoiled: joinArrays(this.#spoiled, new Uint8Array(rows)),
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
  readonly #dictionary: string[] = [];
  readonly #codes = new Map<string, number>();

  codesOf(column: Column | null): Column | null {
    if (column === null || !isText(column)) return column;
    const { type, codes, dictionary } = column;
    const own = new Int32Array(codes.length);
    let before = '';
    let code = -1;
    for (let row = 0; row < codes.length; row++) {
      if (codes[row] < 0) {
        own[row] = -1;
        continue;
      }
      const text = dictionary.at(codes[row]) as string;
      // Rows of one client often stand together.
      if (code < 0 || text !== before) code = this.#codeOf(text);
      before = text;
      own[row] = code;
    }
    return { type, codes: own, dictionary: this.#dictionary };
  }

  #codeOf(text: string): number {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    const code = this.#dictionary.length;
    this.#codes.set(text, code);
    this.#dictionary.push(text);
    return code;
  }
}

function joinArrays<T extends Uint32Array | Uint8Array>(parts: readonly T[], whole: T): T {
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
      this.#codes ??= new Int32Array(this.#rows).fill(-1);
      return { type: field.valueType, codes: this.#codes, dictionary: [] };
    }
    this.#values ??= new Float64Array(this.#rows).fill(Number.NaN);
    return { type: field.valueType, values: this.#values };
  }
}

function joinPieces(
  field: FieldSpec,
  pieces: { readonly rows: number; column: Column | null }[],
  rows: number,
): Column {
  if (!textKinds.has(field.valueType.kind)) {
    const values = new Float64Array(rows).fill(Number.NaN);
    let row = 0;
    for (const piece of pieces) {
      if (piece.column !== null && !isText(piece.column)) values.set(piece.column.values, row);
      piece.column = null;
      row += piece.rows;
    }
    return { type: field.valueType, values };
  }
  const codes = new Int32Array(rows).fill(-1);
  const dictionary: string[] = [];
  const offsets = new Map<Texts, number>();
  let row = 0;
  for (const piece of pieces) {
    const { column } = piece;
    if (column !== null && isText(column)) {
      let offset = offsets.get(column.dictionary);
      if (offset === undefined) {
        offset = dictionary.length;
        offsets.set(column.dictionary, offset);
        for (const text of listTexts(column.dictionary)) dictionary.push(text);
      }
      for (let at = 0; at < piece.rows; at++) {
        const code = column.codes[at];
        if (code >= 0) codes[row + at] = code + offset;
      }
    }
    piece.column = null;
    row += piece.rows;
  }
  return { type: field.valueType, codes, dictionary };
}

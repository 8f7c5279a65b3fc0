import { Parser } from 'csv-parse';

// csv-parse without streams or objects: bytes of UTF-8 in, one array of cells a record out, each with the line it opens
// on. Quotes inside a field are text. Refuses a quote that swallows line ends and is never, or not properly, closed.

/** The low-level api behind csv-parse's stream, which its types leave out. */
interface CsvApi {
  parse(
    bytes: Buffer | undefined,
    end: boolean,
    push: (record: string[]) => void,
    close: () => void,
  ): Error | undefined;
  readonly info: { readonly lines: number };
  readonly state: {
    readonly quoting: boolean;
    readonly record: readonly string[];
    readonly field: { readonly length: number; readonly buf: Buffer; prepend(quote: Buffer): void };
  };
}

/** A quote opened on `line` and was not closed where its record ends. */
export class UnclosedQuote extends Error {
  readonly line: number;

  constructor(line: number) {
    super(`a quote opened on line ${line} is not closed`);
    this.line = line;
  }
}

/** A cell this long (bytes) is a quote that was never closed. */
const longestField = 16 * 1024 * 1024;

const lineEnd = /\r\n|\n|\r/g;

export function countLineEnds(text: string): number {
  return text.includes('\n') || text.includes('\r') ? (text.match(lineEnd)?.length ?? 0) : 0;
}

function hasLineEnd(bytes: Buffer): boolean {
  return bytes.includes(10) || bytes.includes(13);
}

/** Line on which the record opened, its cells (one array, not kept by the parser), and the line ends inside them. */
export type TakeRecord = (cells: readonly string[], line: number, lineEndsInside: number) => void;

export class CsvRecords {
  readonly #api: CsvApi;
  readonly #push: (record: string[]) => void;
  #line: number;
  #linesSeen = 0;
  #brokenQuote = false;

  /** `line`: the one that the first byte stands on. */
  constructor(delimiter: string, carriageReturns: boolean, take: TakeRecord, line = 1) {
    this.#line = line;
    const parser = new Parser({
      delimiter,
      quote: '"',
      escape: '"',
      bom: false,
      relax_quotes: true,
      relax_column_count: true,
      record_delimiter: carriageReturns ? ['\r\n', '\n', '\r'] : ['\n'],
    });
    this.#api = (parser as unknown as { readonly api: CsvApi }).api;
    // relax_quotes turns `"a⏎b"c` into text and goes on as if the rows between were one cell; only here can it be seen.
    const { field } = this.#api.state;
    const prepend = field.prepend.bind(field);
    field.prepend = (quote) => {
      this.#brokenQuote ||= hasLineEnd(field.buf.subarray(0, field.length));
      prepend(quote);
    };
    this.#push = (record) => {
      const seen = this.#api.info.lines;
      // csv-parse's own count tells cheaply that a record has one line; it counts CR LF inside quotes twice.
      let inside = 0;
      if (seen - this.#linesSeen > 1) for (const cell of record) inside += countLineEnds(cell);
      if (this.#brokenQuote) throw new UnclosedQuote(this.#line + linesBeforeQuote(record));
      this.#linesSeen = seen;
      const line = this.#line;
      this.#line += 1 + inside;
      take(record, line, inside);
    };
  }

  /** Throws UnclosedQuote. */
  write(bytes: Uint8Array): void {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#check(this.#api.parse(buffer, false, this.#push, () => {}));
    if (this.#api.state.field.length > longestField) this.#refuseOpenQuote();
  }

  /** Throws UnclosedQuote. */
  end(): void {
    this.#check(this.#api.parse(undefined, true, this.#push, () => {}));
  }

  #check(error: Error | undefined): void {
    if (error === undefined) return;
    if ((error as { code?: string }).code === 'CSV_QUOTE_NOT_CLOSED') this.#refuseOpenQuote();
    throw error;
  }

  #refuseOpenQuote(): never {
    let before = 0;
    for (const cell of this.#api.state.record) before += countLineEnds(cell);
    throw new UnclosedQuote(this.#line + before);
  }
}

/** Line ends of the cells before the one whose quote was not properly closed. */
function linesBeforeQuote(record: readonly string[]): number {
  let before = 0;
  for (const cell of record) {
    if (cell.startsWith('"') && countLineEnds(cell) > 0) break;
    before += countLineEnds(cell);
  }
  return before;
}

export interface CsvRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/** The first rows of a text, as many as are whole. Quotes left open say nothing yet. */
export function readFirstRows(text: string, delimiter: string, most: number): CsvRow[] {
  const rows: CsvRow[] = [];
  const enough = new Error('enough');
  const records = new CsvRecords(delimiter, text.includes('\r'), (cells, line) => {
    rows.push({ cells, line });
    if (rows.length >= most) throw enough;
  });
  try {
    records.write(Buffer.from(text, 'utf8'));
    records.end();
  } catch (error) {
    if (error !== enough && !(error instanceof UnclosedQuote)) throw error;
  }
  return rows;
}

import type { ChunkBuilder } from '../../chunk-builder.ts';
import { CsvRecords, type TakeRecord } from '../records.ts';
import type { PlainRules } from './row-block.ts';
import { odd, RowBytes, unfinished } from './row-bytes.ts';

// Plain CSV from bytes straight into a chunk builder (docs/decisions/0008). Rows that are headings, blank, of another width or
// on several lines are taken as texts; at quotes that RFC 4180 does not know, csv-parse goes on from the row's start.

/** A row longer than this (bytes) that is not finished: csv-parse, which need not begin anew, takes over. */
export const longestRow = 64 * 1024;

const lineFeed = 10;
const carriageReturn = 13;

export interface RowRules {
  readonly delimiter: string;
  readonly carriageReturns: boolean;
  /** Rows at the head that are taken as texts. */
  readonly headingRows: number;
  /** Cells of a row that is taken as bytes. */
  readonly fewest: number;
  readonly most: number;
  /** Whether csv-parse goes on where the scanner cannot; otherwise OddBytes is thrown. */
  readonly handsOver: boolean;
}

/** Bytes that only csv-parse can judge. */
export class OddBytes extends Error {}

/** What takes the bytes of a file piece by piece; both throw UnclosedQuote. */
export interface RowReader {
  write(bytes: Uint8Array): void;
  end(): void;
}

/** Whether bytes can be told apart by this delimiter. */
export function canScan(delimiter: string): boolean {
  return delimiter.length === 1 && delimiter.charCodeAt(0) < 128 && !'"\r\n'.includes(delimiter);
}

export class ScannedRows implements RowReader {
  readonly #rules: RowRules;
  readonly #plain: PlainRules;
  readonly #row: RowBytes;
  readonly #builder: ChunkBuilder;
  readonly #added: () => void;
  readonly #take: TakeRecord;
  #records: CsvRecords | undefined;
  #buffer: Buffer = Buffer.alloc(0);
  /** Bytes of the buffer that are a row not finished yet. */
  #held = 0;
  #line: number;
  #rows = 0;

  /** `added` is called after each row that went into the builder as bytes, `take` for every other. */
  constructor(rules: RowRules, builder: ChunkBuilder, added: () => void, take: TakeRecord, line = 1) {
    this.#line = line;
    this.#rules = rules;
    const delimiter = rules.delimiter.charCodeAt(0);
    this.#plain = { ...rules, delimiter };
    this.#row = new RowBytes(delimiter, rules.carriageReturns, rules.most);
    this.#builder = builder;
    this.#added = added;
    this.#take = take;
  }

  /** The line that the next row begins on. */
  get line(): number {
    return this.#line;
  }

  /** Rows so far that were taken as texts: headings first. */
  get rowsSeen(): number {
    return this.#rows;
  }

  write(bytes: Uint8Array): void {
    if (this.#records !== undefined) {
      this.#records.write(bytes);
      return;
    }
    const end = this.#held + bytes.length;
    // The loop over plain rows needs a line feed behind the last byte.
    if (end >= this.#buffer.length) {
      const larger = Buffer.alloc(end + longestRow);
      larger.set(this.#buffer.subarray(0, this.#held));
      this.#buffer = larger;
      this.#row.bytes = larger;
    }
    this.#buffer.set(bytes, this.#held);
    this.#hold(this.#scan(0, end, false), end);
  }

  /**
   * Reads the rows of a piece where it stands, alone: nothing was written before. Gives where the row begins that it does not end,
   * and overwrites the byte at `end`.
   */
  readHere(bytes: Buffer, from: number, end: number, isLast: boolean): number {
    this.#buffer = bytes;
    this.#row.bytes = bytes;
    return this.#scan(from, end, isLast);
  }

  end(): void {
    if (this.#records === undefined) this.#hold(this.#scan(0, this.#held, true), this.#held);
    this.#records?.end();
  }

  #hold(from: number, end: number): void {
    this.#held = end - from;
    this.#buffer.copyWithin(0, from, end);
  }

  /** Reads rows up to one that may not end before `end`, and gives where that begins. */
  #scan(start: number, end: number, last: boolean): number {
    const row = this.#row;
    const { carriageReturns, headingRows, fewest, most } = this.#rules;
    row.mayReturn = carriageReturns && this.#buffer.subarray(start, end).includes(carriageReturn);
    let from = start;
    while (from < end) {
      if (this.#rows >= headingRows) {
        this.#buffer[end] = lineFeed;
        const { rows } = this.#builder;
        from = this.#builder.addPlain(this.#plain, row, from, end, this.#line);
        this.#line += this.#builder.rows - rows;
        if (this.#builder.full) {
          this.#added();
          if (!this.#builder.full) continue;
        }
        if (from === end) break;
      }
      const next = row.find(from, end, last);
      if (next === unfinished && end - from <= longestRow) break;
      if (next === odd || next === unfinished) {
        this.#handOver(from, end);
        return end;
      }
      const line = this.#line;
      const { count, lineEnds } = row;
      this.#line += 1 + lineEnds;
      if (this.#rows < headingRows || lineEnds > 0 || count < fewest || count > most || !row.hasInk()) {
        this.#rows++;
        this.#take(row.texts(), line, lineEnds);
      } else {
        this.#builder.addScanned(line, row);
        this.#added();
      }
      from = next;
    }
    return from;
  }

  #handOver(from: number, end: number): void {
    const { delimiter, carriageReturns, handsOver } = this.#rules;
    if (!handsOver) throw new OddBytes('only csv-parse can judge this row');
    this.#records = new CsvRecords(delimiter, carriageReturns, this.#take, this.#line);
    this.#records.write(Buffer.from(this.#buffer.subarray(from, end)));
    this.#buffer = Buffer.alloc(0);
  }
}

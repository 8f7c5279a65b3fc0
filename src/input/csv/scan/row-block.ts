import { findAny, findTwo, markSlack } from './find-marks.ts';
import type { RowBytes } from './row-bytes.ts';

// Some rows of one line at a time: where each of their cells ends, found before any is read, so that a column of them is read in
// one loop of its own. A row that is blank, ragged, on several lines or unfinished is none of them.

const [quote, lineFeed, carriageReturn, space] = [34, 10, 13, 32];

/** As many rows as leave what is known of them, and their bytes, in the nearest cache. */
export const blockRows = 64;

/** The rows that are taken. */
export interface PlainRules {
  readonly delimiter: number;
  readonly carriageReturns: boolean;
  /** Cells of a row. */
  readonly fewest: number;
  readonly most: number;
}

export class RowBlock {
  bytes: Buffer = Buffer.alloc(0);
  /** The same bytes. */
  view: DataView = new DataView(new ArrayBuffer(0));
  /** How many rows there are, and the number of the first. */
  rows = 0;
  first = 0;
  /** Places of a row in `ends`. */
  readonly stride: number;
  /**
   * By row, the byte before it and those behind its cells: the n-th begins behind the n-th of these. A quoted one is between them with
   * its quotes; one that the row does not have ends before it begins.
   */
  readonly ends: Int32Array;
  /** 1 for a row, and for each cell of it (as in `ends`), that is left to the scanner of its column. */
  readonly left: Uint8Array;
  readonly leftCells: Uint8Array;
  /** What ends a cell. */
  readonly stops = new Uint8Array(256);
  readonly #rules: PlainRules;
  /** Places of bytes that end a cell outside quotes; there is more room than a block of plain rows needs. */
  readonly #marks: Int32Array;
  #count = 0;
  /** By row, how many cells it has; by cell, as in `ends`, whether the quotes in a quoted one are doubled. */
  readonly #counts = new Int32Array(blockRows);
  readonly #doubled: Uint8Array;

  constructor(rules: PlainRules) {
    const { delimiter, carriageReturns, most } = rules;
    this.#rules = rules;
    for (const byte of [delimiter, lineFeed, ...(carriageReturns ? [carriageReturn] : [])]) this.stops[byte] = 1;
    this.stride = most + 1;
    this.#marks = new Int32Array(blockRows * (this.stride + 1) + markSlack);
    this.ends = new Int32Array(blockRows * this.stride);
    this.left = new Uint8Array(blockRows);
    this.leftCells = new Uint8Array(blockRows * this.stride);
    this.#doubled = new Uint8Array(blockRows * this.stride);
  }

  /** Brings to hand the bytes that rows are to be found in. */
  start({ bytes }: RowBytes): void {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Finds up to `most` rows from `from` on, and gives where the next begins. A line feed must stand at `end`. */
  find(cells: RowBytes, from: number, end: number, first: number, most: number): number {
    this.first = first;
    this.left.fill(0);
    const marks = this.#marks;
    this.#count = this.#findMarks(cells.mayReturn, from, end, marks.length - markSlack);
    const rows = Math.min(most, blockRows);
    let begin = from;
    let row = 0;
    let mark = 0;
    while (row < rows && begin < end) {
      mark = this.#takeRow(cells, begin, end, row, mark);
      if (mark < 0) break;
      row++;
      begin = marks[mark - 1] + 1;
    }
    this.rows = row;
    return begin;
  }

  /** Leaves a cell to the scanner of its column. */
  leave(row: number, cell: number): void {
    this.left[row] = 1;
    this.leftCells[row * this.stride + cell] = 1;
  }

  /** Shows a row as its cells. */
  show(row: number, cells: RowBytes): void {
    const { bytes, ends } = this;
    const { starts, ends: shown, doubled } = cells;
    const first = row * this.stride;
    const count = this.#counts[row];
    cells.count = count;
    for (let cell = 0; cell < count; cell++) {
      const start = ends[first + cell] + 1;
      const end = ends[first + cell + 1];
      const isQuoted = start < end && bytes[start] === quote;
      starts[cell] = isQuoted ? start + 1 : start;
      shown[cell] = isQuoted ? end - 1 : end;
      doubled[cell] = isQuoted ? this.#doubled[first + cell] : 0;
    }
  }

  #findMarks(mayReturn: boolean, from: number, end: number, most: number): number {
    const { view, bytes, stops } = this;
    const marks = this.#marks;
    if (mayReturn) return findAny(bytes, stops, from, end, marks, most, 0);
    const count = findTwo(view, this.#rules.delimiter, lineFeed, from, end, marks, most);
    return count < most ? findAny(bytes, stops, end - ((end - from) & 31), end, marks, most, count) : count;
  }

  /** Takes the marks of a row, of which the first is given; gives the one behind them, -1 where it is not plain or they do not suffice. */
  #takeRow(cells: RowBytes, from: number, end: number, row: number, first: number): number {
    const { bytes, ends, stride } = this;
    const { delimiter, fewest } = this.#rules;
    const marks = this.#marks;
    const count = this.#count;
    const last = (row + 1) * stride;
    let place = row * stride;
    let mark = first;
    let at = from - 1;
    ends[place++] = at;
    for (;;) {
      if (place === last || mark >= count) return -1;
      if (bytes[at + 1] === quote) {
        mark = this.#closeQuote(cells, at + 1, end, place, mark);
        if (mark < 0) return -1;
      }
      at = marks[mark++];
      ends[place++] = at;
      if (bytes[at] !== delimiter) break;
    }
    if (bytes[at] === carriageReturn) {
      // One that is alone ends a row as well.
      if (mark >= count || marks[mark] !== at + 1 || bytes[at + 1] !== lineFeed) return -1;
      mark++;
    }
    const found = place - row * stride - 1;
    if (found < fewest) return -1;
    this.#counts[row] = found;
    while (place < last) ends[place++] = at;
    const ink = bytes[from];
    return (ink > space && ink < 128 && ink !== quote && ink !== delimiter) || this.#hasInk(row, cells) ? mark : -1;
  }

  /** The mark behind the quoted cell that begins at `from`; -1 where it is not plain. */
  #closeQuote(cells: RowBytes, from: number, end: number, place: number, first: number): number {
    const marks = this.#marks;
    cells.lineEnds = 0;
    cells.doubled[0] = 0;
    const close = cells.findClose(0, from + 1, end, true);
    if (close < 0 || cells.lineEnds > 0) return -1;
    this.#doubled[place - 1] = cells.doubled[0];
    let mark = first;
    while (mark < this.#count && marks[mark] <= close) mark++;
    return mark < this.#count && marks[mark] === close + 1 ? mark : -1;
  }

  #hasInk(row: number, cells: RowBytes): boolean {
    this.show(row, cells);
    return cells.hasInk();
  }
}

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
  /** Whether most rows of the last block were not told from their marks alone. */
  #isOdd = false;
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

  /** Finds up to `most` rows from `from` on, and gives where the next begins. A line feed must stand at `end`. */
  find(cells: RowBytes, from: number, end: number, first: number, most: number): number {
    if (this.bytes !== cells.bytes) {
      this.bytes = cells.bytes;
      this.view = new DataView(cells.bytes.buffer, cells.bytes.byteOffset, cells.bytes.length);
    }
    this.first = first;
    this.left.fill(0);
    const marks = this.#marks;
    const room = marks.length - markSlack;
    const count = this.#isOdd ? 0 : this.#findMarks(from, end, room);
    const rows = Math.min(most, blockRows);
    let begin = from;
    let row = 0;
    let odd = 0;
    let mark = 0;
    while (row < rows && begin < end) {
      const taken = this.#takeRow(begin, row, mark, count);
      let next = -1;
      if (taken > 0) {
        mark += taken;
        next = marks[mark - 1] + 1;
      } else {
        // The marks may end before the row does.
        if (row > 0 && count >= room && mark + this.stride > count) break;
        next = this.#findRow(cells, begin, end, row);
        if (next < 0) break;
        odd++;
        while (mark < count && marks[mark] < next) mark++;
      }
      row++;
      begin = next;
    }
    this.rows = row;
    this.#isOdd = 2 * odd > row;
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

  #findMarks(from: number, end: number, most: number): number {
    const { delimiter, carriageReturns } = this.#rules;
    if (carriageReturns) return findAny(this.view, this.stops, from, end, this.#marks, most);
    return findTwo(this.view, [delimiter, lineFeed], from, end, this.#marks, most);
  }

  /** Takes the marks from the given one on as a row of as many cells as there can be; gives how many it took, 0 where it is none. */
  #takeRow(from: number, row: number, mark: number, count: number): number {
    const { bytes, ends, stride } = this;
    const { delimiter } = this.#rules;
    const marks = this.#marks;
    const cells = stride - 1;
    const ink = bytes[from];
    if (mark + cells > count || ink <= space || ink >= 128 || ink === quote) return 0;
    const first = row * stride;
    const last = mark + cells - 1;
    let others = ink === delimiter ? 1 : 0;
    ends[first] = from - 1;
    for (let at = mark, place = first + 1; at < last; at++, place++) {
      const end = marks[at];
      ends[place] = end;
      others |= bytes[end] ^ delimiter;
      if (bytes[end + 1] === quote) return 0;
    }
    const end = marks[last];
    ends[first + cells] = end;
    if (others !== 0) return 0;
    this.#counts[row] = cells;
    if (bytes[end] === lineFeed) return cells;
    const isPair = bytes[end] === carriageReturn && last + 1 < count && marks[last + 1] === end + 1;
    return isPair && bytes[end + 1] === lineFeed ? cells + 1 : 0;
  }

  /** Where the next row begins; -1 where this one is not plain. */
  #findRow(cells: RowBytes, from: number, end: number, row: number): number {
    const { bytes, ends, stops, stride } = this;
    const { delimiter, fewest } = this.#rules;
    const first = row * stride;
    const last = first + stride;
    let at = from;
    let place = first;
    ends[place++] = from - 1;
    for (;;) {
      if (place === last) return -1;
      if (bytes[at] === quote) {
        const cell = place - first - 1;
        cells.lineEnds = 0;
        cells.doubled[cell] = 0;
        const close = cells.findClose(cell, at + 1, end, true);
        if (close < 0 || cells.lineEnds > 0) return -1;
        this.#doubled[place - 1] = cells.doubled[cell];
        at = close + 1;
        if (stops[bytes[at]] === 0) return -1;
      } else {
        while (stops[bytes[at]] === 0) at++;
      }
      ends[place++] = at;
      if (bytes[at] !== delimiter) break;
      at++;
    }
    // A row that goes on behind `end`, or ends in a carriage return alone.
    if (at >= end) return -1;
    let next = at + 1;
    if (bytes[at] === carriageReturn) {
      if (next >= end || bytes[next] !== lineFeed) return -1;
      next++;
    }
    const count = place - first - 1;
    if (count < fewest) return -1;
    this.#counts[row] = count;
    const ink = bytes[from];
    if (ink <= space || ink >= 128 || ink === quote || ink === delimiter) {
      this.show(row, cells);
      if (!cells.hasInk()) return -1;
    }
    while (place < last) ends[place++] = at;
    return next;
  }
}

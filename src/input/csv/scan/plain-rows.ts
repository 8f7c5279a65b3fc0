import type { PoolBuilder } from '../../../text/text-pool.ts';
import type { CellScanner } from './cell-scanner.ts';
import { date, found, knownCode, knownValue, numeral, text } from './plain-cells.ts';
import { Place, readDate, readNumeral, readText, recallCode, recallValue } from './plain-place.ts';
import type { RowBytes } from './row-bytes.ts';

// Rows of one line from bytes into columns, in one loop over bytes and cells (docs/decisions/0008): numbers, dates, texts and
// bytes that were read before are read while the end of their cell is looked for. Another cell is left to the scanner of its
// column. Another row (blank, ragged, on several lines, unfinished) is where the loop ends.

const [quote, lineFeed, carriageReturn, hyphen, space, zero] = [34, 10, 13, 45, 32, 48];

/** The rows that are taken. */
export interface PlainRules {
  readonly delimiter: number;
  readonly carriageReturns: boolean;
  /** Cells of a row. */
  readonly fewest: number;
  readonly most: number;
}

/** Sets a cell that was left. */
type SetCell = (scanner: CellScanner, row: number, cells: RowBytes) => void;

export class PlainRows {
  readonly #delimiter: number;
  readonly #fewest: number;
  readonly #set: SetCell;
  readonly #stops = new Uint8Array(256);
  readonly #places: Place[] = [];
  /** The columns in their order, each with its place. */
  readonly #columns: { readonly scanner: CellScanner; readonly place: Place }[];
  readonly #texts: Place[];
  #row = 0;
  /** Cells of the row at hand that are left. */
  #left = 0;

  constructor(rules: PlainRules, scanners: readonly CellScanner[], set: SetCell) {
    const { delimiter, carriageReturns, fewest, most } = rules;
    this.#delimiter = delimiter;
    this.#fewest = fewest;
    this.#set = set;
    for (const byte of [delimiter, lineFeed, ...(carriageReturns ? [carriageReturn] : [])]) this.#stops[byte] = 1;
    for (let at = 0; at < most; at++) {
      const own = scanners.filter(({ column }) => column.index === at);
      const place = new Place(own[0], this.#stops);
      // Two columns that are read from one place are both left to their scanners.
      if (own.length > 1) place.does = found;
      this.#places.push(place);
    }
    this.#columns = scanners.map((scanner) => ({ scanner, place: this.#places[scanner.column.index] }));
    this.#texts = this.#places.filter(({ scanner }) => scanner?.plainCells.kinds !== undefined);
  }

  /** Whether cells can be read before their end is known: not where digits or dates have the delimiter in them. */
  static canRead(delimiter: number): boolean {
    return delimiter !== hyphen && !(delimiter >= zero && delimiter < zero + 10);
  }

  /** The row behind the last that was added. */
  get row(): number {
    return this.#row;
  }

  /**
   * Adds the rows from `from` on, of which the first is number `firstRow` and stands on `firstLine`, until one is not plain or
   * `lines` is full; gives where that one begins. A line feed must stand at `end`.
   */
  add(cells: RowBytes, from: number, end: number, firstRow: number, lines: Uint32Array, firstLine: number): number {
    const lag = firstLine - firstRow;
    let row = firstRow;
    let begin = from;
    this.#start(end - from);
    while (begin < end && row < lines.length) {
      const next = this.#addRow(cells, begin, end, row);
      if (next < 0) break;
      lines[row] = row + lag;
      if (this.#left > 0) this.#setLeft(cells, row, end - next);
      row++;
      begin = next;
    }
    this.#row = row;
    return begin;
  }

  /** Reads the row that begins at `from`, but for what is left of it; gives where the next begins, -1 where it is not plain. */
  #addRow(cells: RowBytes, from: number, end: number, row: number): number {
    const { bytes, starts, ends, doubled } = cells;
    const delimiter = this.#delimiter;
    const stops = this.#stops;
    const places = this.#places;
    const width = places.length;
    let at = from;
    let cell = 0;
    let left = 0;
    let hasInk = false;
    for (;;) {
      if (cell === width) return -1;
      const place = places[cell];
      const { does } = place;
      let start = at;
      let to = -1;
      doubled[cell] = 0;
      if (bytes[start] === quote) {
        cells.lineEnds = 0;
        to = cells.findClose(cell, ++start, end, true);
        if (to < 0 || cells.lineEnds > 0) return -1;
        at = to + 1;
        if (stops[bytes[at]] === 0) return -1;
        place.end = -1;
        if (place.scanner !== undefined) {
          place.isLeft = true;
          left++;
        }
      } else {
        if (does === numeral) to = readNumeral(place, bytes, start, stops, row);
        else if (does === knownCode) to = recallCode(place, bytes, start, stops, row);
        else if (does === date) to = readDate(place, bytes, start, end, stops, row);
        else if (does === text) to = readText(place, bytes, start, row);
        else if (does === knownValue) to = recallValue(place, bytes, start, stops, row);
        if (to < 0) {
          to = start;
          while (stops[bytes[to]] === 0) to++;
          if (place.scanner !== undefined) {
            place.isLeft = true;
            left++;
          }
        }
        at = to;
      }
      starts[cell] = start;
      ends[cell] = to;
      if (!hasInk) hasInk = start < to && bytes[start] > space && bytes[start] < 128;
      cell++;
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
    if (cell < this.#fewest) return -1;
    cells.count = cell;
    if (!hasInk && !cells.hasInk()) return -1;
    for (; cell < width; cell++) {
      const place = places[cell];
      place.end = -1;
      if (place.scanner === undefined) continue;
      place.isLeft = true;
      left++;
    }
    const texts = this.#texts;
    for (let index = 0; index < texts.length; index++) {
      const place = texts[index];
      if (place.does === text && place.end >= 0) place.codes[row] = (place.pool as PoolBuilder).close(place.end);
    }
    this.#left = left;
    return next;
  }

  /** Brings to hand where the rows of the chunk are set. */
  #start(length: number): void {
    for (const place of this.#places) {
      place.isLeft = false;
      const memory = place.scanner?.column.memory;
      if (memory instanceof Float64Array) place.values = memory;
      else if (memory !== undefined) place.codes = memory;
    }
    this.#makeRoom(length);
  }

  /** Room for texts in as many bytes as there are left. Those that did not repeat are no longer looked up. */
  #makeRoom(length: number): void {
    for (const place of this.#texts) {
      if (place.does === knownCode && place.memory?.isOpen === false) place.does = text;
      if (place.does !== text) continue;
      place.pool = place.scanner?.column.pool as PoolBuilder;
      place.bytes = place.pool.room(length);
    }
  }

  #setLeft(cells: RowBytes, row: number, length: number): void {
    for (const { scanner, place } of this.#columns) if (place.isLeft) this.#set(scanner, row, cells);
    for (const { place } of this.#columns) place.isLeft = false;
    // What was left may have been added to the same pools.
    this.#makeRoom(length);
  }
}

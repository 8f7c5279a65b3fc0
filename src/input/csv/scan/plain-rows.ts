import type { CellScanner } from './cell-scanner.ts';
import { found } from './plain-cells.ts';
import { Place } from './plain-place.ts';
import { readDates } from './read-dates.ts';
import { readNumerals } from './read-numerals.ts';
import { readTexts } from './read-texts.ts';
import { recallCodes, recallValues } from './recall-cells.ts';
import { blockRows, type PlainRules, RowBlock } from './row-block.ts';
import type { RowBytes } from './row-bytes.ts';

// Rows of one line from bytes into columns (docs/decisions/0008): of some rows at a time, the ends of all cells are found, then
// each column is read in a loop of its own: numbers, dates, texts and bytes that were read before. Another cell is left to the
// scanner of its column. Another row (blank, ragged, on several lines, unfinished) is where it ends.

/** Rows of a first block: what is learnt from them need not be left again. */
const fewRows = 8;

/** Sets a cell that was left. */
type SetCell = (scanner: CellScanner, row: number, cells: RowBytes) => void;

export class PlainRows {
  readonly #set: SetCell;
  readonly #block: RowBlock;
  /** The columns in their order, each with its place. */
  readonly #columns: { readonly scanner: CellScanner; readonly place: Place }[];
  readonly #places: Place[];
  #row = 0;

  constructor(rules: PlainRules, scanners: readonly CellScanner[], set: SetCell) {
    this.#set = set;
    this.#block = new RowBlock(rules);
    const { stops } = this.#block;
    const places = Array.from({ length: rules.most }, (_, cell) => {
      const own = scanners.filter(({ column }) => column.index === cell);
      const place = new Place(cell, own[0], stops);
      // Two columns that are read from one place are both left to their scanners.
      if (own.length > 1) place.does = found;
      return place;
    });
    this.#columns = scanners.map((scanner) => ({ scanner, place: places[scanner.column.index] }));
    this.#places = places.filter(({ scanner }) => scanner !== undefined);
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
    const block = this.#block;
    const lag = firstLine - firstRow;
    let begin = from;
    this.#row = firstRow;
    block.start(cells);
    for (const place of this.#places) place.start();
    let most = fewRows;
    do {
      for (const place of this.#places) place.settle();
      begin = block.find(cells, begin, end, this.#row, Math.min(most, lines.length - this.#row));
      most = blockRows;
      this.#row += block.rows;
      for (let row = block.first; row < this.#row; row++) lines[row] = row + lag;
      for (const place of this.#places) readers[place.does](place, block);
      this.#setLeft(cells);
    } while (block.rows > 0 && begin < end && this.#row < lines.length);
    return begin;
  }

  #setLeft(cells: RowBytes): void {
    const { left, rows } = this.#block;
    for (let row = 0; row < rows; row++) if (left[row] === 1) this.#setLeftOf(row, cells);
  }

  #setLeftOf(row: number, cells: RowBytes): void {
    const { leftCells, stride, first } = this.#block;
    this.#block.show(row, cells);
    for (const { scanner, place } of this.#columns) {
      if (leftCells[row * stride + place.cell] === 1) this.#set(scanner, first + row, cells);
    }
    leftCells.fill(0, row * stride, (row + 1) * stride);
  }
}

/** By what places do, how their columns are read. */
const readers = [leaveAll, readNumerals, readDates, readTexts, recallCodes, recallValues];

function leaveAll({ cell }: Place, block: RowBlock): void {
  for (let row = 0; row < block.rows; row++) block.leave(row, cell);
}

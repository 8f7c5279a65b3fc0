import { textCell } from '../csv-cells.ts';
import { type ByteBuffer, encodeText } from './byte-buffer.ts';
import { CellBook } from './cell-book.ts';
import { quotes } from './pool-care.ts';
import { longestNumber, mostMillionths, putHundredths, putMillionths, putShort, putUnits } from './put-number.ts';

// The cells of a block of rows, a column each, and the loop that writes them row by row. Cells of every kind have one
// shape, and the loop chooses by their kind: calling a closure for each of a file's tens of millions of cells costs more
// than the cells do. Cells of a book bring their comma with them; the others get it here.

/** Rows of a block: what is fetched for them must still be in the cache when it is written. */
export const blockRows = 1024;

/** One of the reasons of each row: the factor in the low `bits` of a code, above it the hundredths of a point that it cost. */
export interface ReasonBlock {
  readonly codes: Int32Array;
  readonly bits: number;
  /** In the book, by factor: its label where it cost nothing, and behind those its label with a sign. */
  readonly cells: Int32Array;
}

const cellKind = { empty: 0, number: 1, book: 2, pool: 3, ready: 4, reasons: 5, money: 6 } as const;

/** A class, so that all have one layout, whatever they are made of. */
export class BlockCells {
  readonly kind: (typeof cellKind)[keyof typeof cellKind];
  /** Takes the values of these rows, at most `blockRows`, of which the first is in the file's line `line`. */
  readonly fetch: (rows: Uint32Array, line: number) => void;
  /** `number`, `money`: units, or NaN. `pool`: where the text begins. */
  readonly values: Float64Array;
  readonly scale: number;
  /** `book`: the cell. `pool`: bytes of the text, −1 for none. */
  readonly codes: Int32Array;
  /** Also of the labels of reasons. */
  readonly book: CellBook;
  readonly pool: Uint8Array;
  readonly poolView: DataView;
  /** `pool`: what the text asks for (pool-care.ts). */
  readonly cares: Int32Array;
  /** `ready`: the bytes of the cell, without the comma. */
  readonly ready: readonly Uint8Array[];
  /** One for each of a row's reasons. */
  readonly reasons: readonly ReasonBlock[];

  constructor(kind: keyof typeof cellKind, fetch: BlockCells['fetch'], given: Partial<BlockCells> = {}) {
    this.kind = cellKind[kind];
    this.fetch = fetch;
    this.values = given.values ?? new Float64Array(0);
    this.scale = given.scale ?? 0;
    this.codes = given.codes ?? new Int32Array(0);
    this.book = given.book ?? new CellBook();
    this.pool = given.pool ?? new Uint8Array(0);
    this.poolView = new DataView(this.pool.buffer, this.pool.byteOffset, this.pool.byteLength);
    this.cares = given.cares ?? new Int32Array(0);
    this.ready = given.ready ?? [];
    this.reasons = given.reasons ?? [];
  }

  get isPooled(): boolean {
    return this.kind === cellKind.pool;
  }
}

export const emptyCells = new BlockCells('empty', () => {});

/** Cells made one by one, quotes and all. */
export function readyCells(cellOf: (row: number) => string): BlockCells {
  const ready: Uint8Array[] = [];
  const fetch = (rows: Uint32Array) => {
    for (let place = 0; place < rows.length; place++) ready[place] = encodeText(cellOf(rows[place]));
  };
  return new BlockCells('ready', fetch, { ready });
}

const comma = 44;

/** Lines of `count` rows, each of which ends in `lineEnd`. */
export function writeBlock(out: ByteBuffer, columns: readonly BlockCells[], count: number, lineEnd: Uint8Array): void {
  let room = lineEnd.length;
  for (let index = 0; index < columns.length; index++) room += roomFor(columns[index], count);
  for (let place = 0; place < count; place++) {
    out.reserve(room);
    // The last comma is one too many.
    let at = putRow(out.view, out.bytes, out.at, columns, place) - 1;
    for (let index = 0; index < lineEnd.length; index++) out.bytes[at++] = lineEnd[index];
    out.at = at;
  }
}

/** The most bytes that a cell of the block may take, with its comma. */
function roomFor({ kind, book, codes, ready, reasons }: BlockCells, count: number): number {
  switch (kind) {
    case cellKind.number:
    case cellKind.money:
      return longestNumber;
    case cellKind.book:
      return book.longest + 1;
    case cellKind.pool: {
      let longest = 0;
      for (let place = 0; place < count; place++) longest = Math.max(longest, codes[place]);
      // Every byte doubled, quotes around, an apostrophe in front; or in words, past its end.
      return 2 * longest + spare;
    }
    case cellKind.ready:
      return ready.slice(0, count).reduce((longest, { length }) => Math.max(longest, length), 0) + 1;
    default:
      return reasons.length * (book.longest + longestNumber) + 1;
  }
}

function putRow(
  view: DataView,
  bytes: Uint8Array,
  from: number,
  columns: readonly BlockCells[],
  place: number,
): number {
  let at = from;
  for (let index = 0; index < columns.length; index++) {
    const cells = columns[index];
    switch (cells.kind) {
      case cellKind.number: {
        const units = cells.values[place];
        if (!Number.isNaN(units)) {
          // Most are points or percentages, which are short enough to be written right here. The comma is there.
          const isShort = cells.scale === 6 && units >= 0 && units <= mostMillionths;
          at = isShort ? putMillionths(view, at, units | 0) : putShort(view, at, units, cells.scale);
          at++;
          continue;
        }
        break;
      }
      case cellKind.money: {
        const units = cells.values[place];
        if (!Number.isNaN(units)) {
          at = putUnits(view, at, units, cells.scale) + 1;
          continue;
        }
        break;
      }
      case cellKind.book:
        at = cells.book.put(view, at, cells.codes[place]);
        // It has its comma.
        continue;
      case cellKind.reasons:
        at = putReasons(view, at, cells, place);
        break;
      case cellKind.pool:
        if (cells.codes[place] > 0) at = putPooled(view, bytes, at, cells, place);
        break;
      case cellKind.ready:
        bytes.set(cells.ready[place], at);
        at += cells.ready[place].length;
    }
    view.setUint8(at++, comma);
  }
  return at;
}

function putReasons(view: DataView, from: number, { book, reasons }: BlockCells, place: number): number {
  let at = from;
  for (let index = 0; index < reasons.length; index++) {
    const { codes, bits, cells } = reasons[index];
    const code = codes[place];
    if (code < 0) break;
    const cost = code >> bits;
    const factor = code - (cost << bits);
    at = putHundredths(view, book.put(view, at, cells[cost === 0 ? factor : factor + (1 << bits)]), cost);
  }
  return at;
}

/** A text of a pool that is not empty: in words of eight bytes where it can stand as it is, which most can. */
function putPooled(view: DataView, bytes: Uint8Array, at: number, cells: BlockCells, place: number): number {
  const { pool, poolView } = cells;
  const start = cells.values[place];
  const length = cells.codes[place];
  const care = cells.cares[place];
  if (care === 0) {
    // The last word may end behind the pool.
    if (start + length + spare <= pool.length) copyWords(view, at, poolView, start, length);
    else for (let index = 0; index < length; index++) bytes[at + index] = pool[start + index];
    return at + length;
  }
  if (care === quotes) return putQuoted(bytes, at, pool, start, length);
  return putWithCare(bytes, at, textOf(pool, start, length));
}

/** What copying in words may read behind a text, and write. */
const spare = 40;

/** In steps that most texts of a column take alike, so that the processor knows them beforehand. */
function copyWords(view: DataView, at: number, from: DataView, start: number, length: number): void {
  view.setFloat64(at, from.getFloat64(start, true), true);
  view.setFloat64(at + 8, from.getFloat64(start + 8, true), true);
  if (length <= 16) return;
  view.setFloat64(at + 16, from.getFloat64(start + 16, true), true);
  view.setFloat64(at + 24, from.getFloat64(start + 24, true), true);
  view.setFloat64(at + 32, from.getFloat64(start + 32, true), true);
  for (let word = 40; word < length; word += 8) {
    view.setFloat64(at + word, from.getFloat64(start + word, true), true);
  }
}

const quote = 34;

function putQuoted(bytes: Uint8Array, from: number, pool: Uint8Array, start: number, length: number): number {
  let at = from;
  bytes[at++] = quote;
  for (let index = start; index < start + length; index++) {
    const byte = pool[index];
    bytes[at++] = byte;
    if (byte === quote) bytes[at++] = quote;
  }
  bytes[at++] = quote;
  return at;
}

function putWithCare(bytes: Uint8Array, at: number, text: string): number {
  const cell = encodeText(textCell(text));
  bytes.set(cell, at);
  return at + cell.length;
}

function textOf({ buffer, byteOffset }: Uint8Array, start: number, length: number): string {
  return Buffer.from(buffer, byteOffset + start, length).toString('utf8');
}

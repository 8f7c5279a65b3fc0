import { daysNearby } from '../../../numeric/month-starts.ts';
import type { PoolBuilder } from '../../../text/text-pool.ts';
import { type ByteMemory, firstHash, hashFactor } from './byte-memory.ts';
import type { CellScanner } from './cell-scanner.ts';
import { date, found, knownCode, knownValue, numeral, text } from './plain-cells.ts';
import { doubtful, isUnseen, plain } from './plain-texts.ts';
import type { RowBytes } from './row-bytes.ts';

// Rows of one line from bytes into columns, in one loop over bytes and cells (docs/decisions/0008): numbers, dates, texts and
// bytes that were read before are read while the end of their cell is looked for. Another cell is left to the scanner of its
// column. Another row (blank, ragged, on several lines, unfinished) is where the loop ends.

const [quote, lineFeed, carriageReturn, hyphen, space, zero] = [34, 10, 13, 45, 32, 48];

/** More digits on one side of the decimal sign do not fit 32 bits; more on both, no double for sure. */
const mostOnASide = 9;
const mostDigits = 15;

/** As doubles in one piece of memory; exact up to the last. */
const powers = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** What a byte says of a text, beside `plain` and the others: it ends the cell. */
const stop = 3;

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

/** What is read from one place of each row, at hand for the loop. */
class Place {
  does = found;
  readonly scanner: CellScanner | undefined;
  readonly blanks: boolean;
  readonly least: number;
  readonly most: number;
  readonly shift: number;
  readonly sign: number;
  /** By first byte of ASCII, the longest text that may be a missing mark. */
  readonly markLengths: Int32Array;
  readonly longestMark: number;
  readonly kinds: Uint8Array;
  readonly memory: ByteMemory | undefined;
  values: Float64Array = new Float64Array(0);
  codes: Int32Array = new Int32Array(0);
  pool: PoolBuilder | undefined;
  bytes: Uint8Array = Buffer.alloc(0);
  /** Where the text of the row at hand ends in `bytes`; -1 where it is not there. */
  end = -1;
  /** Whether the cell of the row at hand is left to the scanner. */
  isLeft = false;

  constructor(scanner: CellScanner | undefined, stops: Uint8Array) {
    this.scanner = scanner;
    const cells = scanner?.plainCells;
    const { least = 0, most = 0, shift = 0, sign = 0, kinds = new Uint8Array(256) } = cells ?? {};
    this.does = cells?.does ?? found;
    this.least = least;
    this.most = most;
    this.shift = shift;
    this.sign = stops[sign] === 0 ? sign : 0;
    this.blanks = scanner?.blanks ?? true;
    this.markLengths = scanner?.markLengths ?? new Int32Array(128);
    this.longestMark = 3 * (scanner?.column.longestMark ?? 0);
    this.kinds = Uint8Array.from(kinds, (kind, byte) => (stops[byte] === 0 ? kind : stop));
    this.memory = scanner?.memory;
  }
}

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

// Each of these reads the cell at `start` to its end, which it gives, and sets it; -1 where the cell is left.

function setBlank(place: Place, at: number, row: number): number {
  if (!place.blanks) return -1;
  if (place.does === text || place.does === knownCode) place.codes[row] = -1;
  else place.values[row] = Number.NaN;
  return at;
}

function readNumeral(place: Place, bytes: Uint8Array, start: number, stops: Uint8Array, row: number): number {
  const isNegative = bytes[start] === hyphen;
  const first = isNegative ? start + 1 : start;
  let at = first;
  let whole = 0;
  let digit = bytes[at] - zero;
  while (digit >= 0 && digit <= 9) {
    whole = (Math.imul(whole, 10) + digit) | 0;
    digit = bytes[++at] - zero;
  }
  const count = at - first;
  let fraction = 0;
  let behindSign = 0;
  if (digit + zero === place.sign) {
    const sign = at;
    digit = bytes[++at] - zero;
    while (digit >= 0 && digit <= 9) {
      fraction = (Math.imul(fraction, 10) + digit) | 0;
      digit = bytes[++at] - zero;
    }
    behindSign = at - sign - 1;
    if (behindSign === 0) return -1;
  }
  if (stops[digit + zero] === 0) return -1;
  if (at === start) return setBlank(place, at, row);
  const shift = place.shift - behindSign;
  if (count < 1 || count > mostOnASide || behindSign > mostOnASide || count + behindSign > mostDigits) return -1;
  if (shift < 0 || shift > 22 || at - start <= place.markLengths[bytes[start]]) return -1;
  const size = (whole * powers[behindSign] + fraction) * powers[shift];
  const units = isNegative ? 0 - size : size;
  if (units < place.least || units > place.most) return -1;
  place.values[row] = units;
  return at;
}

function readDate(place: Place, bytes: Uint8Array, at: number, end: number, stops: Uint8Array, row: number): number {
  const byte = bytes[at];
  if (stops[byte] !== 0) return setBlank(place, at, row);
  if (at + 10 > end || bytes[at + 4] !== hyphen || bytes[at + 7] !== hyphen || stops[bytes[at + 10]] === 0) return -1;
  const a = byte - zero;
  const b = bytes[at + 1] - zero;
  const c = bytes[at + 2] - zero;
  const d = bytes[at + 3] - zero;
  const e = bytes[at + 5] - zero;
  const f = bytes[at + 6] - zero;
  const g = bytes[at + 8] - zero;
  const h = bytes[at + 9] - zero;
  // A byte below "0" is negative here.
  if ((a | b | c | d | e | f | g | h) < 0) return -1;
  if (a > 9 || b > 9 || c > 9 || d > 9 || e > 9 || f > 9 || g > 9 || h > 9) return -1;
  if (place.markLengths[byte] >= 10) return -1;
  const days = daysNearby(a * 1000 + b * 100 + c * 10 + d, e * 10 + f, g * 10 + h);
  if (!(days >= place.least && days <= place.most)) return -1;
  place.values[row] = days;
  return at + 10;
}

/** Puts the text behind those of its pool, where it stays if the row does. */
function readText(place: Place, bytes: Uint8Array, start: number, row: number): number {
  const { kinds, bytes: own } = place;
  place.end = -1;
  let at = start;
  let byte = bytes[at];
  let kind = kinds[byte];
  if (kind === stop) return setBlank(place, at, row);
  if (byte <= space) return -1;
  let to = (place.pool as PoolBuilder).size;
  let all = 0;
  while (kind !== stop) {
    if (kind !== plain && (kind === doubtful || isUnseen(bytes, at))) return -1;
    own[to++] = byte;
    all |= byte;
    byte = bytes[++at];
    kind = kinds[byte];
  }
  if (bytes[at - 1] === space) return -1;
  const first = bytes[start];
  if (first < 128 && at - start <= place.markLengths[first]) return -1;
  // Beyond ASCII a mark may be written in other bytes than the rubric has.
  if (all >= 128 && at - start <= place.longestMark) return -1;
  place.end = to;
  return at;
}

function recallCode(place: Place, bytes: Uint8Array, start: number, stops: Uint8Array, row: number): number {
  let at = start;
  let hash = firstHash;
  for (let byte = bytes[at]; stops[byte] === 0; byte = bytes[++at]) hash = Math.imul(hash ^ byte, hashFactor);
  if (at === start) return setBlank(place, at, row);
  const memory = place.memory as ByteMemory;
  const entry = memory.recall(hash, bytes, start, at);
  if (entry < 0) return -1;
  place.codes[row] = memory.valueOf(entry);
  return at;
}

function recallValue(place: Place, bytes: Uint8Array, start: number, stops: Uint8Array, row: number): number {
  let at = start;
  let hash = firstHash;
  for (let byte = bytes[at]; stops[byte] === 0; byte = bytes[++at]) hash = Math.imul(hash ^ byte, hashFactor);
  if (at === start) return setBlank(place, at, row);
  const memory = place.memory as ByteMemory;
  const entry = memory.recall(hash, bytes, start, at);
  if (entry < 0) return -1;
  place.values[row] = memory.valueOf(entry);
  return at;
}

import { textKinds } from '../../../model/value-type.ts';
import { daysOf } from '../../../numeric/date.ts';
import { power10 } from '../../../numeric/scaled.ts';
import type { ColumnCells } from '../../cells.ts';
import { ByteMemory, type MemoryBounds } from './byte-memory.ts';
import { date, found, knownCode, knownValue, numeral, type PlainCells, text } from './plain-cells.ts';
import { doubtful, isUnseen, kindsOfBytes, plain } from './plain-texts.ts';
import type { RowBytes } from './row-bytes.ts';

// Cells of one column from bytes, where the field's type says what the plainest of them are (`PlainForm`): blanks, digits, ISO
// dates, texts of characters that nobody doubts, and bytes that were read before. Anything else is declined, and goes through
// its text.

const zero = 48;
const nine = 57;
const hyphen = 45;
const mostDigits = 15;

const quote = 34;

/**
 * Categories are made distinct sooner or later; of odd numbers a few may repeat. Texts seldom do, and every part of a file finds
 * that out anew.
 */
const categoryBounds: MemoryBounds = { keys: 1 << 17, trial: 1 << 16 };
const textBounds: MemoryBounds = { keys: 1 << 14, trial: 1 << 10 };
const numberBounds: MemoryBounds = { keys: 1 << 14, trial: 1 << 14 };

/** White space of ASCII as `trim` has it. */
function isSpace(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13);
}

export class CellScanner {
  readonly column: ColumnCells;
  protected readonly bounds: { readonly min: number; readonly max: number };
  readonly #index: number;
  /** Whether nothing is wrong with a blank cell. */
  readonly blanks: boolean;
  readonly memory: ByteMemory | undefined;
  /** By first byte, the longest text that may be a missing mark. */
  readonly markLengths = new Int32Array(128);
  /** Of the cell that was scanned last, without white space around it. */
  #bytes: Buffer = Buffer.alloc(0);
  #from = 0;
  #to = 0;
  /** A cell whose quotes were written twice. */
  #single = Buffer.alloc(0);

  constructor(column: ColumnCells) {
    const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, valueType, required } = column.field;
    this.column = column;
    this.bounds = { min, max };
    this.#index = column.index;
    this.blanks = !required;
    // Ids do not repeat, and their codes are the chunk's own.
    const bounds =
      valueType.kind === 'category' ? categoryBounds : textKinds.has(valueType.kind) ? textBounds : numberBounds;
    this.memory = column.byItself && valueType.kind !== 'id' ? new ByteMemory(bounds) : undefined;
    for (let byte = 0; byte < 128; byte++) {
      let length = 0;
      while (column.mayBeMissing(String.fromCharCode(byte), length + 1)) length++;
      this.markLengths[byte] = length;
    }
  }

  /** How a loop over plain rows reads cells: here those that were read before. */
  get plainCells(): PlainCells {
    if (this.memory === undefined) return { does: found };
    return { does: textKinds.has(this.column.field.valueType.kind) ? knownCode : knownValue };
  }

  /** Sets the cell of a row if it is plain or known; false leaves it to its text. */
  scan(row: number, cells: RowBytes): boolean {
    const index = this.#index;
    let { bytes } = cells;
    let from = 0;
    let to = 0;
    if (index < cells.count) {
      from = cells.starts[index];
      to = cells.ends[index];
      if (cells.doubled[index] === 1) {
        to = this.#halveQuotes(bytes, from, to);
        from = 0;
        bytes = this.#single;
      }
      while (from < to && isSpace(bytes[from])) from++;
      while (from < to && isSpace(bytes[to - 1])) to--;
    }
    this.#bytes = bytes;
    this.#from = from;
    this.#to = to;
    if (from === to) {
      if (this.blanks) this.column.setMissing(row);
      return this.blanks;
    }
    const first = bytes[from];
    const mayBeMissing = first < 128 && to - from <= this.markLengths[first];
    return this.read(row, bytes, from, to, mayBeMissing);
  }

  /** Keeps what the text of the cell scanned last was read as: nothing was to be said about it. */
  learn(row: number): void {
    if (this.#to > this.#from) this.memory?.set(this.#bytes, this.#from, this.#to, this.column.valueAt(row));
  }

  /** What stood in the dictionary is not known any more. */
  forget(): void {
    if (textKinds.has(this.column.field.valueType.kind)) this.memory?.clear();
  }

  /** The length of the cell with each of its double quotes once. */
  #halveQuotes(bytes: Buffer, from: number, to: number): number {
    if (this.#single.length < to - from) this.#single = Buffer.alloc(2 * (to - from));
    const single = this.#single;
    let length = 0;
    for (let at = from; at < to; at++) {
      const byte = bytes[at];
      single[length++] = byte;
      if (byte === quote) at++;
    }
    return length;
  }

  protected read(row: number, bytes: Buffer, from: number, to: number, _mayBeMissing: boolean): boolean {
    return this.recall(row, bytes, from, to);
  }

  protected recall(row: number, bytes: Buffer, from: number, to: number): boolean {
    if (this.memory === undefined) return false;
    const entry = this.memory.find(bytes, from, to);
    if (entry < 0) return false;
    this.column.put(row, this.memory.valueOf(entry));
    return true;
  }
}

class NumeralScanner extends CellScanner {
  readonly #shift: number;
  readonly #sign: number;
  readonly #bound: number;

  constructor(column: ColumnCells, shift: number, sign: string, bound: number) {
    super(column);
    this.#shift = shift;
    this.#sign = sign.charCodeAt(0);
    this.#bound = bound;
  }

  override get plainCells(): PlainCells {
    const least = Math.max(this.bounds.min, 0 - this.#bound);
    const most = Math.min(this.bounds.max, this.#bound);
    return { does: numeral, least, most, shift: this.#shift, sign: this.#sign };
  }

  protected override read(row: number, bytes: Buffer, from: number, to: number, mayBeMissing: boolean): boolean {
    const units = mayBeMissing ? Number.NaN : this.#readUnits(bytes, from, to);
    if (!(units >= this.bounds.min && units <= this.bounds.max)) return this.recall(row, bytes, from, to);
    this.column.put(row, units);
    return true;
  }

  /** NaN where the text is not plain. */
  #readUnits(bytes: Buffer, from: number, to: number): number {
    const negative = bytes[from] === hyphen;
    const begin = negative ? from + 1 : from;
    if (to - begin > mostDigits + 1) return Number.NaN;
    let digits = 0;
    let signAt = -1;
    for (let at = begin; at < to; at++) {
      const byte = bytes[at];
      if (byte >= zero && byte <= nine) digits = digits * 10 + (byte - zero);
      else if (byte === this.#sign && signAt < 0 && at > begin && at < to - 1) signAt = at;
      else return Number.NaN;
    }
    const count = to - begin - (signAt < 0 ? 0 : 1);
    if (count < 1 || count > mostDigits) return Number.NaN;
    const shift = this.#shift - (signAt < 0 ? 0 : to - signAt - 1);
    if (shift < 0 || shift > 22) return Number.NaN;
    const units = digits * power10(shift);
    if (units > this.#bound) return Number.NaN;
    return negative ? 0 - units : units;
  }
}

class DateScanner extends CellScanner {
  override get plainCells(): PlainCells {
    return { does: date, least: this.bounds.min, most: this.bounds.max };
  }

  protected override read(row: number, bytes: Buffer, from: number, to: number, mayBeMissing: boolean): boolean {
    const days = mayBeMissing || to - from !== 10 ? Number.NaN : readDays(bytes, from);
    if (!(days >= this.bounds.min && days <= this.bounds.max)) return this.recall(row, bytes, from, to);
    this.column.put(row, days);
    return true;
  }
}

/** Days of yyyy-mm-dd; NaN where it is no such text, or no such day. */
function readDays(bytes: Buffer, from: number): number {
  if (bytes[from + 4] !== hyphen || bytes[from + 7] !== hyphen) return Number.NaN;
  let digits = 0;
  for (let at = 0; at < 10; at++) {
    if (at === 4 || at === 7) continue;
    const byte = bytes[from + at];
    if (byte < zero || byte > nine) return Number.NaN;
    digits = digits * 10 + (byte - zero);
  }
  return daysOf(Math.floor(digits / 10_000), Math.floor(digits / 100) % 100, digits % 100) ?? Number.NaN;
}

class TextScanner extends CellScanner {
  readonly #kinds: Uint8Array;
  /** Of a text that may be a missing mark, in bytes. */
  readonly #longestMark: number;

  constructor(column: ColumnCells, doubts: string) {
    super(column);
    this.#kinds = kindsOfBytes(doubts);
    this.#longestMark = 3 * column.longestMark;
  }

  override get plainCells(): PlainCells {
    return { does: this.memory === undefined ? text : knownCode, kinds: this.#kinds };
  }

  protected override read(row: number, bytes: Buffer, from: number, to: number, mayBeMissing: boolean): boolean {
    if (this.recall(row, bytes, from, to)) return true;
    if (mayBeMissing || !this.#isPlain(bytes, from, to)) return false;
    this.column.put(row, this.column.addBytes(bytes, from, to));
    this.learn(row);
    return true;
  }

  /** Whether a text that is no mark of ASCII is itself. */
  #isPlain(bytes: Buffer, from: number, to: number): boolean {
    const kinds = this.#kinds;
    let all = 0;
    for (let at = from; at < to; at++) {
      const byte = bytes[at];
      const kind = kinds[byte];
      all |= byte;
      if (kind === plain) continue;
      if (kind === doubtful) return false;
      if (isUnseen(bytes, at)) return false;
    }
    // Beyond ASCII a mark may be written in other bytes than the rubric has.
    return all < 128 || to - from > this.#longestMark;
  }
}

/** The scanner of a column; one whose cells depend on others of their row declines all but blanks. */
export function makeCellScanner(column: ColumnCells): CellScanner {
  const plain = column.byItself ? column.plain : undefined;
  switch (plain?.form) {
    case 'numeral':
      return new NumeralScanner(column, plain.shift, plain.sign, plain.bound);
    case 'date':
      return new DateScanner(column);
    case 'text':
      return new TextScanner(column, plain.doubtful);
    default:
      return new CellScanner(column);
  }
}

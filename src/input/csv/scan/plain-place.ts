import { daysNearby } from '../../../numeric/month-starts.ts';
import type { PoolBuilder } from '../../../text/text-pool.ts';
import { type ByteMemory, firstHash, hashFactor } from './byte-memory.ts';
import type { CellScanner } from './cell-scanner.ts';
import { found, knownCode, text } from './plain-cells.ts';
import { doubtful, isUnseen, plain } from './plain-texts.ts';

// The columns of plain rows (plain-rows.ts) by their places in a row, and how cells are read while their end is looked for.

const [hyphen, space, zero] = [45, 32, 48];

/** More digits on one side of the decimal sign do not fit 32 bits; more on both, no double for sure. */
const mostOnASide = 9;
const mostDigits = 15;

/** As doubles in one piece of memory; exact up to the last. */
const powers = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** What a byte says of a text, beside `plain` and the others: it ends the cell. */
const stop = 3;

/** What is read from one place of each row, at hand for the loop. */
export class Place {
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

// Each of these reads the cell at `start` to its end, which it gives, and sets it; -1 where the cell is left.

function setBlank(place: Place, at: number, row: number): number {
  if (!place.blanks) return -1;
  if (place.does === text || place.does === knownCode) place.codes[row] = -1;
  else place.values[row] = Number.NaN;
  return at;
}

export function readNumeral(place: Place, bytes: Uint8Array, start: number, stops: Uint8Array, row: number): number {
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

export function readDate(
  place: Place,
  bytes: Uint8Array,
  at: number,
  end: number,
  stops: Uint8Array,
  row: number,
): number {
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
export function readText(place: Place, bytes: Uint8Array, start: number, row: number): number {
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

export function recallCode(place: Place, bytes: Uint8Array, start: number, stops: Uint8Array, row: number): number {
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

export function recallValue(place: Place, bytes: Uint8Array, start: number, stops: Uint8Array, row: number): number {
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

import type { Place } from './plain-place.ts';
import type { RowBlock } from './row-block.ts';

// The numerals of a column of a block of rows. Where the decimal sign stands is guessed by the numeral before; digits are read four
// bytes at a time, without a jump that depends on how many there are. What that cannot read is read byte by byte.

const [hyphen, zero] = [45, 48];
const zeros = 0x30303030;
const highBits = 0x80808080 | 0;

/** More digits on one side of the decimal sign do not fit 32 bits; more on both, no double for sure. */
const mostOnASide = 9;
const mostDigits = 15;
/** Digits before the sign, and bytes from it on, that are read four at a time. */
const mostWhole = 8;
const mostTail = 5;

/** As doubles in one piece of memory; exact up to the last. */
const powers = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** By how many of eight bytes (0 to 8) are digits, the last ones: which bits of the first four, and of the last four, count. */
const firstMasks = Int32Array.from({ length: 9 }, (_, count) => (count > 4 ? -1 << (8 * (8 - count)) : 0));
const lastMasks = Int32Array.from({ length: 9 }, (_, count) =>
  count === 0 ? 0 : -1 << (8 * (4 - Math.min(count, 4))),
);

export function readNumerals(place: Place, block: RowBlock): void {
  const { view, bytes, ends, stride, rows, first } = block;
  const { values, cell, sign, shift, least, most, blanks, longestDigitMark } = place;
  const longestHyphenMark = place.markLengths[hyphen];
  let { tail } = place;
  let behindUnit = powers[Math.max(0, tail - 1)];
  let unit = unitOf(shift, tail);
  for (let row = 0, index = cell; row < rows; row++, index += stride) {
    const start = ends[index] + 1;
    const end = ends[index + 1];
    if (end === start && blanks) {
      values[first + row] = Number.NaN;
      continue;
    }
    if (tail > 0 ? bytes[end - tail] !== sign : false) {
      tail = findTail(bytes, start, end, sign);
      behindUnit = powers[Math.max(0, tail - 1)];
      unit = unitOf(shift, tail);
    }
    const isNegative = bytes[start] === hyphen;
    const longestMark = isNegative ? longestHyphenMark : longestDigitMark;
    const point = end - tail;
    const count = isNegative ? point - start - 1 : point - start;
    if (count > 0 && count <= mostWhole && end - start > longestMark && point >= mostWhole) {
      const high = (view.getInt32(point - 8, true) ^ zeros) & firstMasks[count];
      const low = (view.getInt32(point - 4, true) ^ zeros) & lastMasks[count];
      const behind = tail === 0 ? 0 : (view.getInt32(end - 4, true) ^ zeros) & lastMasks[tail - 1];
      // Added to what is more than 9, this comes to more than 127.
      const odd = (high + 0x76767676) | (low + 0x76767676) | (behind + 0x76767676) | high | low | behind;
      if ((odd & highBits) === 0) {
        const whole = (Math.imul(joinDigits(high), 10_000) + joinDigits(low)) | 0;
        const size = (whole * behindUnit + joinDigits(behind)) * unit;
        const units = isNegative ? 0 - size : size;
        if (units >= least && units <= most) {
          values[first + row] = units;
          continue;
        }
      }
    }
    if (tail === 0) {
      tail = findTail(bytes, start, end, sign);
      behindUnit = powers[Math.max(0, tail - 1)];
      unit = unitOf(shift, tail);
    }
    if (!readNumeral(place, bytes, start, end, first + row)) block.leave(row, cell);
  }
  place.tail = tail;
}

/** The number of four digits, the first in the lowest byte. */
function joinDigits(digits: number): number {
  const pairs = (Math.imul(digits, 10) + (digits >>> 8)) | 0;
  return (Math.imul(pairs & 0xff, 100) + ((pairs >>> 16) & 0xff)) | 0;
}

/** What a digit of the lowest place is; NaN where that place is below those of the column. */
function unitOf(shift: number, tail: number): number {
  const exponent = shift - Math.max(0, tail - 1);
  return exponent < 0 || exponent >= powers.length ? Number.NaN : powers[exponent];
}

/** Bytes from the sign on; 0 where there is none, or nothing behind it. */
function findTail(bytes: Uint8Array, start: number, end: number, sign: number): number {
  for (let tail = 2; tail <= mostTail && tail < end - start; tail++) if (bytes[end - tail] === sign) return tail;
  return 0;
}

/** Reads and sets a numeral byte by byte; false where it is to be left. */
function readNumeral(place: Place, bytes: Uint8Array, start: number, end: number, row: number): boolean {
  const isNegative = bytes[start] === hyphen;
  const first = isNegative ? start + 1 : start;
  let at = first;
  let whole = 0;
  while (at < end && bytes[at] >= zero && bytes[at] <= zero + 9)
    whole = (Math.imul(whole, 10) + bytes[at++] - zero) | 0;
  const count = at - first;
  let fraction = 0;
  let behind = 0;
  if (at < end && bytes[at] === place.sign) {
    const sign = at++;
    while (at < end && bytes[at] >= zero && bytes[at] <= zero + 9)
      fraction = (Math.imul(fraction, 10) + bytes[at++] - zero) | 0;
    behind = at - sign - 1;
    if (behind === 0) return false;
  }
  if (at !== end) return false;
  const shift = place.shift - behind;
  if (count < 1 || count > mostOnASide || behind > mostOnASide || count + behind > mostDigits) return false;
  if (shift < 0 || shift >= powers.length || end - start <= place.markLengths[bytes[start]]) return false;
  const size = (whole * powers[behind] + fraction) * powers[shift];
  const units = isNegative ? 0 - size : size;
  if (units < place.least || units > place.most) return false;
  place.values[row] = units;
  return true;
}

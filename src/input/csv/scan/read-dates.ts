import { daysNearby } from '../../../numeric/month-starts.ts';
import type { Place } from './plain-place.ts';
import type { RowBlock } from './row-block.ts';

// The days (yyyy-mm-dd) of a column of a block of rows, four bytes at a time.

const dateLength = 10;
const highBits = 0x80808080 | 0;

export function readDates(place: Place, block: RowBlock): void {
  const { view, bytes, ends, stride, rows, first } = block;
  const { values, cell, least, most, blanks, longestDigitMark } = place;
  const isMarked = longestDigitMark >= dateLength;
  for (let row = 0, index = cell; row < rows; row++, index += stride) {
    const start = ends[index] + 1;
    const length = ends[index + 1] - start;
    if (length === dateLength) {
      // Digits as numbers, hyphens as nothing.
      const year = view.getInt32(start, true) ^ 0x30303030;
      const month = view.getInt32(start + 4, true) ^ 0x2d30302d;
      const tens = bytes[start + 8] ^ 48;
      const ones = bytes[start + 9] ^ 48;
      const odd =
        (year + 0x76767676) | (month + 0x76767676) | (tens + 0x76) | (ones + 0x76) | year | month | tens | ones;
      if (
        (odd & highBits) === 0 &&
        (month & 0xff0000ff) === 0 &&
        !(isMarked && place.markLengths[bytes[start]] >= length)
      ) {
        const century = Math.imul(year & 0xff, 10) + ((year >>> 8) & 0xff);
        const years = Math.imul(century, 100) + Math.imul((year >>> 16) & 0xff, 10) + (year >>> 24);
        const months = Math.imul((month >>> 8) & 0xff, 10) + ((month >>> 16) & 0xff);
        const days = daysNearby(years, months, Math.imul(tens, 10) + ones);
        if (days >= least && days <= most) {
          values[first + row] = days;
          continue;
        }
      }
    } else if (length === 0 && blanks) {
      values[first + row] = Number.NaN;
      continue;
    }
    block.leave(row, cell);
  }
}

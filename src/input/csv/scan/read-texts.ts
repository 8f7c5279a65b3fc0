import type { PoolBuilder } from '../../../text/text-pool.ts';
import type { Place } from './plain-place.ts';
import { behind, isUnseen } from './plain-texts.ts';
import type { RowBlock } from './row-block.ts';

// The texts of a column of a block of rows, put behind those of its pool.

const [space, quote] = [32, 34];

export function readTexts(place: Place, block: RowBlock): void {
  const { bytes, ends, stride, rows, first } = block;
  const { codes, cell, kinds, markLengths, longestMark, blanks } = place;
  if (rows === 0) return;
  const pool = place.pool as PoolBuilder;
  const own = pool.room(ends[(rows - 1) * stride + stride - 1] - ends[0], rows);
  const { ends: ownEnds } = pool;
  let { size, length: code } = pool;
  for (let row = 0, index = cell; row < rows; row++, index += stride) {
    const start = ends[index] + 1;
    const end = ends[index + 1];
    if (end === start && blanks) {
      codes[first + row] = -1;
      continue;
    }
    let to = size;
    let all = 0;
    let doubts = 0;
    for (let at = start; at < end; at++) {
      const byte = bytes[at];
      own[to++] = byte;
      all |= byte;
      doubts |= kinds[byte];
    }
    const one = bytes[start];
    const isPlain =
      start < end &&
      one > space &&
      one !== quote &&
      bytes[end - 1] !== space &&
      (doubts === 0 || (doubts === behind && hasNoUnseen(bytes, start, end, kinds))) &&
      (one >= 128 || end - start > markLengths[one]) &&
      // Beyond ASCII a mark may be written in other bytes than the rubric has.
      (all < 128 || end - start > longestMark);
    if (!isPlain) {
      block.leave(row, cell);
      continue;
    }
    codes[first + row] = code;
    ownEnds[code++] = to;
    size = to;
  }
  pool.settle(size, code);
}

function hasNoUnseen(bytes: Uint8Array, start: number, end: number, kinds: Uint8Array): boolean {
  for (let at = start; at < end; at++) if (kinds[bytes[at]] === behind && isUnseen(bytes, at)) return false;
  return true;
}

import type { Pairing } from '../model/previous.ts';
import type { TextColumn } from '../model/table.ts';
import { poolOf, type TextPool } from '../text/text-pool.ts';

// The clients of two books side by side. Ids of either are in UTF-8 byte order and each stands there once, so one pass over
// both finds the pairs.

export function pairBooks(previous: TextColumn, present: TextColumn): Pairing {
  const before = new Int32Array(present.codes.length).fill(-1);
  const now = new Int32Array(previous.codes.length).fill(-1);
  const old = poolOf(previous.dictionary);
  const own = poolOf(present.dictionary);
  let row = 0;
  for (let at = 0; at < now.length; at++) {
    while (row < before.length && compareAcross(own, present.codes[row], old, previous.codes[at]) < 0) row++;
    if (row === before.length) break;
    if (compareAcross(own, present.codes[row], old, previous.codes[at]) !== 0) continue;
    now[at] = row;
    before[row] = at;
  }
  return { before, now };
}

/** −, 0 or + by the bytes of a text of one pool and one of another. */
function compareAcross(pool: TextPool, code: number, other: TextPool, otherCode: number): number {
  const [start, otherStart] = [pool.startOf(code), other.startOf(otherCode)];
  const [length, otherLength] = [pool.ends[code] - start, other.ends[otherCode] - otherStart];
  const [bytes, otherBytes] = [pool.bytes, other.bytes];
  const shared = Math.min(length, otherLength);
  for (let at = 0; at < shared; at++) {
    const difference = bytes[start + at] - otherBytes[otherStart + at];
    if (difference !== 0) return difference;
  }
  return length - otherLength;
}

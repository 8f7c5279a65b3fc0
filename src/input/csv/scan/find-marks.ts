// Where rows and cells may end: places of given bytes, without a jump that depends on the bytes, which no processor could guess.

/** So many marks may be found at once. */
export const markSlack = 32;

const lowBits = 0x7f7f7f7f;
/** Brings the lowest bits of four bytes together in the highest four, the first byte's first. */
const joinBits = -(2 ** 31) + 2 ** 22 + 2 ** 13 + 2 ** 4;

/** Bits 31 to 28 say which of four bytes are one of those that `one` and `two` have in each byte. */
function compare(word: number, one: number, two: number): number {
  const a = word ^ one;
  const b = word ^ two;
  const isOther = (((a & lowBits) + lowBits) | a) & (((b & lowBits) + lowBits) | b);
  return Math.imul(~(isOther | lowBits) >>> 7, joinBits) & 0xf0000000;
}

/**
 * Puts the places of two bytes into `marks`, in their order, from `count` on until there are `most` or more; gives how many. Bytes are
 * looked at 32 at a time, up to a multiple of that before `end`.
 */
export function findTwo(
  view: DataView,
  first: number,
  second: number,
  from: number,
  end: number,
  marks: Int32Array,
  most: number,
): number {
  const one = Math.imul(first, 0x01010101);
  const two = Math.imul(second, 0x01010101);
  let count = 0;
  // Written out: in a loop for words and one for places it takes half as long again.
  for (let at = from; at + 32 <= end && count < most; at += 32) {
    let found =
      compare(view.getInt32(at, true), one, two) |
      (compare(view.getInt32(at + 4, true), one, two) >>> 4) |
      (compare(view.getInt32(at + 8, true), one, two) >>> 8) |
      (compare(view.getInt32(at + 12, true), one, two) >>> 12) |
      (compare(view.getInt32(at + 16, true), one, two) >>> 16) |
      (compare(view.getInt32(at + 20, true), one, two) >>> 20) |
      (compare(view.getInt32(at + 24, true), one, two) >>> 24) |
      (compare(view.getInt32(at + 28, true), one, two) >>> 28);
    const all = countBits(found);
    // Six are put down whether they are there or not: what is too many is overwritten.
    let place = Math.clz32(found);
    marks[count] = at + place;
    found &= 0x7fffffff >>> place;
    place = Math.clz32(found);
    marks[count + 1] = at + place;
    found &= 0x7fffffff >>> place;
    place = Math.clz32(found);
    marks[count + 2] = at + place;
    found &= 0x7fffffff >>> place;
    place = Math.clz32(found);
    marks[count + 3] = at + place;
    found &= 0x7fffffff >>> place;
    place = Math.clz32(found);
    marks[count + 4] = at + place;
    found &= 0x7fffffff >>> place;
    place = Math.clz32(found);
    marks[count + 5] = at + place;
    found &= 0x7fffffff >>> place;
    for (let index = count + 6; found !== 0; index++) {
      place = Math.clz32(found);
      marks[index] = at + place;
      found &= 0x7fffffff >>> place;
    }
    count = (count + all) | 0;
  }
  return count;
}

function countBits(bits: number): number {
  const pairs = (bits - ((bits >>> 1) & 0x55555555)) | 0;
  const fours = ((pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)) | 0;
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** As `findTwo`, of all bytes that `isMark` has a 1 for, behind `count` marks, up to `end`. */
export function findAny(
  bytes: Uint8Array,
  isMark: Uint8Array,
  from: number,
  end: number,
  marks: Int32Array,
  most: number,
  before: number,
): number {
  let count = before;
  for (let at = from; at < end && count < most; at++) {
    marks[count] = at;
    count = (count + isMark[bytes[at]]) | 0;
  }
  return count;
}

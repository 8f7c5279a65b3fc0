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

/** Puts the places of two bytes before `end` into `marks`, in their order, until there are `most` or more; gives how many. */
export function findTwo(
  view: DataView,
  [first, second]: readonly [number, number],
  from: number,
  end: number,
  marks: Int32Array,
  most: number,
): number {
  const one = Math.imul(first, 0x01010101);
  const two = Math.imul(second, 0x01010101);
  let count = 0;
  let at = from;
  for (; at + 32 <= end && count < most; at += 32) {
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
    for (let index = count; index < count + 6; index++) {
      const place = Math.clz32(found);
      marks[index] = at + place;
      found &= 0x7fffffff >>> place;
    }
    for (let index = count + 6; found !== 0; index++) {
      const place = Math.clz32(found);
      marks[index] = at + place;
      found &= 0x7fffffff >>> place;
    }
    count = (count + all) | 0;
  }
  for (; at < end && count < most; at++) {
    marks[count] = at;
    const byte = view.getUint8(at);
    if (byte === first || byte === second) count++;
  }
  return count;
}

function countBits(bits: number): number {
  const pairs = (bits - ((bits >>> 1) & 0x55555555)) | 0;
  const fours = ((pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)) | 0;
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** As `findTwo`, of all bytes that `isMark` has a 1 for. */
export function findAny(
  view: DataView,
  isMark: Uint8Array,
  from: number,
  end: number,
  marks: Int32Array,
  most: number,
): number {
  let count = 0;
  let at = from;
  for (; at + 4 <= end && count < most; at += 4) {
    const word = view.getInt32(at, true);
    marks[count] = at;
    count = (count + isMark[word & 255]) | 0;
    marks[count] = at + 1;
    count = (count + isMark[(word >>> 8) & 255]) | 0;
    marks[count] = at + 2;
    count = (count + isMark[(word >>> 16) & 255]) | 0;
    marks[count] = at + 3;
    count = (count + isMark[word >>> 24]) | 0;
  }
  for (; at < end && count < most; at++) {
    marks[count] = at;
    count += isMark[view.getUint8(at)];
  }
  return count;
}

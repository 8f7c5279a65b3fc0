import { blockEnd } from './blocks.ts';
import { keyWord, type Pairs, rowWord } from './sort-memory.ts';

// Sorts pairs of a key and a row by counting the digits of the key instead of comparing (least significant digit first, so that
// pairs with equal digits keep their order). A key is at least 0 and below 2^30: then no pair is the pattern of a NaN, and it
// moves as one double. Digits are at most 10 bits, which is as many places as are written to without waiting.

export const mostKeyBits = 30;
const mostDigits = 3;
const mostDigitBits = 10;
/** Of each digit, how often it has each value; then where the next pair with it goes. */
const counts = new Int32Array(mostDigits << mostDigitBits);

/** Sorts the first `count` pairs by the lowest `bits` of their keys, with `spare` to move to; gives where they are then. */
export function sortPairs(pairs: Pairs, spare: Pairs, count: number, bits: number): Pairs {
  if (bits === 0 || count === 0) return pairs;
  const digits = Math.ceil(bits / mostDigitBits);
  const width = Math.ceil(bits / digits);
  const mask = (1 << width) - 1;
  countAll(pairs, keyWord, count, 0, width);
  const first = pairs.words[keyWord];
  let sorted = pairs;
  let next = spare;
  for (let digit = 0; digit < digits; digit++) {
    const base = digit << mostDigitBits;
    // A digit that all share moves nothing.
    if (counts[base + ((first >>> (digit * width)) & mask)] === count) continue;
    moveAll(sorted, next, keyWord, count, digit * width, mask, base);
    [sorted, next] = [next, sorted];
  }
  return sorted;
}

/** Rows of which a column fills a part of the nearest caches. */
const nearBits = 13;

/**
 * Brings together pairs of rows that are near each other: what is then written to their rows in turn is written to memory that
 * is at hand. Rows are below `rows`.
 */
export function bringTogether(pairs: Pairs, spare: Pairs, count: number, rows: number): Pairs {
  let shift = nearBits;
  while (rows > 2 ** (shift + mostDigitBits)) shift++;
  if (rows <= 2 ** shift) return pairs;
  countAll(pairs, rowWord, count, shift, mostDigitBits);
  moveAll(pairs, spare, rowWord, count, shift, (1 << mostDigitBits) - 1, 0);
  return spare;
}

function countAll({ words }: Pairs, word: number, count: number, shift: number, width: number): void {
  counts.fill(0);
  for (let from = 0; from < count; from = blockEnd(from, count)) {
    countBlock(words, word, from, blockEnd(from, count), shift, width, (1 << width) - 1);
  }
}

function countBlock(
  words: Int32Array,
  word: number,
  from: number,
  to: number,
  shift: number,
  width: number,
  mask: number,
): void {
  for (let index = from; index < to; index++) {
    const number = words[2 * index + word] >>> shift;
    counts[number & mask]++;
    counts[(1 << mostDigitBits) + ((number >>> width) & mask)]++;
    counts[(2 << mostDigitBits) + ((number >>> (2 * width)) & mask)]++;
  }
}

function moveAll(
  pairs: Pairs,
  into: Pairs,
  word: number,
  count: number,
  shift: number,
  mask: number,
  base: number,
): void {
  sumBefore(base, mask);
  const { words, numbers } = pairs;
  const even = count - (count % 4);
  for (let from = 0; from < even; from = blockEnd(from, even)) {
    moveBlock(words, numbers, into.numbers, word, from, blockEnd(from, even), shift, mask, base);
  }
  for (let index = even; index < count; index++) {
    into.numbers[counts[base + ((words[2 * index + word] >>> shift) & mask)]++] = numbers[index];
  }
}

/** Turns the counts of a digit into where the first pair with each value goes. */
function sumBefore(base: number, mask: number): void {
  let sum = 0;
  for (let at = base; at <= base + mask; at++) {
    const count = counts[at];
    counts[at] = sum;
    sum += count;
  }
}

/** Puts pairs where their digit goes; four are read before the first is put down, so that none waits for another. */
function moveBlock(
  words: Int32Array,
  numbers: Float64Array,
  into: Float64Array,
  word: number,
  from: number,
  to: number,
  shift: number,
  mask: number,
  base: number,
): void {
  for (let index = from; index < to; index += 4) {
    const at = 2 * index + word;
    const digitA = base + ((words[at] >>> shift) & mask);
    const digitB = base + ((words[at + 2] >>> shift) & mask);
    const digitC = base + ((words[at + 4] >>> shift) & mask);
    const digitD = base + ((words[at + 6] >>> shift) & mask);
    const a = numbers[index];
    const b = numbers[index + 1];
    const c = numbers[index + 2];
    const d = numbers[index + 3];
    const placeA = counts[digitA]++;
    const placeB = counts[digitB]++;
    const placeC = counts[digitC]++;
    const placeD = counts[digitD]++;
    into[placeA] = a;
    into[placeB] = b;
    into[placeC] = c;
    into[placeD] = d;
  }
}

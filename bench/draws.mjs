// Whole numbers that look random, the same on every machine and Node version: integer arithmetic only.

/** Whole numbers below `count` (at most 2^21) from a 32-bit linear congruential state, its high bits mixed down. */
export function createDraws(seed) {
  let state = seed >>> 0;
  return (count) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    let word = state ^ (state >>> 15);
    word = Math.imul(word, 0x2c1b3c6d);
    word = (word ^ (word >>> 13)) >>> 0;
    // Below 2^53, and 2^32 divides exactly: no rounding anywhere.
    return Math.floor((word * count) / 4294967296);
  };
}

/** A number of two digits at least. */
export const two = (number) => (number < 10 ? `0${number}` : String(number));

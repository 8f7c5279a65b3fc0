// Seeded random numbers in 32-bit integer arithmetic, so that every machine and Node version draws the same.
// xoshiro128** by D. Blackman and S. Vigna ("Scrambled linear pseudorandom number generators", 2018), its state filled
// by the 32-bit finaliser of MurmurHash3 over seed and stream. Streams of one seed do not disturb each other.

export interface Random {
  /** A whole number in low..high, both in; high − low below 2^20. */
  between(low: number, high: number): number;
  /** As `between`, but the middle is likelier: the mean of four draws. */
  bell(low: number, high: number): number;
  /** True in this many of 1000 draws. */
  chance(perMille: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** The list in another order (Fisher–Yates). */
  shuffle<T>(list: readonly T[]): T[];
}

/** The next 32 bits of xoshiro128** from a state of four words, which it changes. */
export function next32(state: Uint32Array): number {
  const product = Math.imul(state[1], 5);
  const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
  const shifted = state[1] << 9;
  state[2] ^= state[0];
  state[3] ^= state[1];
  state[1] ^= state[2];
  state[0] ^= state[3];
  state[2] ^= shifted;
  state[3] = (state[3] << 11) | (state[3] >>> 21);
  return result;
}

function mix(word: number): number {
  let hash = word;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

export function createRandom(seed: number, stream: number): Random {
  const start = mix((seed ^ mix(stream + 0x9e3779b9)) >>> 0);
  const state = Uint32Array.from([1, 2, 3, 4], (word) => mix((start + Math.imul(word, 0x9e3779b9)) >>> 0));
  // The product stays below 2^53 and 2^32 divides it exactly in a double, so the floor is exact.
  const below = (count: number): number => Math.floor((next32(state) * count) / 2 ** 32);
  const between = (low: number, high: number): number => low + below(high - low + 1);
  return {
    between,
    bell: (low, high) => {
      let sum = 0;
      for (let draw = 0; draw < 4; draw++) sum += between(low, high);
      return Math.round(sum / 4);
    },
    chance: (perMille) => below(1000) < perMille,
    pick: (list) => list[below(list.length)],
    shuffle: (list) => {
      const result = [...list];
      for (let last = result.length - 1; last > 0; last--) {
        const other = below(last + 1);
        [result[last], result[other]] = [result[other], result[last]];
      }
      return result;
    },
  };
}

// What one sort after the other is done in: memory that is touched for the first time costs more than what is sorted in it.

/** Of more pairs, memory is not kept. */
const mostKept = 1 << 22;

/** Pairs of a row and a key, as 32 bits each and as 64 bits that move as one: `words[2 · place + keyWord]` is a key. */
export interface Pairs {
  readonly words: Int32Array;
  readonly numbers: Float64Array;
}

/** A key is not below 0 and at most this: a pair is then never the pattern of a NaN. */
export const mostKey = 2 ** 30 - 1;

/** Which half of a double has its sign. */
export const keyWord = new Uint8Array(Int32Array.of(1).buffer)[0];
export const rowWord = 1 - keyWord;

export class SortMemory {
  #kept: readonly [ArrayBuffer, ArrayBuffer] | undefined;
  #flags = new Uint8Array(0);

  /** Room for so many pairs twice, with anything in it. What the last ones were used for is gone. */
  take(length: number): readonly [Pairs, Pairs] {
    const [first, second] = this.#room(8 * length);
    return [pairsIn(first, length), pairsIn(second, length)];
  }

  /** A byte each for so many rows, with anything in them. */
  flags(length: number): Uint8Array {
    if (this.#flags.length < length) this.#flags = new Uint8Array(length);
    return this.#flags.subarray(0, length);
  }

  #room(bytes: number): readonly [ArrayBuffer, ArrayBuffer] {
    if (this.#kept !== undefined && this.#kept[0].byteLength >= bytes) return this.#kept;
    if (bytes > 8 * mostKept) return [new ArrayBuffer(bytes), new ArrayBuffer(bytes)];
    // One that sorts some more has room as well; what is not written to takes no memory.
    const size = 2 ** (32 - Math.clz32(bytes));
    this.#kept = [new ArrayBuffer(size), new ArrayBuffer(size)];
    return this.#kept;
  }
}

function pairsIn(buffer: ArrayBuffer, length: number): Pairs {
  return { words: new Int32Array(buffer, 0, 2 * length), numbers: new Float64Array(buffer, 0, length) };
}

/** What the sorts of this thread are done in, one after the other: who sorts here is done with it before anybody else does. */
export const sortMemory = new SortMemory();

// Memory that expressions are worked out in, a block at a time. What binds one expression after the other lets the next have
// what the last one had: memory made anew for each would be touched for the first time again and again.

/** Rows a block holds: a few buffers of this size stay in the cache. */
export const blockRows = 4096;

export interface BlockMemory {
  /** Room for a block, with anything in it. */
  floats(): Float64Array;
  codes(): Int32Array;
  /** What the work takes may be taken again once it is done. */
  borrow<Result>(work: () => Result): Result;
}

/** For what is bound once. */
export const newBlocks: BlockMemory = {
  floats: () => new Float64Array(blockRows),
  codes: () => new Int32Array(blockRows),
  borrow: (work) => work(),
};

export class KeptBlocks implements BlockMemory {
  readonly #floats: Float64Array[] = [];
  readonly #codes: Int32Array[] = [];
  #floatsTaken = 0;
  #codesTaken = 0;

  floats(): Float64Array {
    const place = this.#floatsTaken++;
    this.#floats[place] ??= new Float64Array(blockRows);
    return this.#floats[place];
  }

  codes(): Int32Array {
    const place = this.#codesTaken++;
    this.#codes[place] ??= new Int32Array(blockRows);
    return this.#codes[place];
  }

  borrow<Result>(work: () => Result): Result {
    const [floats, codes] = [this.#floatsTaken, this.#codesTaken];
    try {
      return work();
    } finally {
      this.#floatsTaken = floats;
      this.#codesTaken = codes;
    }
  }
}

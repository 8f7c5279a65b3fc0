// Memory for columns that live only as long as a range of rows: each range takes what the one before it on the same thread
// left. Shared memory that is dropped would be given back late (docs/decisions/0010), and there are many ranges.

export class SpareColumns {
  readonly #floats: Float64Array[] = [];
  readonly #codes: Int32Array[] = [];
  #floatsTaken = 0;
  #codesTaken = 0;

  /** All that was taken may be taken again. */
  giveBack(): void {
    this.#floatsTaken = 0;
    this.#codesTaken = 0;
  }

  /** What stands in it is what somebody left there. */
  floats(length: number): Float64Array {
    const place = this.#floatsTaken++;
    if ((this.#floats[place]?.length ?? -1) < length) this.#floats[place] = new Float64Array(length);
    return this.#floats[place].subarray(0, length);
  }

  codes(length: number): Int32Array {
    const place = this.#codesTaken++;
    if ((this.#codes[place]?.length ?? -1) < length) this.#codes[place] = new Int32Array(length);
    return this.#codes[place].subarray(0, length);
  }
}

// What one sort after the other is done in: memory that is touched for the first time costs more than what is sorted in it.

/** Of more values, memory is not kept. */
const mostKept = 1 << 22;

export class SortMemory {
  #kept: readonly [Float64Array, Float64Array] | undefined;

  /** Two arrays of a length, with anything in them. What the last ones were used for is gone. */
  take(length: number): readonly [Float64Array, Float64Array] {
    if (length > mostKept) return [new Float64Array(length), new Float64Array(length)];
    if (this.#kept === undefined || this.#kept[0].length < length) {
      this.#kept = [new Float64Array(length), new Float64Array(length)];
    }
    const [first, second] = this.#kept;
    return [first.subarray(0, length), second.subarray(0, length)];
  }
}

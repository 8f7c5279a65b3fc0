// Which factors lack points, as a small number a pattern: each factor in turn leads from what is known of the ones before
// it to one of two further numbers. They are given out as patterns are met, so they are few, and there is no bound to the
// number of factors.

/** Told of a pattern when it is first met; `present[i]` = 1 where the i-th factor has points. Patterns count from 0. */
type Meet = (present: Uint8Array) => void;

export class Patterns {
  readonly #meet: Meet;
  /** By factor, two a number: where it leads with points and without them; −1 where no row went so far. */
  readonly #branches: Int32Array[];
  /** By factor, how many numbers it leads to. */
  readonly #known: Int32Array;

  constructor(factors: number, meet: Meet) {
    this.#meet = meet;
    this.#branches = Array.from({ length: factors }, () => new Int32Array(8).fill(-1));
    this.#known = new Int32Array(factors);
  }

  /** Writes the patterns of `count` rows from `start` on, by a column of points a factor. */
  find(points: readonly Float64Array[], start: number, count: number, patterns: Int32Array): void {
    patterns.fill(0, 0, count);
    for (let factor = 0; factor < points.length; factor++) {
      const values = points[factor];
      let done = 0;
      for (;;) {
        done = follow(this.#branches[factor], values, start, done, count, patterns);
        if (done === count) break;
        this.#add(factor, 2 * patterns[done] + (Number.isNaN(values[start + done]) ? 1 : 0));
        if (factor === points.length - 1) this.#meet(presentIn(points, start + done));
      }
    }
  }

  #add(factor: number, branch: number): void {
    const branches = this.#branches[factor];
    branches[branch] = this.#known[factor]++;
    const next = factor + 1;
    if (next === this.#branches.length || 2 * this.#known[factor] <= this.#branches[next].length) return;
    const larger = new Int32Array(2 * this.#branches[next].length).fill(-1);
    larger.set(this.#branches[next]);
    this.#branches[next] = larger;
  }
}

function presentIn(points: readonly Float64Array[], row: number): Uint8Array {
  return Uint8Array.from(points, (values) => (Number.isNaN(values[row]) ? 0 : 1));
}

/** Gives the first row that goes where none went before. */
function follow(
  branches: Int32Array,
  values: Float64Array,
  start: number,
  from: number,
  count: number,
  patterns: Int32Array,
): number {
  for (let i = from; i < count; i++) {
    const next = branches[2 * patterns[i] + (Number.isNaN(values[start + i]) ? 1 : 0)];
    if (next < 0) return i;
    patterns[i] = next;
  }
  return count;
}

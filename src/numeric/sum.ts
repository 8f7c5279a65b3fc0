import { maxUnits } from '../model/value-type.ts';

/** An exact sum of whole numbers in doubles: partial sums move to a BigInt before they could leave 2^53. */
export class ExactSum {
  #total = 0n;
  #partial = 0;

  /** Adds whole units within ±(2^53 − 1); NaN (missing) adds nothing. */
  add(units: number): void {
    if (Number.isNaN(units)) return;
    const next = this.#partial + units;
    if (Math.abs(next) <= maxUnits) {
      this.#partial = next;
      return;
    }
    this.#total += BigInt(this.#partial) + BigInt(units);
    this.#partial = 0;
  }

  /** Adds all of them, and gives how many are not missing. */
  addAll(values: Float64Array): number {
    let present = 0;
    let partial = this.#partial;
    for (let index = 0; index < values.length; index++) {
      const units = values[index];
      if (Number.isNaN(units)) continue;
      present++;
      const next = partial + units;
      if (Math.abs(next) <= maxUnits) {
        partial = next;
        continue;
      }
      this.#total += BigInt(partial) + BigInt(units);
      partial = 0;
    }
    this.#partial = partial;
    return present;
  }

  get total(): bigint {
    return this.#total + BigInt(this.#partial);
  }
}

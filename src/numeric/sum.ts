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

  get total(): bigint {
    return this.#total + BigInt(this.#partial);
  }
}

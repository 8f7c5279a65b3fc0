import { maxUnits } from '../../model/value-type.ts';

/** Exact sums, one an owner: what would leave 2^53 moves to a BigInt, so that the order of the values cannot matter. */
export class OwnedSums {
  readonly #partial: Float64Array;
  readonly #moved = new Map<number, bigint>();

  constructor(owners: number) {
    this.#partial = new Float64Array(owners);
  }

  /** Adds whole units within ±(2^53 − 1). */
  add(owner: number, units: number): void {
    const next = this.#partial[owner] + units;
    if (Math.abs(next) <= maxUnits) {
      this.#partial[owner] = next;
      return;
    }
    this.#moved.set(owner, this.totalOf(owner) + BigInt(units));
    this.#partial[owner] = 0;
  }

  totalOf(owner: number): bigint {
    return (this.#moved.get(owner) ?? 0n) + BigInt(this.#partial[owner]);
  }

  /** The total as units of a column; NaN outside its bounds. */
  unitsOf(owner: number): number {
    if (!this.#moved.has(owner)) return this.#partial[owner];
    const units = Number(this.totalOf(owner));
    return Math.abs(units) <= maxUnits ? units : Number.NaN;
  }
}

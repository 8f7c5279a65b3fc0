import { ExactSum } from '../numeric/sum.ts';

// Exact sums of the first values of a sorted column, the last of them in part: what Pareto and Lorenz are made of.

/** Whole units in order; as BigInts where one leaves ±(2^53 − 1), which sums over connected clients may. */
export type OrderedUnits = Float64Array | readonly bigint[];

/** Sums of the first values; counts must be asked for in ascending order. */
export class PrefixSum {
  readonly #values: OrderedUnits;
  #large = 0n;
  readonly #sum = new ExactSum();
  #taken = 0;

  constructor(values: OrderedUnits) {
    this.#values = values;
  }

  first(count: number): bigint {
    while (this.#taken < count) {
      const value = this.#values[this.#taken++];
      if (typeof value === 'bigint') this.#large += value;
      else this.#sum.add(value);
    }
    return this.#large + this.#sum.total;
  }
}

/** Sum of the first n·part/whole values, the last of them in part, times `whole`; 0 ≤ part ≤ whole. */
export function sumTop(values: OrderedUnits, prefix: PrefixSum, part: bigint, whole: bigint): bigint {
  const reach = BigInt(values.length) * part;
  const count = Number(reach / whole);
  const rest = reach % whole;
  const sum = prefix.first(count) * whole;
  return rest === 0n ? sum : sum + rest * BigInt(values[count]);
}

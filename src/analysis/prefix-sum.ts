import { ExactSum } from '../numeric/sum.ts';

// Exact sums of the first values of a sorted column, the last of them in part: what Pareto and Lorenz are made of.

/** Sums of the first values; counts must be asked for in ascending order. */
export class PrefixSum {
  readonly #values: Float64Array;
  readonly #sum = new ExactSum();
  #taken = 0;

  constructor(values: Float64Array) {
    this.#values = values;
  }

  first(count: number): bigint {
    while (this.#taken < count) this.#sum.add(this.#values[this.#taken++]);
    return this.#sum.total;
  }
}

/** Sum of the first n·part/whole values, the last of them in part, times `whole`; 0 ≤ part ≤ whole. */
export function sumTop(values: Float64Array, prefix: PrefixSum, part: bigint, whole: bigint): bigint {
  const reach = BigInt(values.length) * part;
  const count = Number(reach / whole);
  const rest = reach % whole;
  const sum = prefix.first(count) * whole;
  return rest === 0n ? sum : sum + rest * BigInt(values[count]);
}

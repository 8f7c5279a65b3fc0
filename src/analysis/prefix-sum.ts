import { maxUnits } from '../model/value-type.ts';
import { addUp } from '../numeric/sum-units.ts';

// Exact sums of the first values of a sorted column, the last of them in part: what Pareto and Lorenz are made of. Sums are kept
// by block, so that each value is added once, and once more where a sum or a bound ends in its block.

/** Whole units in order, none negative; as BigInts where one leaves 2^53 − 1, which sums over connected clients may. */
export type OrderedUnits = Float64Array | readonly bigint[];

const blockRows = 1 << 10;

export class PrefixSum {
  readonly #values: OrderedUnits;
  /** Of all values before each block, as far as anybody asked. */
  readonly #before: bigint[] = [0n];

  constructor(values: OrderedUnits) {
    this.#values = values;
  }

  /** The sum of the first values, so many of them. */
  first(count: number): bigint {
    const block = Math.floor(count / blockRows);
    return this.#sumBefore(block) + this.#sum(block * blockRows, count);
  }

  /** How many of the first values it takes to reach a bound; null where all do not. */
  reach(bound: bigint): number | null {
    const values = this.#values;
    let block = 0;
    while (block * blockRows < values.length && this.#sumBefore(block + 1) < bound) block++;
    let sum = this.#sumBefore(block);
    let count = block * blockRows;
    while (sum < bound && count < values.length) sum += BigInt(values[count++]);
    return sum >= bound ? count : null;
  }

  #sumBefore(block: number): bigint {
    const before = this.#before;
    for (let known = before.length; known <= block; known++) {
      const from = (known - 1) * blockRows;
      before.push(before[known - 1] + this.#sum(from, Math.min(from + blockRows, this.#values.length)));
    }
    return before[block];
  }

  #sum(from: number, to: number): bigint {
    const values = this.#values;
    if (values instanceof Float64Array) {
      const sum = addUp(values, from, to);
      // Sums of what is not negative only grow, so one that ends below 2^53 was below it, and exact, all the way.
      if (sum <= maxUnits) return BigInt(sum);
    }
    let sum = 0n;
    for (let index = from; index < to; index++) sum += BigInt(values[index]);
    return sum;
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

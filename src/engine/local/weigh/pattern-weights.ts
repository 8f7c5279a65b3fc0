import { maxUnits } from '../../../model/value-type.ts';
import { fullPoints } from '../../../plan/expressions.ts';
import type { Shares } from '../shares.ts';
import { figures } from './loops.ts';

// What the patterns of missing points come to, a column a figure, so that a loop over rows finds it by the pattern's number.

export class PatternWeights {
  coverage = new Float64Array(16);
  rated = new Float64Array(16);
  /** NaN where there is no score, or none within what doubles count. */
  denominators = new Float64Array(16);
  /** By factor: denominator, coefficient, and of full points the quotient and the remainder; they mean nothing where it is missing. */
  readonly ofFactors: Float64Array[];
  /** By dimension, the weight of its present factors; NaN where it has none, or none within what doubles count. */
  readonly sums: Float64Array[];
  /** Those past what doubles count, by pattern. */
  readonly wide = new Map<number, Shares>();
  #count = 0;

  constructor(factors: number, dimensions: number) {
    this.ofFactors = Array.from({ length: factors }, () => new Float64Array(16 * figures));
    this.sums = Array.from({ length: dimensions }, () => new Float64Array(16));
  }

  get count(): number {
    return this.#count;
  }

  /** The next pattern; `largest` is the greatest size of any points. */
  add(shares: Shares, largest: number): void {
    const at = this.#count++;
    if (at === this.coverage.length) this.#grow();
    this.coverage[at] = shares.coverage;
    this.rated[at] = shares.rated ? 1 : 0;
    const fits = fitsDoubles(shares, largest);
    if (!fits) this.wide.set(at, shares);
    this.denominators[at] = fits && shares.rated ? Number(shares.denominator) : Number.NaN;
    for (const [index, factor] of shares.factors.entries()) {
      const coefficient = shares.coefficients[index];
      const full = coefficient * BigInt(fullPoints);
      const { denominator } = shares;
      const own = [this.denominators[at], coefficient, full / denominator, full % denominator];
      this.ofFactors[factor].set(own.map(Number), at * figures);
    }
    for (const [index, { sum }] of shares.dimensions.entries()) {
      this.sums[index][at] = fits && sum > 0n ? Number(sum) : Number.NaN;
    }
  }

  #grow(): void {
    this.coverage = twice(this.coverage);
    this.rated = twice(this.rated);
    this.denominators = twice(this.denominators);
    for (const [index, column] of this.ofFactors.entries()) this.ofFactors[index] = twice(column);
    for (const [index, column] of this.sums.entries()) this.sums[index] = twice(column);
  }
}

/**
 * Twice a product of a whole sum with the points, plus a denominator, must stay within 2^53; points may be below 0, so
 * that twice the largest can be lost.
 */
function fitsDoubles(shares: Shares, largest: number): boolean {
  const sizes = [shares.denominator, ...shares.dimensions.map((dimension) => dimension.sum)];
  const size = sizes.reduce((most, value) => (value > most ? value : most), 1n);
  return size * BigInt(largest) * 2n + size <= BigInt(maxUnits) / 4n;
}

function twice(column: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * column.length);
  larger.set(column);
  return larger;
}

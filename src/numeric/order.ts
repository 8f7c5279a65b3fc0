import { gatherFloats } from './gather.ts';
import {
  type Include,
  packAgain,
  packRoughly,
  packRows,
  roughKey,
  settleOrder,
  surveyRows,
  unpackRows,
  unpackValues,
} from './packed-rows.ts';
import { mostDigitBits, sortByBits } from './radix.ts';
import { SortMemory } from './sort-memory.ts';

// Orders over a column of units. A value, counted from the first, and its row make one whole number below 2^53, and these are
// sorted by their digits, without comparing pairs. Where values have more bits than the row leaves room for, they are sorted by
// the highest of each, and the few that are in the wrong order are moved; where these are not few, by some bits at a time.
// Rows are given in id order, so ties fall by id on their own.
// Where memory is given, what is given back stands in it, until it is sorted in again.

/** Rows in order with the value of each. */
export interface OrderedRows {
  readonly rows: Uint32Array;
  readonly values: Float64Array;
}

/** Values of the included rows, ascending. */
export function sortedValues(values: Float64Array, include?: Include, memory?: SortMemory): Float64Array {
  const sorting = new Sorting(values, include, 1, memory);
  return (sorting.fits(0) ? sorting.sort(0) : sorting.sort()).values();
}

/** Included rows with a value, smallest value first, ties by row. */
export function rowsAscending(values: Float64Array, include?: Include, memory?: SortMemory): Uint32Array {
  return new Sorting(values, include, 1, memory).sort().rows();
}

/** Included rows with a value, largest value first, ties by row. */
export function rowsDescending(values: Float64Array, include?: Include, memory?: SortMemory): Uint32Array {
  return new Sorting(values, include, -1, memory).sort().rows();
}

/** Included rows with a value and these values, ascending (1) or descending (−1), ties by row. */
export function sortRows(
  values: Float64Array,
  include: Include | undefined,
  sign: 1 | -1,
  memory?: SortMemory,
): OrderedRows {
  const sorting = new Sorting(values, include, sign, memory).sort();
  const rows = sorting.rows();
  return { rows, values: sorting.values(rows) };
}

class Sorting {
  readonly #given: Float64Array;
  readonly #include: Include | undefined;
  readonly #sign: 1 | -1;
  /** Of the values in their order. */
  readonly #first: number;
  readonly #last: number;
  #rowBits: number;
  /** The numbers, and as much memory beside them. */
  #numbers: Float64Array;
  #spare: Float64Array;
  /** Rows in the order, where the numbers are values already. */
  #settled: Uint32Array | undefined;

  constructor(values: Float64Array, include: Include | undefined, sign: 1 | -1, memory = new SortMemory()) {
    const { count, least, most } = surveyRows(values, include);
    this.#given = values;
    this.#include = include;
    this.#sign = sign;
    this.#first = sign > 0 ? least : most;
    this.#last = sign > 0 ? most : least;
    this.#rowBits = bitsFor(values.length);
    [this.#numbers, this.#spare] = memory.take(count);
  }

  /** Whether all of a value has room above so many bits. */
  fits(rowBits: number): boolean {
    return this.#reach(0) < 2 ** (53 - rowBits);
  }

  sort(rowBits = this.#rowBits): this {
    this.#rowBits = rowBits;
    if (!this.fits(rowBits) && this.#sortRoughly()) return this;
    const room = 53 - rowBits;
    const some = room - (room % mostDigitBits);
    let shift = 0;
    for (; this.#reach(shift) >= 2 ** room; shift += some) {
      this.#pack(shift, 0, some);
      this.#sortKeys(some);
    }
    const isSorted = this.#pack(shift, this.#high(this.#first, shift), room);
    if (!isSorted) this.#sortKeys(bitsFor(this.#reach(shift) + 1));
    return this;
  }

  /** Rows in the order. To be asked for before values are, which take the place of the numbers. */
  rows(): Uint32Array {
    if (this.#settled !== undefined) return this.#settled;
    const rows = new Uint32Array(this.#spare.buffer, this.#spare.byteOffset, this.#numbers.length);
    unpackRows(this.#numbers, this.#rowBits, rows);
    return rows;
  }

  /** Values in the order. */
  values(rows?: Uint32Array): Float64Array {
    if (this.#settled !== undefined) return this.#numbers;
    if (this.fits(this.#rowBits)) unpackValues(this.#numbers, this.#rowBits, this.#first, this.#sign);
    else gatherFloats(this.#given, rows ?? this.rows(), this.#numbers);
    return this.#numbers;
  }

  #sortRoughly(): boolean {
    const sign = this.#sign;
    const [first, last] = [roughKey(this.#first), roughKey(this.#last)];
    const bits = bitsFor((last - first) * sign + 1);
    if (bits + this.#rowBits > 53) return false;
    packRoughly(this.#given, this.#include, this.#numbers, { first, sign, rowBits: this.#rowBits });
    this.#sortKeys(bits);
    const rows = this.rows();
    gatherFloats(this.#given, rows, this.#numbers);
    if (settleOrder(this.#numbers, rows, sign)) this.#settled = rows;
    return this.#settled !== undefined;
  }

  /** Packs rows as they stand; gives whether they need not be sorted. */
  #pack(shift: number, start: number, keyBits: number): boolean {
    const packing = { factor: this.#sign * 2 ** -shift, start, keyBits, rowBits: this.#rowBits };
    if (shift === 0) return packRows(this.#given, this.#include, this.#numbers, packing);
    packAgain(this.#given, this.#numbers, packing);
    return false;
  }

  #sortKeys(bits: number): void {
    const sorted = sortByBits(this.#numbers, this.#spare, this.#rowBits, bits);
    if (sorted === this.#spare) [this.#numbers, this.#spare] = [this.#spare, this.#numbers];
  }

  #high(value: number, shift: number): number {
    return Math.floor(value * this.#sign * 2 ** -shift);
  }

  /** How far the last value is from the first without their lowest bits. */
  #reach(shift: number): number {
    return this.#numbers.length === 0 ? 0 : this.#high(this.#last, shift) - this.#high(this.#first, shift);
  }
}

/** How many bits whole numbers below a bound have. */
function bitsFor(bound: number): number {
  let bits = 0;
  while (2 ** bits < bound) bits++;
  return bits;
}

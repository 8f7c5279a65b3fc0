import { blockEnd } from './blocks.ts';
import { gatherFloats } from './gather.ts';
import {
  flagBlock,
  type KeyRange,
  mostLowerBits,
  packAgain,
  packBlock,
  packRoughly,
  roughKey,
  settleBlock,
  surveyBlock,
  unpackRows,
} from './packed-rows.ts';
import { bringTogether, mostKeyBits, sortPairs } from './radix.ts';
import { type Pairs, SortMemory } from './sort-memory.ts';

// Orders over a column of units. Each row and a key of its value make a pair, and pairs are sorted by the digits of the key. The
// key is the value, counted from the first; where values reach further than a key does, it is sign, exponent and 20 bits, and
// the few that are in the wrong order are moved; where these are not few, pairs are sorted by some bits at a time.
// Rows are given in id order, so ties fall by id on their own.
// Where memory is given, what is given back stands in it, until it is sorted in again.

/** 1 for a row that takes part; without it all rows do. A row without a value never does. */
export type Include = ArrayLike<number>;

/** Rows in order with the value of each. */
export interface OrderedRows {
  readonly rows: Uint32Array;
  readonly values: Float64Array;
}

/** Rows in order, as they stand in pairs: keys beside each other are equal where values are, and only there. */
export interface RowOrder extends Pairs {
  readonly count: number;
  /** As much memory beside the pairs. */
  readonly spare: Pairs;
}

/** Values of the included rows, ascending. */
export function sortedValues(values: Float64Array, include?: Include, memory?: SortMemory): Float64Array {
  return sortRows(values, include, 1, memory).values;
}

/** Included rows with a value, smallest value first, ties by row. */
export function rowsAscending(values: Float64Array, include?: Include, memory?: SortMemory): Uint32Array {
  return listRows(orderRows(values, include, 1, memory));
}

/** Included rows with a value, largest value first, ties by row. */
export function rowsDescending(values: Float64Array, include?: Include, memory?: SortMemory): Uint32Array {
  return listRows(orderRows(values, include, -1, memory));
}

/** Included rows with a value and these values, ascending (1) or descending (−1), ties by row. */
export function sortRows(
  values: Float64Array,
  include: Include | undefined,
  sign: 1 | -1,
  memory?: SortMemory,
): OrderedRows {
  const order = orderRows(values, include, sign, memory);
  const rows = listRows(order);
  const ordered = order.spare.numbers;
  for (let from = 0, to = 0; from < rows.length; from = to) {
    to = blockEnd(from, rows.length);
    gatherFloats(values, rows.subarray(from, to), ordered.subarray(from, to));
  }
  return { rows, values: ordered };
}

/** Included rows with a value, ascending (1) or descending (−1), ties by row. */
export function orderRows(
  values: Float64Array,
  include: Include | undefined,
  sign: 1 | -1,
  memory?: SortMemory,
): RowOrder {
  return new Sorting(values, include, sign, memory).sort();
}

/** The pairs of an order, those of rows near each other together; keys are then at most 2^30 − 1 and not below 0. */
export function backToRows({ words, numbers, spare, count }: RowOrder, rows: number): Int32Array {
  return bringTogether({ words, numbers }, spare, count, rows).words;
}

function listRows({ words, count }: RowOrder): Uint32Array {
  const rows = new Uint32Array(words.buffer, words.byteOffset, count);
  for (let from = 0; from < count; from = blockEnd(from, count)) {
    unpackRows(words, from, blockEnd(from, count), rows);
  }
  return rows;
}

const everyRow = Uint8Array.of(1);

class Sorting {
  readonly #values: Float64Array;
  readonly #flags: Uint8Array;
  readonly #sign: 1 | -1;
  readonly #count: number;
  /** Of the values in their order. */
  readonly #first: number;
  readonly #last: number;
  #pairs: Pairs;
  #spare: Pairs;

  constructor(values: Float64Array, include: Include | undefined, sign: 1 | -1, memory = new SortMemory()) {
    this.#values = values;
    this.#flags = flagRows(include, values.length, memory);
    this.#sign = sign;
    const { count, least, most } = surveyRows(values, this.#flags);
    this.#count = count;
    this.#first = sign > 0 ? least : most;
    this.#last = sign > 0 ? most : least;
    [this.#pairs, this.#spare] = memory.take(count);
  }

  sort(): RowOrder {
    const count = this.#count;
    if (count > 0) {
      const reach = (this.#last - this.#first) * this.#sign;
      if (reach < 2 ** mostKeyBits) this.#sortByValue(reach);
      else if (!this.#sortRoughly()) this.#sortByParts();
    }
    return { ...this.#pairs, count, spare: this.#spare };
  }

  #sortByValue(reach: number): void {
    const [values, flags, sign, first] = [this.#values, this.#flags, this.#sign, this.#first];
    const { words } = this.#pairs;
    const packed = Int32Array.of(0, 0, 0);
    for (let from = 0; from < values.length; from = blockEnd(from, values.length)) {
      packBlock(values, flags, from, blockEnd(from, values.length), words, first, sign, packed);
    }
    if (packed[2] > 0) this.#sortPairs(bitsFor(reach + 1));
  }

  /** False where too many stood in the wrong order: they then stand in none. */
  #sortRoughly(): boolean {
    const [values, sign, count] = [this.#values, this.#sign, this.#count];
    const reach = (lowerBits: number) =>
      bitsFor((roughKey(this.#last, lowerBits) - roughKey(this.#first, lowerBits)) * sign + 1);
    const lowerBits = Math.min(mostLowerBits, mostKeyBits - reach(0));
    const isSorted = this.#packRoughly(lowerBits);
    if (!isSorted) this.#sortPairs(reach(lowerBits));
    const first = roughKey(this.#first, lowerBits);
    const range: KeyRange = { first, sign, all: roughKey(2 ** (21 + lowerBits), lowerBits) };
    const left = Float64Array.of(4 * count);
    const { words } = this.#pairs;
    for (let from = 0; from < count && left[0] >= 0; ) {
      from = settleBlock(values, words, from, blockEnd(from, count), count, range, left);
    }
    return left[0] >= 0;
  }

  /** Gives whether rows are in order as they are. */
  #packRoughly(lowerBits: number): boolean {
    const [flags, sign, first] = [this.#flags, this.#sign, roughKey(this.#first, lowerBits)];
    const { buffer, byteOffset, length } = this.#values;
    const halves = new Int32Array(buffer, byteOffset, 2 * length);
    const { words } = this.#pairs;
    const packed = Int32Array.of(0, 0, 0);
    for (let from = 0; from < length; from = blockEnd(from, length)) {
      packRoughly(halves, flags, from, blockEnd(from, length), words, lowerBits, first, sign, packed);
    }
    return packed[2] === 0;
  }

  /** By the lowest bits, then by the others. */
  #sortByParts(): void {
    this.#packRoughly(0);
    const [values, sign, count] = [this.#values, this.#sign, this.#count];
    const upper = sign * 2 ** -mostKeyBits;
    for (const [factor, start] of [[sign, 0] as const, [upper, Math.floor(this.#first * upper)] as const]) {
      packAgain(values, this.#pairs.words, 0, count, factor, start, mostKeyBits);
      this.#sortPairs(mostKeyBits);
    }
    const noKey: KeyRange = { first: 0, sign, all: 0 };
    settleBlock(values, this.#pairs.words, 0, count, count, noKey, Float64Array.of(Number.POSITIVE_INFINITY));
  }

  #sortPairs(bits: number): void {
    const sorted = sortPairs(this.#pairs, this.#spare, this.#count, bits);
    if (sorted === this.#spare) [this.#pairs, this.#spare] = [this.#spare, this.#pairs];
  }
}

/** How many of the rows take part, and their least and largest value. */
export function surveyRows(values: Float64Array, flags: Uint8Array): { count: number; least: number; most: number } {
  const found = Float64Array.of(0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
  for (let from = 0; from < values.length; from = blockEnd(from, values.length)) {
    surveyBlock(values, flags, from, blockEnd(from, values.length), found);
  }
  const [count, least, most] = found;
  return { count, least, most };
}

/** As bytes; a single one where all take part. */
export function flagRows(include: Include | undefined, rows: number, memory: SortMemory): Uint8Array {
  if (include === undefined) return everyRow;
  if (include instanceof Uint8Array) return include;
  const flags = memory.flags(rows);
  let count = 0;
  for (let from = 0; from < rows; from = blockEnd(from, rows)) {
    count += flagBlock(include, flags, from, blockEnd(from, rows));
  }
  return count === rows ? everyRow : flags;
}

/** How many bits whole numbers below a bound have. */
function bitsFor(bound: number): number {
  let bits = 0;
  while (2 ** bits < bound) bits++;
  return bits;
}

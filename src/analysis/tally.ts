import type { Decimal } from '../model/decimal.ts';
import type { Column, TextColumn } from '../model/table.ts';
import { isText, listTexts } from '../model/table.ts';
import { maxUnits } from '../model/value-type.ts';
import { divideRounded } from '../numeric/scaled.ts';

// Counting and adding up rows by group. A group is a whole number a row, −1 for rows that are in none.

export interface Tally {
  readonly clients: Float64Array;
  readonly measure: readonly bigint[];
}

export function tallyMeasure(groups: Int32Array, size: number, values: Float64Array): Tally {
  const clients = new Float64Array(size);
  const partial = new Float64Array(size);
  const sums: bigint[] = new Array(size).fill(0n);
  for (let row = 0; row < groups.length; row++) {
    const group = groups[row];
    if (group < 0) continue;
    const value = values[row];
    clients[group]++;
    const next = partial[group] + value;
    if (next <= maxUnits && next >= -maxUnits) partial[group] = next;
    else if (!Number.isNaN(value)) {
      // A partial sum moves to a BigInt before it could leave 2^53.
      sums[group] += BigInt(partial[group]) + BigInt(value);
      partial[group] = 0;
    }
  }
  return { clients, measure: sums.map((sum, group) => sum + BigInt(partial[group])) };
}

/** Index of a row's text among `names`; `names.length` where it is missing or another; −1 outside `among`. */
export function groupByName(column: Column | undefined, names: readonly string[], among: Uint8Array): Int32Array {
  const groups = new Int32Array(among.length);
  const places = new Map(names.map((name, index) => [name, index]));
  const text = column !== undefined && isText(column) ? column : undefined;
  const groupOf =
    text === undefined ? [] : listTexts(text.dictionary).map((entry) => places.get(entry) ?? names.length);
  if (text === undefined) {
    for (let row = 0; row < groups.length; row++) groups[row] = among[row] === 0 ? -1 : names.length;
    return groups;
  }
  const { codes } = text;
  for (let row = 0; row < groups.length; row++) {
    const code = codes[row];
    groups[row] = among[row] === 0 ? -1 : code < 0 ? names.length : groupOf[code];
  }
  return groups;
}

/** The different texts of a column, in the order of its dictionary. */
export function distinctTexts(column: TextColumn): string[] {
  return [...new Set(listTexts(column.dictionary))];
}

/** The mean of `count` values at their own scale, rounded once; null of none. */
export function meanOf(sum: bigint, count: number, scale: number): Decimal | null {
  return count === 0 ? null : { units: divideRounded(sum, BigInt(count)), scale };
}

/** Sum and number of the values of the rows where `among` is 1. */
export function sumAmong(values: Float64Array, among: Uint8Array | Float64Array): { sum: bigint; count: number } {
  let sum = 0n;
  let count = 0;
  let partial = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (among[row] !== 1 || Number.isNaN(value)) continue;
    count++;
    const next = partial + value;
    if (next <= maxUnits && next >= -maxUnits) partial = next;
    else {
      sum += BigInt(partial) + BigInt(value);
      partial = 0;
    }
  }
  return { sum: sum + BigInt(partial), count };
}

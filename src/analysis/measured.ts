import { type Column, isText, type NumericColumn } from '../model/table.ts';
import { blockEnd } from '../numeric/blocks.ts';
import { sortRows } from '../numeric/order.ts';
import { sortMemory } from '../numeric/sort-memory.ts';
import { sumUnits } from '../numeric/sum-units.ts';
import { sharedBytes, sharedFloats } from '../parallel/shared-memory.ts';

// The measure of the clients that are no prospects, in units of its scale: what Pareto, concentration and all shares
// are taken of. Negative values enter the ranking as 0 and are counted apart; missing ones do not enter it.

export interface Measured {
  readonly scale: number;
  /** 1 where the row is a client, 0 where it is a prospect. */
  readonly isClient: Uint8Array;
  readonly clients: number;
  readonly values: Float64Array;
  /** Values of clients that have one, negative ones as 0, largest first. */
  readonly descending: Float64Array;
  readonly total: bigint;
  readonly positiveTotal: bigint;
  readonly negativeCount: number;
  readonly negativeTotal: bigint;
  readonly missing: number;
}

/** Values of a numeric column that has to be there. */
export function numbersOf(columns: ReadonlyMap<string, Column>, name: string): Float64Array {
  return numericColumn(columns, name).values;
}

export function numericColumn(columns: ReadonlyMap<string, Column>, name: string): NumericColumn {
  const column = columns.get(name);
  if (column === undefined || isText(column)) throw new Error(`no numeric column "${name}"`);
  return column;
}

export function collectMeasure(columns: ReadonlyMap<string, Column>, rows: number, name: string): Measured {
  const { values, type } = numericColumn(columns, name);
  return measureClients(values, type.scale, flagClients(columns, rows));
}

export function measureClients(values: Float64Array, scale: number, isClient: Uint8Array): Measured {
  const rows = isClient.length;
  const ranked = sharedFloats(rows);
  const ends: Ends = Int32Array.of(0, rows, 0);
  for (let from = 0; from < rows; from = blockEnd(from, rows)) {
    partBlock(values, isClient, from, blockEnd(from, rows), ranked, ends);
  }
  const [notNegative, negativeFrom, clients] = ends;
  const positiveTotal = sumUnits(ranked.subarray(0, notNegative));
  const negativeTotal = sumUnits(ranked.subarray(negativeFrom));
  const negativeCount = rows - negativeFrom;
  const present = notNegative + negativeCount;
  ranked.set(sortRows(ranked.subarray(0, notNegative), undefined, -1, sortMemory).values);
  ranked.fill(0, notNegative, present);
  return {
    scale,
    isClient,
    clients,
    values,
    descending: ranked.subarray(0, present),
    total: positiveTotal + negativeTotal,
    positiveTotal,
    negativeCount,
    negativeTotal,
    missing: clients - present,
  };
}

/** Where the values that are not negative end, where the negative ones begin, and how many clients there are. */
type Ends = Int32Array;

/** Puts negative values at the end of `ranked`, all others at its start. */
function partBlock(
  values: Float64Array,
  isClient: Uint8Array,
  from: number,
  to: number,
  ranked: Float64Array,
  ends: Ends,
): void {
  let end = ends[0];
  let start = ends[1];
  let clients = ends[2];
  for (let row = from; row < to; row++) {
    if (isClient[row] === 0) continue;
    clients++;
    const value = values[row];
    if (value >= 0) ranked[end++] = value;
    else if (value < 0) ranked[--start] = value;
  }
  ends[0] = end;
  ends[1] = start;
  ends[2] = clients;
}

/** `$client` as bytes; without such a column every row is a client. */
export function flagClients(columns: ReadonlyMap<string, Column>, rows: number): Uint8Array {
  return columns.has('$client') ? flagsOf(numbersOf(columns, '$client')).flags : sharedBytes(rows).fill(1);
}

/** A column of flags as bytes, and how many of them are set. */
export function flagsOf(values: Float64Array): { readonly flags: Uint8Array; readonly count: number } {
  const flags = sharedBytes(values.length);
  let count = 0;
  for (let from = 0; from < flags.length; from = blockEnd(from, flags.length)) {
    count += flagBlock(values, flags, from, blockEnd(from, flags.length));
  }
  return { flags, count };
}

function flagBlock(values: Float64Array, flags: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let row = from; row < to; row++) {
    const isOn = values[row] === 1 ? 1 : 0;
    flags[row] = isOn;
    count += isOn;
  }
  return count;
}

/** The clients that have a score. */
export function flagRated(isClient: Uint8Array, score: Float64Array): Uint8Array {
  const flags = sharedBytes(isClient.length);
  for (let from = 0; from < flags.length; from = blockEnd(from, flags.length)) {
    rateBlock(isClient, score, flags, from, blockEnd(from, flags.length));
  }
  return flags;
}

function rateBlock(isClient: Uint8Array, score: Float64Array, flags: Uint8Array, from: number, to: number): void {
  for (let row = from; row < to; row++) flags[row] = Number.isNaN(score[row]) ? 0 : isClient[row];
}

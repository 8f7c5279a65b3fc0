import { type Column, isText } from '../model/table.ts';
import { ExactSum } from '../numeric/sum.ts';

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
  const column = columns.get(name);
  if (column === undefined || isText(column)) throw new Error(`no numeric column "${name}"`);
  return column.values;
}

export function collectMeasure(columns: ReadonlyMap<string, Column>, rows: number, name: string): Measured {
  const column = columns.get(name);
  if (column === undefined || isText(column)) throw new Error(`the measure "${name}" is no numeric column`);
  const { values } = column;
  const isClient = clientFlags(columns, rows);
  const ranked = new Float64Array(rows);
  const total = new ExactSum();
  const negative = new ExactSum();
  let clients = 0;
  let present = 0;
  let negativeCount = 0;
  for (let row = 0; row < rows; row++) {
    if (isClient[row] === 0) continue;
    clients++;
    const value = values[row];
    if (Number.isNaN(value)) continue;
    total.add(value);
    if (value < 0) {
      negative.add(value);
      negativeCount++;
    }
    ranked[present++] = Math.max(value, 0);
  }
  return {
    scale: column.type.scale,
    isClient,
    clients,
    values,
    descending: ranked.subarray(0, present).sort().reverse(),
    total: total.total,
    positiveTotal: total.total - negative.total,
    negativeCount,
    negativeTotal: negative.total,
    missing: clients - present,
  };
}

/** `$client` as bytes; without such a column every row is a client. */
function clientFlags(columns: ReadonlyMap<string, Column>, rows: number): Uint8Array {
  const flags = new Uint8Array(rows);
  if (!columns.has('$client')) return flags.fill(1);
  const values = numbersOf(columns, '$client');
  for (let row = 0; row < rows; row++) flags[row] = values[row] === 1 ? 1 : 0;
  return flags;
}

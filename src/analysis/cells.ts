import { type Column, isText, listTexts } from '../model/table.ts';
import { maxUnits } from '../model/value-type.ts';
import { blockEnd } from '../numeric/blocks.ts';

// Clients counted and added up by two kinds of groups at once, such as tier and grade, in one pass that makes nothing a row.

/** The group of a row is `groupOf[codes[row] + 1]`: a missing text (−1) has one, too. */
export interface Places {
  readonly codes: Int32Array;
  readonly groupOf: Int32Array;
  readonly size: number;
}

/** By cell: the group of the first kind times the number of those of the second, plus the group of the second. */
export interface CellTally {
  readonly clients: Int32Array;
  /** Of these, the clients without a value. */
  readonly missing: Int32Array;
  readonly sums: readonly bigint[];
}

/** A group for each name, and a last one for the rows whose text is missing or another. */
export function placeByName(column: Column | undefined, names: readonly string[], rows: number): Places {
  const rest = names.length;
  if (column === undefined || !isText(column)) {
    return { codes: new Int32Array(rows), groupOf: Int32Array.of(rest, rest), size: rest + 1 };
  }
  const groups = new Map(names.map((name, index) => [name, index]));
  const texts = listTexts(column.dictionary);
  const groupOf = Int32Array.from([rest, ...texts.map((text) => groups.get(text) ?? rest)]);
  return { codes: column.codes, groupOf, size: rest + 1 };
}

/** The same rows in a single group. */
export function together({ codes, groupOf }: Places): Places {
  return { codes, groupOf: new Int32Array(groupOf.length), size: 1 };
}

export function tallyCells(among: Uint8Array, first: Places, second: Places, values: Float64Array): CellTally {
  const size = first.size * second.size;
  const cells: Cells = {
    clients: new Int32Array(size),
    missing: new Int32Array(size),
    partial: new Float64Array(size),
    sums: new Array(size).fill(0n),
  };
  for (let from = 0; from < among.length; from = blockEnd(from, among.length)) {
    tallyBlock(among, first, second, values, cells, from, blockEnd(from, among.length));
  }
  const { clients, missing, partial, sums } = cells;
  for (let cell = 0; cell < size; cell++) if (partial[cell] !== 0) sums[cell] += BigInt(partial[cell]);
  return { clients, missing, sums };
}

interface Cells {
  readonly clients: Int32Array;
  readonly missing: Int32Array;
  /** Of what is in no sum yet: it moves there before it could leave 2^53. */
  readonly partial: Float64Array;
  readonly sums: bigint[];
}

function tallyBlock(
  among: Uint8Array,
  { codes: firstCodes, groupOf: firstOf }: Places,
  { codes: secondCodes, groupOf: secondOf, size: width }: Places,
  values: Float64Array,
  cells: Cells,
  from: number,
  to: number,
): void {
  const { clients, missing, partial } = cells;
  for (let row = from; row < to; row++) {
    if (among[row] === 0) continue;
    const cell = firstOf[firstCodes[row] + 1] * width + secondOf[secondCodes[row] + 1];
    clients[cell]++;
    const value = values[row];
    const sum = partial[cell] + value;
    if (sum <= maxUnits && sum >= -maxUnits) partial[cell] = sum;
    else if (Number.isNaN(value)) missing[cell]++;
    else carry(cells, cell, value);
  }
}

function carry({ partial, sums }: Cells, cell: number, value: number): void {
  sums[cell] += BigInt(partial[cell]) + BigInt(value);
  partial[cell] = 0;
}

/** The cells of each group of the first kind (`width` of them) as one. */
export function foldSecond(tally: CellTally, width: number): CellTally {
  return fold(tally, tally.sums.length / width, (cell) => Math.floor(cell / width));
}

/** The cells of each group of the second kind as one. */
export function foldFirst(tally: CellTally, width: number): CellTally {
  return fold(tally, width, (cell) => cell % width);
}

function fold(tally: CellTally, size: number, groupOf: (cell: number) => number): CellTally {
  const folded = {
    clients: new Int32Array(size),
    missing: new Int32Array(size),
    sums: new Array<bigint>(size).fill(0n),
  };
  for (const [cell, sum] of tally.sums.entries()) {
    const group = groupOf(cell);
    folded.clients[group] += tally.clients[cell];
    folded.missing[group] += tally.missing[cell];
    folded.sums[group] += sum;
  }
  return folded;
}

import { type Column, isText, listTexts } from '../model/table.ts';
import { pointScale } from '../model/value-type.ts';
import { formatUnits } from '../numeric/decimal.ts';
import { gatherCodes } from '../numeric/gather.ts';
import { rescale } from '../numeric/scaled.ts';
import type { Job } from '../parallel/crew.ts';
import { sharedCodes } from '../parallel/shared-memory.ts';
import { BlockCells, blockRows, readyCells, reasonBits } from './bytes/block-cells.ts';
import { encodeText } from './bytes/byte-buffer.ts';
import { CellBook, type PackedBook } from './bytes/cell-book.ts';
import { textCell } from './csv-cells.ts';
import type { RunReport } from './format.ts';
import { labelIn } from './label-in.ts';

// The cell of reasons in a clients file: the factors that cost a client most, each with the weighted points, joined by "; ":
// `DSCR -6.30; Tenure -2.10`. Four numbers a client make it the dearest cell of clients.csv, so it has a quick way.

const mostReasons = 4;

/** One place among the reasons: plain data, so that any thread can write it. */
export interface Reason {
  readonly codes: Int32Array;
  /** By code, a factor's label with the space behind it. */
  readonly labels: readonly string[];
  /** The points it cost. */
  readonly lost: Float64Array;
}

export function listReasons({ rubric, table, locale }: RunReport): Reason[] {
  const factors = rubric.dimensions.flatMap((dimension) => dimension.factors);
  const labels = new Map(factors.map(({ name, label }) => [name, `${labelIn(label, locale, name)} `]));
  return Array.from({ length: mostReasons }, (_, place) => `reason.${place + 1}`).flatMap((name): Reason[] => {
    const column = table.columns.get(name);
    if (column === undefined || !isText(column)) return [];
    const own = listTexts(column.dictionary).map((factor) => labels.get(factor) ?? `${factor} `);
    return [{ codes: column.codes, labels: own, lost: numbersOf(table.columns, `${name}.lost`) }];
  });
}

/** The reasons of a row, for formats that write texts as they are; '' where it has none. */
export function reasonTexts(reasons: readonly Reason[]): (row: number) => string {
  return (row) => {
    const texts: string[] = [];
    for (const { codes, labels, lost } of reasons) {
      if (codes[row] < 0) break;
      texts.push(labels[codes[row]] + formatUnits(hundredths(-lost[row]), 2));
    }
    return texts.join('; ');
  };
}

export function reasonCells(reasons: readonly Reason[]): BlockCells {
  const textOf = reasonTexts(reasons);
  return readyCells((row) => textCell(textOf(row)));
}

/** Reasons made ready to be written: in the order of the table, so that rows in any other order find theirs in one place. */
export interface PackedReasons {
  /** How many a row has at most. */
  readonly places: number;
  /** By row and place, as `reasonBits` says. */
  readonly words: Int32Array;
  /** `DSCR -`, with what stands in front of it. */
  readonly book: PackedBook;
}

export interface PackTask {
  readonly reasons: readonly Reason[];
  /** Rows of the table. */
  readonly rows: number;
}

const mostCells = 2 ** reasonBits - 1;
const mostHundredths = 2 ** (31 - reasonBits) - 1;

/** undefined where a label needs quotes, there are very many, or points are past what has room. */
export function packReasons({ reasons, rows }: PackTask): PackedReasons | undefined {
  const places = reasons.length;
  const cells = reasons.reduce((sum, { labels }) => sum + 2 * labels.length, 0);
  // Numbers need no care: where no label does, no cell does.
  const harmless = reasons.every(({ labels }) => labels.every((label) => textCell(label) === label));
  if (!harmless || cells > mostCells) return undefined;
  const words = sharedCodes(rows * places);
  const book = new CellBook();
  const ways = reasons.map(({ codes, labels, lost }, place) => {
    const front = place === 0 ? '' : '; ';
    // Nothing costs nothing: no sign.
    const free = Int32Array.from(labels, (label) => book.add(encodeText(front + label)) + 1);
    const costing = Int32Array.from(labels, (label) => book.add(encodeText(`${front}${label}-`)) + 1);
    return { codes, lost, free, costing };
  });
  for (let start = 0; start < rows; start += blockRows) {
    const end = Math.min(start + blockRows, rows);
    for (let place = 0; place < places; place++)
      if (!packPlace(words, places, place, ways[place], start, end)) return undefined;
  }
  return { places, words, book: book.pack() };
}

interface Way {
  readonly codes: Int32Array;
  readonly lost: Float64Array;
  /** By code of the factor, its cell and 1. */
  readonly free: Int32Array;
  readonly costing: Int32Array;
}

function packPlace(
  words: Int32Array,
  places: number,
  place: number,
  { codes, lost, free, costing }: Way,
  start: number,
  end: number,
): boolean {
  for (let row = start, at = start * places + place; row < end; row++, at += places) {
    const code = codes[row];
    // Behind a place without a reason none is shown.
    if (code < 0 || (place > 0 && words[at - 1] === 0)) continue;
    const points = hundredths(lost[row]);
    if (!(points >= 0 && points <= mostHundredths)) return false;
    words[at] = (points << reasonBits) | (points === 0 ? free[code] : costing[code]);
  }
  return true;
}

export const packReasonsJob: Job<PackTask, PackedReasons | undefined> = {
  module: import.meta.url,
  name: 'packReasons',
  run: packReasons,
};

export function packedReasonCells({ places, words, book }: PackedReasons): BlockCells {
  const blocks = Array.from({ length: places }, () => new Int32Array(blockRows));
  const ofPlaces = blocks.map((_, place) => words.subarray(place));
  const starts = new Uint32Array(blockRows);
  const fetch = (rows: Uint32Array) => {
    for (let at = 0; at < rows.length; at++) starts[at] = rows[at] * places;
    const own = starts.subarray(0, rows.length);
    for (let place = 0; place < places; place++) gatherCodes(ofPlaces[place], own, blocks[place]);
  };
  return new BlockCells('reasons', fetch, { book: new CellBook(book), reasons: blocks });
}

const hundredth = 10 ** (pointScale - 2);

/** −630 of −6.3 points. */
function hundredths(points: number): number {
  // In 32 bits where they fit.
  if (points >= 0 && points < 2 ** 30) return ((points + hundredth / 2) / hundredth) | 0;
  return rescale(points, pointScale, 2);
}

function numbersOf(columns: ReadonlyMap<string, Column>, name: string): Float64Array {
  const column = columns.get(name);
  if (column === undefined || isText(column)) throw new Error(`a reason needs the column ${name}`);
  return column.values;
}

import { type Column, isText, listTexts } from '../model/table.ts';
import { pointScale } from '../model/value-type.ts';
import { formatUnits } from '../numeric/decimal.ts';
import { gatherCodes, gatherFloats } from '../numeric/gather.ts';
import { rescale } from '../numeric/scaled.ts';
import { BlockCells, blockRows, type ReasonBlock, readyCells } from './bytes/block-cells.ts';
import { encodeText } from './bytes/byte-buffer.ts';
import { CellBook } from './bytes/cell-book.ts';
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
  // Numbers need no care: where no label does, no cell does.
  const harmless = reasons.every(({ labels }) => labels.every((label) => textCell(label) === label));
  if (!harmless) {
    const textOf = reasonTexts(reasons);
    return readyCells((row) => textCell(textOf(row)));
  }
  const book = new CellBook();
  const places = reasons.map(({ codes, labels, lost }) => ({
    codes,
    cells: Int32Array.from(labels, (label) => book.add(encodeText(label))),
    lost,
    block: { labels: new Int32Array(blockRows), points: new Float64Array(blockRows) } satisfies ReasonBlock,
  }));
  const fetch = (rows: Uint32Array) => {
    for (const { codes, cells, lost, block } of places) {
      const { labels, points } = block;
      gatherCodes(codes, rows, labels);
      gatherFloats(lost, rows, points);
      for (let place = 0; place < rows.length; place++) {
        const code = labels[place];
        if (code < 0) continue;
        labels[place] = cells[code];
        points[place] = hundredths(-points[place]);
      }
    }
  };
  return new BlockCells('reasons', fetch, { book, reasons: places.map(({ block }) => block) });
}

/** −630 of −6.3 points. */
function hundredths(points: number): number {
  return rescale(points, pointScale, 2);
}

function numbersOf(columns: ReadonlyMap<string, Column>, name: string): Float64Array {
  const column = columns.get(name);
  if (column === undefined || isText(column)) throw new Error(`a reason needs the column ${name}`);
  return column.values;
}

import { type Column, isText, listTexts, type NumericColumn, type TextColumn, type Texts } from '../model/table.ts';
import { formatDate } from '../numeric/date.ts';
import { type ByteLines, encodeText } from './byte-lines.ts';
import { disarmFormula } from './cell-text.ts';
import { encodeCell } from './csv-lines.ts';

// Cells of a column as they stand in a CSV file. Numbers have all digits of their scale, so that a column reads alike in
// every row and two runs differ only where a value does; missing is an empty cell; dates are ISO; flags true and false.

/** Writes the cell of the row at a place of the block. */
export type WriteCell = (place: number, out: ByteLines) => void;

/**
 * Takes the rows of a block, at most `blockRows`, and gives what writes their cells. The report's order jumps about in a
 * column: fetching a block at a time lets the machine wait for many values at once, which is most of the time of a file.
 */
export type Cells = (rows: Uint32Array) => WriteCell;

export const blockRows = 1024;

export const emptyCells: Cells = () => () => {};

export function cellsOf(column: Column | undefined): Cells {
  if (column === undefined) return emptyCells;
  if (isText(column)) return textCells(column);
  const block = new Float64Array(blockRows);
  const write = numericWriter(column, block);
  return (rows) => {
    fetchBlock(column.values, rows, block);
    return write;
  };
}

/** The values of some rows. */
export function fetchBlock<T extends Float64Array | Int32Array>(values: T, rows: Uint32Array, block: T): void {
  for (let place = 0; place < rows.length; place++) block[place] = values[rows[place]];
}

/** A text as it stands in the file: harmless as a formula, quoted where it must be. */
export function textCell(text: string | null): string {
  return text === null ? '' : encodeCell(disarmFormula(text));
}

function textCells({ codes, dictionary }: TextColumn): Cells {
  const block = new Int32Array(blockRows);
  const write = dictionary.length > 2 ** 16 ? longWriter(dictionary, block) : shortWriter(listTexts(dictionary), block);
  return (rows) => {
    fetchBlock(codes, rows, block);
    return write;
  };
}

/** Ids and names have an entry a row; keeping their cells would double the memory. */
function longWriter(dictionary: Texts, block: Int32Array): WriteCell {
  return (place, out) => {
    if (block[place] >= 0) out.text(textCell(dictionary.at(block[place]) as string));
  };
}

function shortWriter(dictionary: readonly string[], block: Int32Array): WriteCell {
  const cells = dictionary.map((text) => encodeText(textCell(text)));
  return (place, out) => {
    if (block[place] >= 0) out.bytes(cells[block[place]]);
  };
}

function numericWriter({ type: { kind, scale } }: NumericColumn, block: Float64Array): WriteCell {
  if (kind === 'flag') {
    const [no, yes] = [encodeText('false'), encodeText('true')];
    return (place, out) => {
      if (!Number.isNaN(block[place])) out.bytes(block[place] === 1 ? yes : no);
    };
  }
  if (kind === 'date') {
    return (place, out) => {
      if (!Number.isNaN(block[place])) out.text(formatDate(block[place]));
    };
  }
  return (place, out) => {
    if (!Number.isNaN(block[place])) out.number(block[place], scale);
  };
}

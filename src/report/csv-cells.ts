import { type Column, isText, type NumericColumn, type TextColumn } from '../model/table.ts';
import { formatDate } from '../numeric/date.ts';
import { type ByteLines, encodeText } from './byte-lines.ts';
import { disarmFormula } from './cell-text.ts';
import { encodeCell } from './csv-lines.ts';

// Cells of a column as they stand in a CSV file. Numbers have all digits of their scale, so that a column reads alike in
// every row and two runs differ only where a value does; missing is an empty cell; dates are ISO; flags true and false.

/** Writes the cell of a row. */
export type WriteCell = (row: number, out: ByteLines) => void;

export const emptyCell: WriteCell = () => {};

export function cellWriter(column: Column | undefined): WriteCell {
  if (column === undefined) return emptyCell;
  if (isText(column)) return textWriter(column);
  if (column.type.kind === 'flag') return flagWriter(column);
  if (column.type.kind === 'date') return dateWriter(column);
  return numberWriter(column);
}

/** A text as it stands in the file: harmless as a formula, quoted where it must be. */
export function textCell(text: string | null): string {
  return text === null ? '' : encodeCell(disarmFormula(text));
}

function textWriter({ codes, dictionary }: TextColumn): WriteCell {
  // Ids and names have an entry a row; keeping their cells would double the memory.
  if (dictionary.length > 2 ** 16) {
    return (row, out) => {
      if (codes[row] >= 0) out.text(textCell(dictionary[codes[row]]));
    };
  }
  const cells = dictionary.map((text) => encodeText(textCell(text)));
  return (row, out) => {
    if (codes[row] >= 0) out.bytes(cells[codes[row]]);
  };
}

function flagWriter({ values }: NumericColumn): WriteCell {
  const [no, yes] = [encodeText('false'), encodeText('true')];
  return (row, out) => {
    if (!Number.isNaN(values[row])) out.bytes(values[row] === 1 ? yes : no);
  };
}

function dateWriter({ values }: NumericColumn): WriteCell {
  return (row, out) => {
    if (!Number.isNaN(values[row])) out.text(formatDate(values[row]));
  };
}

function numberWriter({ values, type: { scale } }: NumericColumn): WriteCell {
  return (row, out) => {
    const units = values[row];
    if (!Number.isNaN(units)) out.number(units, scale);
  };
}

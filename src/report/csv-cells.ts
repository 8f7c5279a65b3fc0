import { type Column, isText, type NumericColumn, type TextColumn } from '../model/table.ts';
import { formatDate } from '../numeric/date.ts';
import { disarmFormula } from './cell-text.ts';
import { encodeCell } from './csv-lines.ts';
import { fixedFormatter } from './fixed-text.ts';

// Cells of a column as they stand in a CSV file. Numbers have all digits of their scale, so that a column reads alike in
// every row and two runs differ only where a value does; missing is an empty cell; dates are ISO; flags true and false.

/** The cell of a row. */
export type WriteCell = (row: number) => string;

export const emptyCell: WriteCell = () => '';

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
  if (dictionary.length > 2 ** 16) return (row) => (codes[row] < 0 ? '' : textCell(dictionary[codes[row]]));
  const cells = dictionary.map(textCell);
  return (row) => (codes[row] < 0 ? '' : cells[codes[row]]);
}

function flagWriter({ values }: NumericColumn): WriteCell {
  return (row) => (Number.isNaN(values[row]) ? '' : values[row] === 1 ? 'true' : 'false');
}

function dateWriter({ values }: NumericColumn): WriteCell {
  return (row) => (Number.isNaN(values[row]) ? '' : formatDate(values[row]));
}

function numberWriter({ values, type: { scale } }: NumericColumn): WriteCell {
  const format = fixedFormatter(scale);
  return (row) => (Number.isNaN(values[row]) ? '' : format(values[row]));
}

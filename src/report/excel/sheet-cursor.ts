import type { Cell, Worksheet } from 'exceljs';
import type { Locale } from '../../model/locale.ts';
import type { CellStyle, CellStyles } from './cell-styles.ts';
import { linesOf } from './column-widths.ts';
import { fontSize } from './palette.ts';
import { storedText } from './safe-text.ts';
import { quoteSheet } from './sheet-names.ts';

// Where on a sheet is drawn next, row by row, and how wide its columns are. Rows and columns of exceljs count from 1.

/** Columns before everything else: an empty edge. */
export const margin = 1;
/** Of a column that nobody has set, in characters. */
export const plainWidth = 9.14;

export class SheetCursor {
  readonly sheet: Worksheet;
  readonly styles: CellStyles;
  readonly locale: Locale;
  /** Of the columns that tables take. */
  readonly widths: readonly number[];
  row = 1;
  /** The last column that anything stands in. */
  lastColumn = margin + 1;
  readonly #textColumns: number;

  constructor(sheet: Worksheet, styles: CellStyles, locale: Locale, widths: readonly number[], textWidth: number) {
    this.sheet = sheet;
    this.styles = styles;
    this.locale = locale;
    this.widths = widths;
    let width = 0;
    let columns = 0;
    while (width < textWidth) width += this.widthAt(columns++);
    this.#textColumns = columns;
  }

  widthAt(place: number): number {
    return this.widths[place] ?? plainWidth;
  }

  widthOver(from: number, count: number): number {
    let width = 0;
    for (let place = from; place < from + count; place++) width += this.widthAt(place);
    return width;
  }

  /** A cell of this row, by its place after the margin. */
  cell(place: number): Cell {
    this.lastColumn = Math.max(this.lastColumn, margin + 1 + place);
    return this.sheet.getCell(this.row, margin + 1 + place);
  }

  skip(): void {
    this.row += 1;
  }

  height(points: number): void {
    this.sheet.getRow(this.row).height = points;
  }

  /** Room for so many lines of text; a single one is left to Excel. */
  lines(count: number): void {
    if (count > 1) this.height(count * lineHeight(this.locale) + 3);
  }

  /** Makes a cell and those to the right of it one, in the look of the first. */
  join(place: number, columns: number): void {
    if (columns < 2) return;
    const { style } = this.cell(place);
    this.sheet.mergeCells(this.row, margin + 1 + place, this.row, margin + place + columns);
    for (let other = place + 1; other < place + columns; other++) this.cell(other).style = style;
  }

  /** A text over several columns, as high as it needs. */
  spread(text: string, style: CellStyle, from: number, columns: number): void {
    const stored = storedText(text);
    addText(this.cell(from), text, style);
    if (columns > 1) {
      this.sheet.mergeCells(this.row, margin + 1 + from, this.row, margin + from + columns);
      this.lastColumn = Math.max(this.lastColumn, margin + from + columns);
    }
    const lines = linesOf(stored, this.widthOver(from, columns));
    const known = this.sheet.getRow(this.row).height ?? 0;
    if (lines > 1 && lines * lineHeight(this.locale) + 3 > known) this.lines(lines);
  }

  /** A sentence on a line of its own. */
  note(text: string, columns = this.#textColumns): void {
    this.spread(text, this.styles.note, 0, columns);
    this.skip();
  }

  /** A sentence to the right of the first column. */
  noteBeside(text: string): void {
    if (text !== '') this.spread(text, this.styles.note, 1, Math.max(1, this.#textColumns - 1));
  }
}

/** Points of a line of text. */
export function lineHeight(locale: Locale): number {
  return Math.ceil(fontSize(locale) * (locale === 'zh-CN' ? 1.5 : 1.32));
}

export function addText(cell: Cell, text: string, style: CellStyle): void {
  cell.value = storedText(text);
  cell.style = style;
}

/** A link to the top of a sheet: a formula, with the text that it shows. */
export function addLink(cell: Cell, sheet: string, text: string, style: CellStyle): void {
  const [target, shown] = [`#${quoteSheet(sheet)}!A1`, text].map((part) => part.replace(/"/g, '""'));
  cell.value = { formula: `HYPERLINK("${target}","${shown}")`, result: storedText(text) };
  cell.style = style;
}

import type { ConditionalFormattingRule } from 'exceljs';
import { disarmFormula } from '../cell-text.ts';
import type { ReportCell, ReportColumn, ReportRow, ReportTable } from '../document/document.ts';
import { isNumeric } from './cell-styles.ts';
import { cellValue, shownText } from './cell-values.ts';
import { columnLetters, type DataBlock } from './chart-data.ts';
import { linesOf, linesOfRow } from './column-widths.ts';
import { palette } from './palette.ts';
import type { SheetCursor } from './sheet-cursor.ts';
import { addText } from './sheet-cursor.ts';

// A table of the document in cells: its title, headings, rows, a note; bars on sizes, shading on a matrix, arrows on moves.

const margin = 1;

/** Gives the row of its headings. */
export function drawTable(cursor: SheetCursor, table: ReportTable): number {
  const { columns, rows } = table;
  if (table.title !== undefined) {
    addText(cursor.cell(0), table.title, cursor.styles.tableTitle);
    cursor.height(20);
    cursor.skip();
  }
  const heading = cursor.row;
  drawHeadings(cursor, columns);
  const arrows = arrowColumn(columns);
  for (const row of rows) drawRow(cursor, columns, row, arrows);
  const body = rows.filter(({ total }) => total !== true).length;
  if (body > 0) addFormats(cursor, table, heading + 1, heading + body);
  if (table.note !== undefined) cursor.note(table.note);
  cursor.skip();
  return heading;
}

export function drawBlock(cursor: SheetCursor, { headings, kinds, digits, rows }: DataBlock): void {
  const columns = headings.map((title, place) => ({
    key: String(place),
    title,
    kind: kinds[place],
    digits: digits[place],
  }));
  drawHeadings(cursor, columns);
  for (const cells of rows) drawRow(cursor, columns, { cells }, -1, null);
}

function drawHeadings(cursor: SheetCursor, columns: readonly ReportColumn[]): void {
  let lines = 1;
  columns.forEach(({ title, kind }, place) => {
    addText(cursor.cell(place), title, cursor.styles.heading(kind));
    lines = Math.max(lines, linesOf(title, cursor.widthAt(place)));
  });
  cursor.lines(lines);
  cursor.skip();
}

/** The cell that an arrow stands in: what has changed, else the name of the row. */
function arrowColumn(columns: readonly ReportColumn[]): number {
  return Math.max(
    0,
    columns.findIndex(({ key }) => key === 'move' || key === 'change'),
  );
}

function drawRow(
  cursor: SheetCursor,
  columns: readonly ReportColumn[],
  row: ReportRow,
  arrows: number,
  absent: string | null = '–',
): void {
  columns.forEach((column, place) => {
    const given = row.cells[place] ?? null;
    const value = cellValue(given, column.kind);
    const isDash = value === null && isNumeric(column.kind);
    const cell = cursor.cell(place);
    cell.value = isDash ? absent : value;
    cell.style = cursor.styles.body(column, row, {
      dash: isDash,
      arrow: place === arrows,
      guarded: typeof given === 'string' && disarmFormula(given) !== given,
    });
  });
  cursor.lines(linesOfRow(columns.map(textsOf(row)), cursor.widths));
  cursor.skip();
}

function textsOf(row: ReportRow) {
  return ({ kind, digits }: ReportColumn, place: number) => {
    const cell: ReportCell = row.cells[place] ?? null;
    return { text: cell === null ? '' : shownText(cell, kind, digits), kind };
  };
}

function addFormats({ sheet }: SheetCursor, { columns, matrix, rows }: ReportTable, top: number, bottom: number): void {
  const range = (first: number, last: number) =>
    `${columnLetters(margin + 1 + first)}${top}:${columnLetters(margin + 1 + last)}${bottom}`;
  if (matrix === true) {
    const last = columns.findLastIndex(({ key }) => key !== 'total');
    if (last < 1) return;
    sheet.addConditionalFormatting({ ref: range(1, last), rules: [shading] });
    return;
  }
  columns.forEach(({ bar }, place) => {
    if (bar !== true) return;
    const hasNegative = rows.some(({ cells }) => isNegative(cells[place] ?? null));
    sheet.addConditionalFormatting({ ref: range(place, place), rules: [dataBar(hasNegative)] });
  });
}

function isNegative(cell: ReportCell): boolean {
  return cell !== null && typeof cell !== 'string' && cell.units < 0n;
}

/** Bars from 0, so that lengths compare; to the left of it where there is something below. exceljs's types leave most of it out. */
export const dataBar = (hasNegative: boolean) =>
  ({
    type: 'dataBar',
    priority: 1,
    cfvo: [hasNegative ? { type: 'min' } : { type: 'num', value: 0 }, { type: 'max' }],
    color: { argb: `FF${palette.bar}` },
    gradient: false,
    minLength: 0,
    maxLength: 100,
    negativeBarColorSameAsPositive: false,
    negativeFillColor: { argb: 'FFE3A89B' },
    axisColor: { argb: `FF${palette.grey}` },
  }) as unknown as ConditionalFormattingRule;

const shading: ConditionalFormattingRule = {
  type: 'colorScale',
  priority: 1,
  cfvo: [{ type: 'num', value: 0 }, { type: 'max' }],
  color: [{ argb: `FF${palette.shadeLow}` }, { argb: `FF${palette.shadeHigh}` }],
};

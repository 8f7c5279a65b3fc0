import type { ConditionalFormattingRule } from 'exceljs';
import { disarmFormula } from '../cell-text.ts';
import type { ReportCell, ReportColumn, ReportRow, ReportTable } from '../document/document.ts';
import { isNumeric } from './cell-styles.ts';
import { cellValue, shownText } from './cell-values.ts';
import { columnLetters, type DataBlock } from './chart-data.ts';
import { linesOf, linesOfRow } from './column-widths.ts';
import { palette } from './palette.ts';
import type { SheetCursor } from './sheet-cursor.ts';
import { addText, margin } from './sheet-cursor.ts';

// A table of the document in cells: its title, headings, rows, a note; bars on sizes, shading on a matrix, arrows on moves.

/** Gives the row of its headings. */
export function drawTable(cursor: SheetCursor, table: ReportTable, reach = 1): number {
  const { columns, rows } = table;
  if (table.title !== undefined) {
    addText(cursor.cell(0), table.title, cursor.styles.tableTitle);
    cursor.height(20);
    cursor.skip();
  }
  const heading = cursor.row;
  drawHeadings(cursor, columns, reach);
  const arrows = arrowColumn(columns);
  for (const row of rows) drawRow(cursor, columns, row, { arrows, reach });
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
  for (const cells of rows) drawRow(cursor, columns, { cells }, { arrows: -1, reach: 1, absent: null });
}

function drawHeadings(cursor: SheetCursor, columns: readonly ReportColumn[], reach = 1): void {
  const widths = widthsIn(cursor, columns, reach);
  let lines = 1;
  columns.forEach(({ title, kind }, place) => {
    addText(cursor.cell(place), title, cursor.styles.heading(kind, place > 0));
    lines = Math.max(lines, linesOf(title, widths[place]));
  });
  cursor.join(columns.length - 1, reach);
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

interface RowLook {
  /** The place of the cell that arrows stand in. */
  readonly arrows: number;
  /** Columns of the sheet that the last cell takes. */
  readonly reach: number;
  /** What stands for a number that is not there. */
  readonly absent?: string | null;
}

function drawRow(
  cursor: SheetCursor,
  columns: readonly ReportColumn[],
  row: ReportRow,
  { arrows, reach, absent = '–' }: RowLook,
): void {
  const lines = linesOfRow(columns.map(textsOf(row)), widthsIn(cursor, columns, reach));
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
      inner: place > 0,
      tall: lines > 1,
    });
  });
  cursor.join(columns.length - 1, reach);
  cursor.lines(lines);
  cursor.skip();
}

/** The widths of a table's columns, of which the last may reach over several of the sheet. */
function widthsIn(cursor: SheetCursor, columns: readonly ReportColumn[], reach: number): number[] {
  const last = columns.length - 1;
  return columns.map((_, place) => (place === last ? cursor.widthOver(place, reach) : cursor.widthAt(place)));
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
    sheet.addConditionalFormatting({ ref: range(1, last), rules: [shading()] });
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

/** Bars from 0, so that lengths compare; to the left of it where there is something below. */
export function dataBar(hasNegative: boolean): ConditionalFormattingRule {
  return numbered({
    type: 'dataBar',
    cfvo: [hasNegative ? { type: 'min' } : { type: 'num', value: 0 }, { type: 'max' }],
    color: { argb: `FF${palette.bar}` },
    gradient: false,
    minLength: 0,
    maxLength: 100,
    negativeBarColorSameAsPositive: false,
    negativeFillColor: { argb: `FF${palette.barBelow}` },
    axisColor: { argb: `FF${palette.grey}` },
  });
}

/** Made anew each time: exceljs numbers rules in place. */
function shading(): ConditionalFormattingRule {
  return numbered({
    type: 'colorScale',
    cfvo: [{ type: 'num', value: 0 }, { type: 'max' }],
    color: [{ argb: `FF${palette.shadeLow}` }, { argb: `FF${palette.shadeHigh}` }],
  });
}

/** exceljs gives a rule without a priority the next one of its sheet; its types ask for one, and leave most of a data bar out. */
function numbered(rule: object): ConditionalFormattingRule {
  return rule as ConditionalFormattingRule;
}

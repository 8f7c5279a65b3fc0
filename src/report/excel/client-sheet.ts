import type { Worksheet } from 'exceljs';
import type { Locale } from '../../model/locale.ts';
import type { RunReport } from '../format.ts';
import type { CellStyles } from './cell-styles.ts';
import { columnLetters } from './chart-data.ts';
import { type ClientField, type ClientValue, listClientFields } from './client-fields.ts';
import { linesOf, widthOf } from './column-widths.ts';
import { pagesAcross, setPage } from './page-setup.ts';
import { addText, lineHeight } from './sheet-cursor.ts';
import { dataBar } from './table-cells.ts';

// The sheet of clients, without its rows: headings, widths, formats, frame. Its second row is a pattern: the style of each
// column (and of marked moves behind them), which client-rows.ts replaces by the rows themselves.

const widest = 64;
const slack = 2.5;
/** Rows whose texts are measured for widths. */
const measured = 2000;

export function drawClients(
  sheet: Worksheet,
  report: RunReport,
  styles: CellStyles,
  page: { run: string; title: string; lastRow: number },
): readonly ClientField[] {
  const { locale } = report;
  const fields = listClientFields(report);
  const widths = fields.map((field) => fieldWidth(field, report));
  let lines = 1;
  fields.forEach(({ title, kind }, place) => {
    addText(sheet.getCell(1, place + 1), title, styles.heading(kind, true));
    lines = Math.max(lines, linesOf(title, widths[place] - 2));
    sheet.getColumn(place + 1).width = widths[place];
  });
  sheet.getRow(1).height = lines * lineHeight(locale) + 4;
  patternStyles(fields, styles).forEach((style, place) => {
    const cell = sheet.getCell(2, place + 1);
    cell.value = 0;
    cell.style = style;
  });
  setFrame(sheet, fields, page, locale, widths);
  return fields;
}

/** The styles of the pattern row: one a column, then each again guarded or marked, as `styleAt` finds them. */
function patternStyles(fields: readonly ClientField[], styles: CellStyles) {
  return [
    ...fields.map(({ format, kind }) => styles.client(format, kind)),
    styles.client('@', 'text'),
    styles.client('General', 'text', 'up'),
    styles.client('General', 'text', 'down'),
  ];
}

/** Where the styles behind those of the columns stand. */
export const patternTail = { guarded: 0, up: 1, down: 2 } as const;

function fieldWidth({ title, kind, value }: ClientField, { order }: RunReport): number {
  let width = Math.min(widthOf(title), kind === 'text' ? 20 : 13) + 2;
  const step = Math.max(1, Math.floor(order.length / measured));
  for (let place = 0; place < order.length; place += step) width = Math.max(width, shownWidth(value, order[place]));
  return Math.min(width, widest) + slack;
}

/** Numbers with their separators. */
function shownWidth(value: ClientValue, row: number): number {
  if (value.kind === 'text') return widthOf(value.textOf(row) ?? '');
  if (value.kind === 'date') return 10;
  if (value.kind === 'flag') return 6;
  const units = value.values[row];
  if (Number.isNaN(units)) return 0;
  const whole = Math.floor(Math.abs(units) / 10 ** value.scale);
  const digits = String(value.isShare ? whole * 100 : whole).length;
  return digits + Math.floor((digits - 1) / 3) + value.digits + 2;
}

function setFrame(
  sheet: Worksheet,
  fields: readonly ClientField[],
  { run, title, lastRow }: { run: string; title: string; lastRow: number },
  locale: Locale,
  widths: readonly number[],
): void {
  sheet.views = [{ state: 'frozen', xSplit: 2, ySplit: 1, showGridLines: false }];
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: lastRow, column: fields.length } };
  fields.forEach(({ bar, value }, place) => {
    if (!bar || lastRow < 2) return;
    const letters = columnLetters(place + 1);
    const hasNegative = value.kind === 'number' && value.values.some((units) => units < 0);
    sheet.addConditionalFormatting({ ref: `${letters}2:${letters}${lastRow}`, rules: [dataBar(hasNegative)] });
  });
  sheet.pageSetup.printTitlesRow = '1:1';
  sheet.pageSetup.printTitlesColumn = 'A:B';
  const width = widths.reduce((sum, one) => sum + one, 0);
  setPage(sheet, run, title, locale, { width, pages: pagesAcross(width) });
}

/** Of the column of ids, which may be digits and stay text. */
export function idRange(lastRow: number): string {
  return `A2:A${Math.max(2, lastRow)}`;
}

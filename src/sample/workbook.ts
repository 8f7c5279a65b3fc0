import ExcelJS from 'exceljs';
import type { Locale } from '../model/locale.ts';
import { parseIsoDate } from '../numeric/date.ts';
import type { SampleRow } from './cells.ts';
import type { ColumnKind, SampleColumn } from './columns.ts';
import { fixZipTimes } from './zip-times.ts';

// The book and its tables as a spreadsheet: numbers are numbers, dates are dates; what somebody mistyped stays text. The stamps that
// exceljs would take from the clock are set from the month-end, so the same book has the same bytes.

/** Excel's day 0 of the 1900 system, in days before 1970-01-01 (valid from March 1900). */
const serialOffset = 25_569;
const millisecondsADay = 86_400_000;

function toValue(kind: ColumnKind, text: string): string | number | null {
  if (text === '') return null;
  if (kind === 'date') {
    const days = parseIsoDate(text);
    return days === null ? text : days + serialOffset;
  }
  if (kind === 'percent' && /^\d+(\.\d+)?%$/.test(text)) return Number(text.slice(0, -1) + 'e-2');
  if ((kind === 'money' || kind === 'number') && /^\d+(\.\d+)?$/.test(text)) return Number(text);
  return text;
}

/** Places on a screen: everything past Latin takes two. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += character.codePointAt(0)! < 0x1100 ? 1 : 2;
  return width;
}

/** Room for thousands separators is left in money. */
function columnWidth(column: SampleColumn, index: number, heading: string, rows: readonly SampleRow[]): number {
  const extra = column.kind === 'money' ? 4 : 2;
  let width = widthOf(heading) + 4;
  for (const row of rows) width = Math.max(width, widthOf(row[index]) + extra);
  return Math.min(width, 44);
}

export interface SampleSheet {
  readonly title: string;
  readonly columns: readonly SampleColumn[];
  readonly rows: readonly SampleRow[];
}

function addSheet(workbook: ExcelJS.Workbook, { title, columns, rows }: SampleSheet, locale: Locale): void {
  const sheet = workbook.addWorksheet(title, { views: [{ state: 'frozen', xSplit: 2, ySplit: 1 }] });
  sheet.columns = columns.map((column, index) => ({
    header: column.heading[locale],
    width: columnWidth(column, index, column.heading[locale], rows),
    style: { numFmt: column.format },
  }));
  for (const row of rows) sheet.addRow(row.map((text, index) => toValue(columns[index].kind, text)));
  const header = sheet.getRow(1);
  header.font = { bold: true };
  header.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EEF4' } };
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
}

export async function writeWorkbook(sheets: readonly SampleSheet[], asOf: number, locale: Locale): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = 'tierbook';
  workbook.lastModifiedBy = 'tierbook';
  workbook.created = new Date(asOf * millisecondsADay);
  workbook.modified = workbook.created;
  for (const sheet of sheets) addSheet(workbook, sheet, locale);
  const bytes = new Uint8Array(await workbook.xlsx.writeBuffer());
  fixZipTimes(bytes);
  return bytes;
}

import { displayWidth, wrapToWidth } from '../../text/display-width.ts';
import type { CellKind, ReportTable } from '../document/document.ts';
import { isNumeric } from './cell-styles.ts';
import { shownText } from './cell-values.ts';

// Widths of columns in the places that their texts take (Chinese takes two), and heights of rows whose texts wrap: neither
// is worked out by Excel when it opens a file.

const leastWidth = 9;
const widestText = 54;
const widestNumber = 24;
/** Of texts that reach over several columns. */
const widestReach = 70;
/** Rows from which on a table is one to filter. */
export const longTable = 15;
/** Beyond the text itself: Excel's own padding, and bold. */
const slack = 2.5;

/** One width a column over all tables of a sheet, which share its columns. */
export function widthsOf(tables: readonly ReportTable[]): number[] {
  const widths: number[] = [];
  for (const table of tables) {
    const { columns, rows } = table;
    columns.forEach(({ title, kind, digits }, place) => {
      if (place === columns.length - 1 && mayReach(table, tables)) return;
      let width = Math.min(headingWidth(title), isNumeric(kind) ? 22 : widestText);
      for (const row of rows) width = Math.max(width, widthOf(shownText(row.cells[place] ?? null, kind, digits)));
      const most = isNumeric(kind) ? widestNumber : widestText;
      widths[place] = Math.max(widths[place] ?? leastWidth, Math.min(width, most) + slack);
    });
  }
  // Where only such columns stand there is no width yet.
  return Array.from(widths, (width) => width ?? leastWidth + slack);
}

/**
 * Whether the texts of a table's last column may reach over the columns beside it, which other tables have and this one does
 * not: a long sentence need not widen a column of numbers elsewhere. A long table keeps plain cells, so that it can be filtered.
 */
function mayReach({ columns, rows }: ReportTable, tables: readonly ReportTable[]): boolean {
  const last = columns[columns.length - 1];
  return (
    last.kind === 'text' &&
    columns.length > 1 &&
    rows.length < longTable &&
    tables.some((other) => other.columns.length > columns.length)
  );
}

/** How many columns of the sheet the last one of a table takes. */
export function reachOf(table: ReportTable, tables: readonly ReportTable[], widths: readonly number[]): number {
  if (!mayReach(table, tables)) return 1;
  const { columns, rows } = table;
  const last = columns.length - 1;
  const { title, kind, digits } = columns[last];
  let needed = widthOf(title);
  for (const row of rows) needed = Math.max(needed, widthOf(shownText(row.cells[last] ?? null, kind, digits)));
  needed = Math.min(needed, widestReach) + slack;
  let width = 0;
  let reach = 0;
  for (let place = last; place < widths.length && width < needed; place++) {
    width += widths[place];
    reach += 1;
  }
  return Math.max(1, reach);
}

/** Headings wrap; the longest word of one does not. */
function headingWidth(title: string): number {
  const longest = Math.max(...title.split(/\s+/).map(displayWidth));
  return Math.max(longest, Math.min(displayWidth(title), 18));
}

/** Of the longest line. */
export function widthOf(text: string): number {
  return Math.max(...text.split('\n').map(displayWidth));
}

/** Lines that a text takes in a column; a little less room than there is, as fonts differ. */
export function linesOf(text: string, width: number): number {
  const room = Math.max(4, Math.floor(width - slack / 2));
  return text.split('\n').reduce((lines, part) => lines + Math.max(1, wrapToWidth(part, room).length), 0);
}

/** Lines of the tallest cell of a row. */
export function linesOfRow(
  texts: readonly { readonly text: string; readonly kind: CellKind }[],
  widths: readonly number[],
): number {
  let lines = 1;
  texts.forEach(({ text, kind }, place) => {
    if (!isNumeric(kind)) lines = Math.max(lines, linesOf(text, widths[place]));
  });
  return lines;
}

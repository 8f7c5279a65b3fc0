import { displayWidth, wrapToWidth } from '../../text/display-width.ts';
import type { CellKind, ReportTable } from '../document/document.ts';
import { isNumeric } from './cell-styles.ts';
import { shownText } from './cell-values.ts';

// Widths of columns in the places that their texts take (Chinese takes two), and heights of rows whose texts wrap: neither
// is worked out by Excel when it opens a file.

const leastWidth = 9;
const widestText = 46;
const widestNumber = 24;
/** Beyond the text itself: Excel's own padding, and bold. */
const slack = 2.5;

/** One width a column over all tables of a sheet, which share its columns. */
export function widthsOf(tables: readonly ReportTable[]): number[] {
  const widths: number[] = [];
  for (const { columns, rows } of tables) {
    columns.forEach(({ title, kind, digits }, place) => {
      let width = Math.min(headingWidth(title), isNumeric(kind) ? 16 : widestText);
      for (const row of rows) width = Math.max(width, widthOf(shownText(row.cells[place] ?? null, kind, digits)));
      const most = isNumeric(kind) ? widestNumber : widestText;
      widths[place] = Math.max(widths[place] ?? leastWidth, Math.min(width, most) + slack);
    });
  }
  return widths;
}

/** Headings wrap; the longest word of one does not. */
function headingWidth(title: string): number {
  const longest = Math.max(...title.split(/\s+/).map(displayWidth));
  return Math.max(longest, Math.min(displayWidth(title), 12));
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

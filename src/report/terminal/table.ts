import CliTable from 'cli-table3';
import { displayWidth, truncateToWidth } from '../../text/display-width.ts';

// A quiet table: no borders, two spaces between columns, the section's title as the first heading. Columns that hold text
// shrink to the width there is; numbers are never cut, a column that does not fit is left out, those marked `spare` first.

type Paint = (text: string) => string;

export interface Cell {
  readonly text: string;
  readonly paint?: Paint;
}

export interface TableColumn {
  readonly heading: string;
  readonly align: 'left' | 'right';
  /** Never cut, as numbers never are. */
  readonly whole?: boolean;
  /** May be left out where the width is short; the highest goes first. */
  readonly spare?: number;
}

export interface TableLayout {
  readonly width: number;
  /** Least width of the first column, where there is room. */
  readonly firstWidth?: number;
  /** Applied to the first heading, and to the others. */
  readonly paintTitle: Paint;
  readonly paintHeading: Paint;
}

const gap = 2;
const narrowest = 14;
const indent = '  ';
/** Stands for one column of text while cli-table3 lays out, so that the widths are ours: its own miss newer wide characters. */
const filler = '\ue000';

/** Whether the table fits without cutting a text or leaving out a column. */
export function fitsWidth(columns: readonly TableColumn[], rows: readonly (readonly Cell[])[], width: number): boolean {
  const widths = naturalWidths(columns, rows, 0);
  return addUp(widths) + gap * (widths.length - 1) <= width;
}

/** How many columns are left out at this width. */
export function countLeftOut(
  columns: readonly TableColumn[],
  rows: readonly (readonly Cell[])[],
  width: number,
  firstWidth = 0,
): number {
  return columns.length - fitColumns(columns, rows, width, firstWidth).kept.length;
}

/** Lines of the table, each within the width. */
export function drawTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly Cell[])[],
  layout: TableLayout,
): string[] {
  const { kept, widths } = fitColumns(columns, rows, layout.width, layout.firstWidth);
  const heading = kept.map((index, place) => ({
    text: columns[index].heading,
    paint: place === 0 ? layout.paintTitle : layout.paintHeading,
  }));
  const body = rows.map((row) => kept.map((index) => row[index]));
  const lines = [heading, ...body].map((row, line) =>
    row.map(({ text, paint }, place) => {
      const lead = place > 0 ? '' : line === 0 ? '' : indent;
      return { text: lead + truncateToWidth(text, widths[place] - lead.length), paint: paint ?? asItIs };
    }),
  );
  const drawn = layOut(
    lines.map((row) => row.map(({ text }) => filler.repeat(displayWidth(text)))),
    widths,
    kept.map((index) => columns[index].align),
  );
  const cells = lines.flat().filter(({ text }) => text !== '');
  let next = 0;
  const filled = drawn.replace(/\ue000+/g, () => {
    const { text, paint } = cells[next++];
    const start = text.length - text.trimStart().length;
    return text.slice(0, start) + paint(text.slice(start));
  });
  return filled.split('\n').map((line) => line.trimEnd());
}

function asItIs(text: string): string {
  return text;
}

const noBorders = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' '.repeat(gap),
};

function layOut(rows: string[][], colWidths: number[], colAligns: ('left' | 'right')[]): string {
  const style = { 'padding-left': 0, 'padding-right': 0, head: [], border: [] };
  const table = new CliTable({ chars: noBorders, style, colWidths, colAligns });
  table.push(...rows);
  return table.toString();
}

function naturalWidths(columns: readonly TableColumn[], rows: readonly (readonly Cell[])[], firstWidth: number) {
  return columns.map(({ heading }, index) =>
    Math.max(
      displayWidth(heading),
      ...rows.map((row) => displayWidth(row[index].text) + (index === 0 ? indent.length : 0)),
      index === 0 ? firstWidth : 1,
    ),
  );
}

function addUp(parts: readonly number[]): number {
  return parts.reduce((sum, part) => sum + part, 0);
}

function fitColumns(
  columns: readonly TableColumn[],
  rows: readonly (readonly Cell[])[],
  width: number,
  firstWidth = 0,
) {
  const natural = naturalWidths(columns, rows, firstWidth);
  let kept = columns.map((_, index) => index);
  for (;;) {
    const widths = kept.map((index) => natural[index]);
    let excess = addUp(widths) + gap * (widths.length - 1) - width;
    while (excess > 0) {
      const place = widestText(kept, widths, columns);
      if (place === undefined) break;
      widths[place]--;
      excess--;
    }
    if (excess <= 0) return { kept, widths };
    if (kept.length === 1) return { kept, widths: [Math.max(1, width)] };
    const leaving = leastNeeded(kept, columns);
    kept = kept.filter((index) => index !== leaving);
  }
}

/** The widest text column that can still give a column of width. */
function widestText(kept: readonly number[], widths: readonly number[], columns: readonly TableColumn[]) {
  let widest: number | undefined;
  kept.forEach((index, place) => {
    const { align, whole } = columns[index];
    if (align === 'right' || whole || widths[place] <= narrowest) return;
    if (widest === undefined || widths[place] > widths[widest]) widest = place;
  });
  return widest;
}

/** The most spare column, the last of equals; never the first column. */
function leastNeeded(kept: readonly number[], columns: readonly TableColumn[]): number {
  return kept
    .slice(1)
    .reduce((least, index) => ((columns[index].spare ?? 0) >= (columns[least].spare ?? 0) ? index : least));
}

import type { Decimal } from '../../model/decimal.ts';
import type { Locale } from '../../model/locale.ts';
import { bigPower10 } from '../../numeric/scaled.ts';
import { displayWidth } from '../../text/display-width.ts';
import type { ReportCell, ReportColumn, ReportRow, ReportTable } from '../document/document.ts';
import { cellText } from './cells.ts';
import { escapeHtml } from './escape.ts';
import type { PageWords } from './words.ts';

// Tables of the document. Sizes that compare down a column have a bar; a matrix is shaded by share of its largest count.
// Bars are SVG with lengths as attributes: the page's policy allows no style attribute.

export interface TableView {
  readonly locale: Locale;
  readonly words: PageWords;
  /** Unique in the page. */
  readonly id: string;
}

/** Columns up to which two tables stand beside each other. */
const narrow = 3;
/** Places (Chinese takes two) from which a cell is long, or a name that wraps only where it must. */
const manyPlaces = 24;
const manyOfName = 12;
const shades = 6;

/** Whether a table takes half of the page's width. */
export function isNarrow({ columns, rows }: ReportTable): boolean {
  const long = columns.some(({ kind }, index) => kind === 'text' && longest(rows, index) > manyPlaces);
  return columns.length <= (long ? 2 : narrow);
}

/** Two narrow ones that follow each other share a line. */
export function drawTables(tables: readonly ReportTable[], view: TableView): string {
  const drawn: string[] = [];
  const add = (table: ReportTable, width: TableWidth) =>
    drawn.push(drawTable(table, { ...view, id: `${view.id}-${drawn.length + 1}` }, width));
  for (let index = 0; index < tables.length; index++) {
    const table = tables[index];
    const next = tables[index + 1];
    if (!isNarrow(table)) add(table, 'full');
    else if (next === undefined || !isNarrow(next)) add(table, 'lone');
    else {
      add(table, 'half');
      add(next, 'half');
      index++;
    }
  }
  return drawn.join('\n');
}

type TableWidth = 'full' | 'half' | 'lone';

export function drawTable(table: ReportTable, view: TableView, width: TableWidth = 'full'): string {
  const { rows } = table;
  const columns = table.columns.map((column, index) => ({ ...column, digits: digitsOf(column, rows, index) }));
  const caption = table.title === undefined ? '' : `<h3 id="${view.id}">${escapeHtml(table.title)}</h3>\n`;
  const labelled = table.title === undefined ? '' : ` aria-labelledby="${view.id}"`;
  const largest = columns.map((column, index) => (column.bar ? largestOf(rows, index) : null));
  const most = table.matrix ? largestCount(rows) : 0n;
  const body = rows.map((row) => drawRow(row, columns, largest, most, view)).join('\n');
  return `<div class="table ${width}">
${caption}<div class="scroll"><table${labelled}${table.matrix ? ' class="matrix"' : ''}>
<thead><tr>${columns.map(drawHeading).join('')}</tr></thead>
<tbody>
${body}
</tbody></table></div>
${table.note === undefined ? '' : `<p class="note">${escapeHtml(table.note)}</p>\n`}</div>`;
}

function drawHeading({ title, kind, bar }: ReportColumn): string {
  const classes = [...(kind === 'text' ? [] : ['number']), ...(bar ? ['bars'] : [])];
  return `<th scope="col"${classAttribute(classes)}>${escapeHtml(title)}</th>`;
}

function drawRow(
  { cells, total, mark }: ReportRow,
  columns: readonly ReportColumn[],
  largest: readonly (Decimal | null)[],
  most: bigint,
  view: TableView,
): string {
  const drawn = cells.map((cell, index) => {
    const { kind, digits } = columns[index];
    const text = escapeHtml(cellText(cell, kind, digits, view.locale));
    if (index === 0) return firstCell(text, kind === 'text' ? [] : ['number'], mark, view.words);
    const classes = kind === 'text' ? widthClass(typeof cell === 'string' ? cell : '') : ['number'];
    if (most > 0n && !total) classes.push(shadeOf(cell, most));
    const bar = total ? null : largest[index];
    return `<td${classAttribute(bar ? [...classes, 'bars'] : classes)}>${bar ? `${drawBar(cell, bar)}<span>${text}</span>` : text}</td>`;
  });
  return `<tr${total ? ' class="total"' : ''}>${drawn.join('')}</tr>`;
}

function firstCell(text: string, classes: readonly string[], mark: ReportRow['mark'], words: PageWords): string {
  if (text === '') return '<td></td>';
  const arrow =
    mark === undefined
      ? ''
      : `<span class="mark ${mark}" role="img" aria-label="${escapeHtml(words[mark])}">${mark === 'up' ? '▲' : '▼'}</span> `;
  return `<th scope="row"${classAttribute(classes)}>${arrow}${text}</th>`;
}

function classAttribute(classes: readonly string[]): string {
  return classes.length === 0 ? '' : ` class="${classes.join(' ')}"`;
}

function drawBar(cell: ReportCell, largest: Decimal): string {
  const share = cell === null || typeof cell === 'string' ? 0n : perMille(cell, largest);
  const length = share < 0n ? 0n : share;
  return `<svg class="bar" aria-hidden="true" viewBox="0 0 1000 1" preserveAspectRatio="none"><rect width="${length}" height="1"/></svg>`;
}

/** Of sizes of one column, which may differ in scale. */
function perMille(value: Decimal, largest: Decimal): bigint {
  if (largest.units === 0n) return 0n;
  return (1000n * value.units * bigPower10(largest.scale)) / (largest.units * bigPower10(value.scale));
}

function largestOf(rows: readonly ReportRow[], index: number): Decimal | null {
  let largest: Decimal | null = null;
  for (const { cells, total } of rows) {
    const cell = cells[index];
    if (total || cell === null || typeof cell === 'string' || cell.units <= 0n) continue;
    if (largest === null || perMille(cell, largest) > 1000n) largest = cell;
  }
  return largest;
}

function largestCount(rows: readonly ReportRow[]): bigint {
  let most = 0n;
  for (const { cells, total } of rows) {
    if (total) continue;
    for (const cell of cells) if (cell !== null && typeof cell !== 'string' && cell.units > most) most = cell.units;
  }
  return most;
}

/** Room that a text keeps where the page is narrow. */
function widthClass(text: string): string[] {
  const places = displayWidth(text);
  return places > manyPlaces ? ['long'] : places > manyOfName ? ['some'] : [];
}

/** Alike down the column, and none that no value has. */
function digitsOf({ kind, digits }: ReportColumn, rows: readonly ReportRow[], index: number): number {
  if (kind === 'share') return digits;
  return rows.reduce((most, { cells }) => {
    const cell = cells[index];
    return cell === null || typeof cell === 'string' ? most : Math.max(most, Math.min(digits, cell.scale));
  }, 0);
}

/** `heat-0` for none, then six shades by share of the largest. */
function shadeOf(cell: ReportCell, most: bigint): string {
  if (cell === null || typeof cell === 'string' || cell.units <= 0n) return 'heat-0';
  return `heat-${(cell.units * BigInt(shades) + most - 1n) / most}`;
}

function longest(rows: readonly ReportRow[], index: number): number {
  return rows.reduce((most, { cells }) => {
    const cell = cells[index];
    return typeof cell === 'string' ? Math.max(most, displayWidth(cell)) : most;
  }, 0);
}

import type { Worksheet } from 'exceljs';
import type { Locale } from '../../model/locale.ts';
import type { ReportDocument, ReportTable, Section } from '../document/document.ts';
import type { CellStyles } from './cell-styles.ts';
import { type ChartData, type ChartSeries, chartData, columnLetters, referBlock } from './chart-data.ts';
import { widthsOf } from './column-widths.ts';
import type { ChartPlace } from './drawing-xml.ts';
import { drawFigures } from './figure-tiles.ts';
import { setPage } from './page-setup.ts';
import { addLink, addText, SheetCursor } from './sheet-cursor.ts';
import { drawBlock, drawTable } from './table-cells.ts';
import { workbookWords } from './words.ts';

// A section as a sheet: title, notes, tables one below the other, charts beside them (or below where tables are wide), and at
// the end, outside what is printed, the cells that the charts refer to.

export interface PlacedChart extends ChartPlace {
  readonly data: ChartData;
  readonly series: readonly ChartSeries[];
}

/** Columns before the tables: a margin. */
export const margin = 1;
const marginWidth = 2;
/** Places that notes may take before they wrap. */
const noteWidth = 100;
/** Tables wider than this have their charts below. */
const widestBeside = 96;
const chartWidth = 620;
const chartHeight = 350;
const pixelsAPlace = 7;
const pixelsARow = 20;
const plainWidth = 9.14;

export interface Contents {
  readonly title: string;
  readonly sheets: readonly { readonly name: string; readonly note: string }[];
}

export interface SheetTask {
  readonly document: ReportDocument;
  readonly section: Section;
  readonly styles: CellStyles;
  /** The sheet that links lead back to; absent where there is no summary. */
  readonly home?: string;
  readonly contents?: Contents;
}

export function drawSection(sheet: Worksheet, { document, section, styles, home, contents }: SheetTask): PlacedChart[] {
  const { locale } = document;
  const widths = widthsOf(section.tables);
  const shown = section.charts.map(chartData).filter((data) => data !== null);
  const tableWidth = widths.reduce((sum, width) => sum + width, 0);
  const isBeside = tableWidth <= widestBeside;
  const cursor = new SheetCursor(sheet, styles, locale, widths, noteWidth);
  const isHome = section.key === 'summary';
  drawHead(cursor, document, section, isHome ? undefined : home);
  if (isHome) drawFigures(cursor, document.figures);
  for (const note of section.notes) cursor.note(note);
  if (section.notes.length > 0) cursor.skip();

  const chartTop = cursor.row;
  const headings = section.tables.map((table) => drawTable(cursor, table));
  if (contents !== undefined) drawContents(cursor, contents);
  const places = placeCharts(
    shown,
    isBeside ? { left: margin + widths.length + 1, top: chartTop } : { left: margin, top: cursor.row },
  );
  const chartRows = Math.ceil((chartHeight + 16) / pixelsARow);
  if (places.length > 0) cursor.row = Math.max(cursor.row, places[places.length - 1].row + 1 + chartRows);
  const lastPrinted = cursor.row - 1;
  const charts = drawData(cursor, shown, places, locale);
  const chartColumns = isBeside && shown.length > 0 ? Math.ceil(chartWidth / pixelsAPlace / plainWidth) + 1 : 0;
  const lastColumn = Math.max(margin + widths.length + chartColumns, cursor.lastColumn);
  setColumns(sheet, widths, lastColumn);
  setFrame(sheet, section.tables, headings);
  setPage(sheet, document.run, section.title, locale, {
    area: `A$1:${columnLetters(lastColumn)}$${lastPrinted}`,
    width: marginWidth + tableWidth + chartColumns * plainWidth,
  });
  return charts;
}

function drawHead(cursor: SheetCursor, document: ReportDocument, section: Section, home: string | undefined): void {
  const isHome = section.key === 'summary';
  addText(cursor.cell(0), isHome ? document.title : section.title, cursor.styles.title);
  cursor.height(28);
  cursor.skip();
  addText(cursor.cell(0), isHome ? document.subtitle : document.run, cursor.styles.subtitle);
  cursor.skip();
  if (home !== undefined) {
    addLink(cursor.cell(0), home, workbookWords[document.locale].backTo(home), cursor.styles.link);
    cursor.skip();
  }
  cursor.skip();
}

function drawContents(cursor: SheetCursor, { title, sheets }: Contents): void {
  addText(cursor.cell(0), title, cursor.styles.tableTitle);
  cursor.height(20);
  cursor.skip();
  for (const { name, note } of sheets) {
    addLink(cursor.cell(0), name, name, cursor.styles.link);
    cursor.noteBeside(note);
    cursor.skip();
  }
}

function placeCharts(shown: readonly ChartData[], corner: { left: number; top: number }): ChartPlace[] {
  const rows = Math.ceil((chartHeight + 16) / pixelsARow);
  return shown.map(({ chart }, index) => ({
    column: corner.left,
    row: corner.top - 1 + index * rows,
    width: chartWidth,
    height: chartHeight,
    name: chart.title,
    alternative: chart.alternative,
  }));
}

function drawData(
  cursor: SheetCursor,
  shown: readonly ChartData[],
  places: readonly ChartPlace[],
  locale: Locale,
): PlacedChart[] {
  return shown.map((data, index) => {
    cursor.skip();
    addText(cursor.cell(0), workbookWords[locale].chartData(data.chart.title), cursor.styles.subtitle);
    cursor.skip();
    const top = cursor.row;
    drawBlock(cursor, data.block);
    return { ...places[index], data, series: referBlock(data.block, cursor.sheet.name, top, margin + 1) };
  });
}

function setColumns(sheet: Worksheet, widths: readonly number[], lastColumn: number): void {
  sheet.getColumn(1).width = marginWidth;
  for (let column = margin + 1; column <= lastColumn; column++) {
    sheet.getColumn(column).width = widths[column - margin - 1] ?? plainWidth;
  }
}

/** Most rows that stay in sight above a table. */
const mostFrozen = 12;
const longTable = 15;

/** A sheet of one long table keeps its headings in sight and can be filtered; others keep their title. */
function setFrame(sheet: Worksheet, tables: readonly ReportTable[], headings: readonly number[]): void {
  const longest = tables.reduce((best, { rows }, place) => (rows.length > tables[best].rows.length ? place : best), 0);
  const table = tables[longest];
  const view = { showGridLines: false, zoomScale: 100 } as const;
  sheet.views = [{ ...view, state: 'frozen', xSplit: 0, ySplit: 1 }];
  sheet.pageSetup.printTitlesRow = '1:1';
  if (table === undefined || table.matrix === true) return;
  const heading = headings[longest];
  if (tables.length === 1 || table.rows.length >= longTable) {
    const body = table.rows.filter(({ total }) => total !== true).length;
    sheet.autoFilter = {
      from: { row: heading, column: margin + 1 },
      to: { row: heading + body, column: margin + table.columns.length },
    };
  }
  if (tables.length > 1 || heading > mostFrozen) return;
  sheet.views = [{ ...view, state: 'frozen', xSplit: 0, ySplit: heading }];
  sheet.pageSetup.printTitlesRow = `${heading}:${heading}`;
}

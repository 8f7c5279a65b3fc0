import type { Worksheet } from 'exceljs';
import type { Locale } from '../../model/locale.ts';
import type { ReportDocument, ReportTable, Section } from '../document/document.ts';
import type { CellStyles } from './cell-styles.ts';
import { type ChartData, type ChartSeries, chartData, columnLetters, referBlock } from './chart-data.ts';
import { longTable, reachOf, widthsOf } from './column-widths.ts';
import type { ChartPlace } from './drawing-xml.ts';
import { drawFigures } from './figure-tiles.ts';
import { setPage } from './page-setup.ts';
import { addLink, addText, margin, plainWidth, SheetCursor } from './sheet-cursor.ts';
import { drawBlock, drawTable } from './table-cells.ts';
import { workbookWords } from './words.ts';

// A section as a sheet: title, notes, charts, tables one below the other, and at the end, outside what is printed, the cells
// that the charts refer to.

export interface PlacedChart extends ChartPlace {
  readonly data: ChartData;
  readonly series: readonly ChartSeries[];
}

const marginWidth = 2;
/** Places that notes may take before they wrap. */
const noteWidth = 100;
const leastChart = 560;
const widestChart = 760;
const chartHeight = 280;
/** Rows that a chart and the space below it take, in points of 1/72 inch: 15 rows of 20 pixels. */
const chartRows = 15;
const chartRowHeight = 15;
const pixelsAPlace = 7;

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
  const cursor = new SheetCursor(sheet, styles, locale, widths, noteWidth);
  const isHome = section.key === 'summary';
  drawHead(cursor, document, section, isHome ? undefined : home);
  if (isHome) drawFigures(cursor, document.figures);
  for (const note of section.notes) cursor.note(note);
  if (section.notes.length > 0) cursor.skip();
  const places = placeCharts(cursor, shown, tableWidth);
  const headings = section.tables.map((table) => drawTable(cursor, table, reachOf(table, section.tables, widths)));
  if (contents !== undefined) drawContents(cursor, contents);
  const lastPrinted = cursor.row - 1;
  const charts = drawData(cursor, shown, places, locale);
  const lastColumn = Math.max(margin + widths.length, cursor.lastColumn);
  setColumns(sheet, widths, lastColumn);
  setFrame(sheet, section.tables, headings);
  setPage(sheet, document.run, section.title, locale, {
    area: `A$1:${columnLetters(lastColumn)}$${lastPrinted}`,
    width: marginWidth + Math.max(tableWidth, shown.length > 0 ? leastChart / pixelsAPlace : 0),
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

/** One below the other, as wide as the tables within bounds; each takes rows that stay empty. */
function placeCharts(cursor: SheetCursor, shown: readonly ChartData[], tableWidth: number): ChartPlace[] {
  const width = Math.round(Math.min(widestChart, Math.max(leastChart, tableWidth * pixelsAPlace)));
  return shown.map(({ chart }) => {
    const { title: name, alternative } = chart;
    const place = { column: margin, row: cursor.row - 1, width, height: chartHeight, name, alternative };
    for (let row = 0; row < chartRows; row++) {
      cursor.height(chartRowHeight);
      cursor.skip();
    }
    return place;
  });
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

import type { Decimal } from '../../model/decimal.ts';
import { decimal, formatShort } from '../../numeric/decimal.ts';
import type { CellKind, Chart, ReportCell } from '../document/document.ts';
import { quoteSheet } from './sheet-names.ts';

// What a chart of the document is in a workbook: a block of cells and series that refer to them. A matrix is its own picture
// (a colour scale on its table), and flows are stacked columns: Excel has no Sankey.

export interface DataBlock {
  readonly headings: readonly string[];
  /** The first column names the rows of bars and flows; of a curve it is x. */
  readonly kinds: readonly CellKind[];
  readonly digits: readonly number[];
  readonly rows: readonly (readonly ReportCell[])[];
}

export type DrawnKind = 'curve' | 'columns' | 'stacked';

export interface ChartData {
  readonly chart: Chart;
  readonly kind: DrawnKind;
  readonly block: DataBlock;
}

/** Null where the chart is drawn otherwise, or has nothing to show. */
export function chartData(chart: Chart): ChartData | null {
  switch (chart.kind) {
    case 'lorenz': {
      const rows = chart.points.map(({ x, y }) => [x, y, x]);
      const headings = [chart.axes.x, chart.series, chart.equality];
      return some(chart, 'curve', { headings, kinds: ['share', 'share', 'share'], digits: [1, 1, 1], rows });
    }
    case 'bars': {
      const rows = chart.categories.map((category, place) => [
        category,
        ...chart.series.map(({ values }) => values[place] ?? null),
      ]);
      const headings = ['', ...chart.series.map(({ name }) => name)];
      return some(chart, 'columns', { ...shaped('share', 1, headings.length), headings, rows });
    }
    case 'flows': {
      const clients = new Map(chart.flows.map((flow) => [`${flow.from} ${flow.to}`, flow.clients]));
      const rows = chart.from.map((name, from) => [
        name,
        ...chart.to.map((_, to) => decimal(clients.get(`${from} ${to}`) ?? 0, 0)),
      ]);
      return some(chart, 'stacked', {
        ...shaped('count', 0, chart.to.length + 1),
        headings: ['', ...chart.to],
        rows,
      });
    }
    case 'heat':
      return null;
  }
}

function some(chart: Chart, kind: DrawnKind, block: DataBlock): ChartData | null {
  return block.rows.length === 0 || block.headings.length < 2 ? null : { chart, kind, block };
}

function shaped(kind: CellKind, digits: number, columns: number): Pick<DataBlock, 'kinds' | 'digits'> {
  return {
    kinds: Array.from({ length: columns }, (_, place) => (place === 0 ? 'text' : kind)),
    digits: Array.from({ length: columns }, (_, place) => (place === 0 ? 0 : digits)),
  };
}

/** A range of one column, and what stands in its cells: the chart keeps a copy for readers that do not calculate. */
export interface Reference {
  readonly formula: string;
  /** Numbers as numerals. */
  readonly values: readonly (string | null)[];
}

export interface ChartSeries {
  readonly name: Reference;
  readonly x: Reference;
  readonly y: Reference;
}

/** The series of a block whose headings stand in row `top` from column `left` (1-based). */
export function referBlock({ headings, rows }: DataBlock, sheet: string, top: number, left: number): ChartSeries[] {
  const columnAt = (place: number): Reference => ({
    formula: rangeOf(sheet, top + 1, left + place, top + rows.length),
    values: rows.map((cells) => numeral(cells[place])),
  });
  return headings.slice(1).map((heading, index) => ({
    name: { formula: rangeOf(sheet, top, left + index + 1, top), values: [heading] },
    x: columnAt(0),
    y: columnAt(index + 1),
  }));
}

function numeral(cell: string | Decimal | null): string | null {
  return cell === null || typeof cell === 'string' ? cell : formatShort(cell.units, cell.scale);
}

function rangeOf(sheet: string, top: number, column: number, bottom: number): string {
  const letters = columnLetters(column);
  const first = `${quoteSheet(sheet)}!$${letters}$${top}`;
  return bottom === top ? first : `${first}:$${letters}$${bottom}`;
}

/** "A" for 1, "AB" for 28. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

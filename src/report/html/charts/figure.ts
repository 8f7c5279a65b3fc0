import type { Locale } from '../../../model/locale.ts';
import type { Chart, ReportTable } from '../../document/document.ts';
import { escapeHtml } from '../escape.ts';
import { drawTable } from '../table.ts';
import type { PageWords } from '../words.ts';
import { barsHeight, barsOption } from './bars.ts';
import { drawSvg } from './draw-svg.ts';
import { flowsHeight, flowsOption } from './flows.ts';
import { lorenzOption } from './lorenz.ts';
import { type ChartWidth, chartWidths } from './sizes.ts';

// A chart with its title, legend and the sentence that says what it shows. A heat map is a table: it can be read, copied
// and heard, and needs no drawing.

export interface FigureView {
  readonly locale: Locale;
  readonly words: PageWords;
  readonly id: string;
}

export function drawFigure(chart: Chart, view: FigureView): string {
  if (chart.kind === 'heat') return drawTable(heatTable(chart), view);
  const drawings = (['wide', 'narrow'] as const).map((shown) => {
    const { option, height } = optionOf(chart, shown, view.locale);
    const { title, alternative: description } = chart;
    const id = `${view.id}-${shown}`;
    return drawSvg(option, { id, title, description, width: chartWidths[shown], height, shown });
  });
  return `<figure class="chart ${chart.kind}">
<figcaption>${escapeHtml(chart.title)}</figcaption>
${drawLegend(chart, view.words)}
${drawings.join('\n')}
<p class="note">${escapeHtml(chart.alternative)}</p>
</figure>`;
}

function optionOf(chart: Exclude<Chart, { kind: 'heat' }>, width: ChartWidth, locale: Locale) {
  switch (chart.kind) {
    case 'lorenz':
      return { option: lorenzOption(chart, width, locale), height: width === 'wide' ? 380 : 300 };
    case 'bars':
      return { option: barsOption(chart, width, locale), height: barsHeight(chart) };
    case 'flows':
      return { option: flowsOption(chart, width), height: flowsHeight(chart) };
  }
}

const keyColours = ['second', 'accent', 'good'];

function drawLegend(chart: Exclude<Chart, { kind: 'heat' }>, words: PageWords): string {
  const entries =
    chart.kind === 'lorenz'
      ? [
          ['accent', chart.series],
          ['second', chart.equality],
        ]
      : chart.kind === 'bars'
        ? chart.series.map(({ name }, index) => [keyColours[index % keyColours.length], name])
        : [
            ['good', words.better],
            ['bad', words.worse],
            ['second', words.same],
          ];
  const items = entries.map(([colour, name]) => `<li><span class="key ${colour}"></span>${escapeHtml(name)}</li>`);
  return `<ul class="legend" aria-hidden="true">${items.join('')}</ul>`;
}

function heatTable({ title, alternative, rows, columns, values }: Extract<Chart, { kind: 'heat' }>): ReportTable {
  return {
    key: 'heat',
    title,
    note: alternative,
    matrix: true,
    columns: [
      { key: 'row', title: '', kind: 'text', digits: 0 },
      ...columns.map((name, index) => ({ key: `${index}`, title: name, kind: 'count' as const, digits: 0 })),
    ],
    rows: rows.map((name, row) => ({
      cells: [name, ...values[row].map((count) => ({ units: BigInt(count), scale: 0 }))],
    })),
  };
}

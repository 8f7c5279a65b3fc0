import { BarChart, LineChart, SankeyChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { escapeHtml } from '../escape.ts';

// One chart as SVG, by ECharts on the server. What it writes is made fit for the page: no style attributes or sheets (the
// page's policy forbids them), no ids or classes from a counter of the process, coordinates with two digits, a title and a
// description. Colours are CSS variables, so that light and dark are one drawing.

use([BarChart, LineChart, SankeyChart, GridComponent, SVGRenderer]);

export interface Drawing {
  /** Unique in the page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly width: number;
  readonly height: number;
  /** A class of the page that says at which widths it shows. */
  readonly shown: 'wide' | 'narrow';
}

export function drawSvg(option: EChartsCoreOption, drawing: Drawing): string {
  const { width, height } = drawing;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, ...option });
    return finishSvg(chart.renderToSVGString(), drawing);
  } finally {
    // A chart that is not disposed of keeps the process alive.
    chart.dispose();
  }
}

export function finishSvg(svg: string, { id, title, description, width, height, shown }: Drawing): string {
  const inside = svg
    .replace(/^<svg[^>]*>/, '')
    .replace(/<style\b.*?<\/style>/gs, '')
    .replace(/ (?:ecmeta_[a-z_]+|class|pointer-events)="[^"]*"/g, '')
    .replace(/ style="([^"]*)"/g, (_, style: string) => attributesOf(style))
    .replace(/\bzr\d+-/g, `${id}-`)
    .replace(/ (d|transform|x|y|width|height|points)="([^"]*)"/g, (_, name: string, value: string) => {
      return ` ${name}="${value.replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, shortNumber)}"`;
    });
  return `<svg class="${shown}" role="img" aria-labelledby="${id}-title ${id}-text" viewBox="0 0 ${width} ${height}">
<title id="${id}-title">${escapeHtml(title)}</title><desc id="${id}-text">${escapeHtml(description)}</desc>${inside}`;
}

/** Declarations as presentation attributes; the font is the page's. */
function attributesOf(style: string): string {
  return style
    .split(';')
    .map((declaration) => declaration.split(':').map((part) => part.trim()))
    .filter(([name, value]) => value !== undefined && name !== 'font-family')
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');
}

function shortNumber(digits: string): string {
  return String(Math.round(Number(digits) * 100) / 100);
}

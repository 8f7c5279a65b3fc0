import type { EChartsCoreOption } from 'echarts/core';
import type { Locale } from '../../../model/locale.ts';
import type { Chart } from '../../document/document.ts';
import { percentText } from '../../number-text.ts';
import { type ChartWidth, textStyle, toNumber } from './sizes.ts';

const colours = ['var(--second)', 'var(--accent)', 'var(--good)'];
const [barHeight, gap, room] = [14, 4, 22];

export function barsHeight({ categories, series }: Extract<Chart, { kind: 'bars' }>): number {
  return 16 + categories.length * (series.length * (barHeight + gap) + room);
}

/** Shares of a few categories, side by side, each bar with its number. */
export function barsOption(
  { categories, series }: Extract<Chart, { kind: 'bars' }>,
  width: ChartWidth,
  locale: Locale,
): EChartsCoreOption {
  const left = width === 'wide' ? 150 : 92;
  const most = Math.max(0, ...series.flatMap(({ values }) => values.map((value) => (value ? toNumber(value) : 0))));
  return {
    grid: { left, right: 64, top: 8, bottom: 8 },
    xAxis: { type: 'value', show: false, min: 0, max: most > 0 ? most : 1 },
    yAxis: {
      type: 'category',
      inverse: true,
      data: categories,
      axisLine: { lineStyle: { color: 'var(--line)' } },
      axisTick: { show: false },
      axisLabel: { ...textStyle, color: 'var(--ink)', width: left - 16, overflow: 'truncate' },
    },
    series: series.map(({ values }, index) => ({
      type: 'bar',
      silent: true,
      emphasis: { disabled: true },
      barWidth: barHeight,
      barGap: `${Math.round((100 * gap) / barHeight)}%`,
      itemStyle: { color: colours[index % colours.length], borderRadius: [0, 2, 2, 0] },
      data: values.map((value) => ({
        value: value ? Math.max(0, toNumber(value)) : null,
        label: { show: true, position: 'right', ...textStyle, formatter: percentText(value, locale) },
      })),
    })),
  };
}

import type { EChartsCoreOption } from 'echarts/core';
import type { Locale } from '../../../model/locale.ts';
import type { Chart } from '../../document/document.ts';
import { withPercentSign } from '../../number-text.ts';
import { type ChartWidth, textStyle, toNumber } from './sizes.ts';

/** Share of the measure that the largest clients hold, against the line on which all are equal. */
export function lorenzOption(
  chart: Extract<Chart, { kind: 'lorenz' }>,
  width: ChartWidth,
  locale: Locale,
): EChartsCoreOption {
  const percent = (value: number) => withPercentSign(String(Math.round(value * 100)), locale);
  const axis = (name: string) => ({
    type: 'value',
    min: 0,
    max: 1,
    interval: width === 'wide' ? 0.2 : 0.5,
    name,
    nameTextStyle: textStyle,
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { ...textStyle, formatter: percent },
    splitLine: { lineStyle: { color: 'var(--line)' } },
  });
  const points = chart.points.map(({ x, y }) => [toNumber(x), toNumber(y)]);
  return {
    grid: { left: 56, right: 24, top: 36, bottom: 56 },
    xAxis: { ...axis(chart.axes.x), nameLocation: 'middle', nameGap: 32 },
    yAxis: {
      ...axis(chart.axes.y),
      nameLocation: 'end',
      nameGap: 16,
      nameTextStyle: { ...textStyle, align: 'left', padding: [0, 0, 0, -48] },
    },
    series: [
      line(
        [
          [0, 0],
          [1, 1],
        ],
        { color: 'var(--second)', width: 1.5, type: 'dashed' },
      ),
      { ...line(points, { color: 'var(--accent)', width: 2.5 }), areaStyle: { color: 'var(--accent)', opacity: 0.1 } },
    ],
  };
}

function line(data: readonly (readonly number[])[], lineStyle: object) {
  return { type: 'line', silent: true, showSymbol: false, emphasis: { disabled: true }, data, lineStyle };
}

import type { EChartsCoreOption } from 'echarts/core';
import type { Chart } from '../../document/document.ts';
import { groupCount } from '../../number-text.ts';
import { type ChartWidth, textStyle } from './sizes.ts';

type Flows = Extract<Chart, { kind: 'flows' }>;

export function flowsHeight({ from, to }: Flows): number {
  return 120 + 56 * Math.max(from.length, to.length);
}

/** Who went from which state to which: left the opening, right the present, in the order of the states. */
export function flowsOption(chart: Flows, width: ChartWidth): EChartsCoreOption {
  const side = width === 'wide' ? 150 : 98;
  const node = (name: string, label: string, count: number, position: 'left' | 'right') => ({
    name,
    depth: position === 'left' ? 0 : 1,
    itemStyle: { color: 'var(--ink)', borderWidth: 0 },
    label: {
      ...textStyle,
      color: 'var(--ink)',
      position,
      width: side - 12,
      overflow: width === 'wide' ? 'truncate' : 'break',
      formatter: `${label} ${groupCount(count)}`.replace(/[{}]/g, ' '),
    },
  });
  const sum = (key: 'from' | 'to', index: number) =>
    chart.flows.reduce((total, flow) => total + (flow[key] === index ? flow.clients : 0), 0);
  return {
    series: [
      {
        type: 'sankey',
        silent: true,
        emphasis: { disabled: true },
        left: side,
        right: side,
        top: 12,
        bottom: 12,
        nodeWidth: 6,
        nodeGap: 16,
        // No rounds of placing: nodes stay in the order of the states.
        layoutIterations: 0,
        data: [
          ...chart.from.map((name, index) => node(`from ${index}`, name, sum('from', index), 'left')),
          ...chart.to.map((name, index) => node(`to ${index}`, name, sum('to', index), 'right')),
        ],
        links: chart.flows.map(({ from, to, clients }) => ({
          source: `from ${from}`,
          target: `to ${to}`,
          value: clients,
          lineStyle: { ...colourOf(chart, from, to), curveness: 0.5 },
        })),
      },
    ],
  };
}

/** By where the opening state stands among the present ones; the new and those who left are neither better nor worse. */
function colourOf({ from, to }: Flows, opening: number, present: number): { color: string; opacity: number } {
  const before = to.indexOf(from[opening]);
  if (before < 0 || !from.includes(to[present]) || before === present) return { color: 'var(--second)', opacity: 0.28 };
  return { color: present < before ? 'var(--good)' : 'var(--bad)', opacity: 0.6 };
}

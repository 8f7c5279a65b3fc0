import type { Decimal } from '../../../model/decimal.ts';

// What the charts share. Sizes are in units of the viewBox; texts are drawn at the size of the page's small print.

/** A chart is drawn twice, so that its words can be read on a telephone too. */
export const chartWidths = { wide: 760, narrow: 340 } as const;
export type ChartWidth = keyof typeof chartWidths;

export const textStyle = { fontSize: 13, color: 'var(--muted)' } as const;

/** For places on paper only. */
export function toNumber({ units, scale }: Decimal): number {
  return Number(units) / 10 ** scale;
}

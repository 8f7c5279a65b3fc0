import type { Decimal } from '../../model/decimal.ts';
import type { ResourceFigures, ResourceSummary } from '../../model/summary.ts';
import { addDecimals } from '../add-decimals.ts';
import { groupDigits } from '../number-text.ts';
import type { TableColumn } from './table.ts';
import { labelText, tableLines, type View } from './view.ts';

interface Shown extends TableColumn {
  readonly of: (tier: ResourceSummary) => Decimal | null | undefined;
  readonly digits: number;
  /** Whether it adds up over tiers. */
  readonly adds: boolean;
}

/** Hours and cost of the tiers beside the previous run's. Without cost and a previous run the table of tiers says it all. */
export function resourceLines(view: View): string[] {
  const { resources } = view.result.summary;
  const shown = columnsOf(view, resources);
  if (shown.length === 0) return [];
  const { words, ink } = view;
  const text = (value: Decimal | null | undefined, digits: number) => (value ? groupDigits(value, digits) : '-');
  const rows = resources.map((tier) => [
    labelText(view, tier.label, tier.tier),
    ...shown.map(({ of, digits }) => text(of(tier), digits)),
  ]);
  const total = shown.map(({ of, digits, adds }) => {
    const values = resources.map((tier) => of(tier) ?? null);
    return adds && values.some((value) => value !== null) ? text(addDecimals(values), digits) : '';
  });
  const columns: TableColumn[] = [{ heading: words.resources, align: 'left' }, ...shown];
  return tableLines(
    view,
    columns,
    [...rows, [words.total, ...total].map((cell) => ({ text: cell, paint: ink.dim }))],
    view.firstWidth,
  );
}

function columnsOf({ words }: View, resources: readonly ResourceSummary[]): Shown[] {
  const hasCost = resources.some(({ cost }) => cost !== null);
  const hasPrevious = resources.some(({ previous }) => previous !== undefined);
  if (!hasCost && !hasPrevious) return [];
  const shown = (heading: string, figure: keyof ResourceFigures, digits: number, spare: number): Shown[] => {
    const adds = digits === 0;
    const pick = (figures: ResourceFigures | undefined) => figures?.[figure] as Decimal | null | undefined;
    const now: Shown = { heading, align: 'right', spare, digits, adds, of: pick };
    const before: Shown = { ...now, heading: words.before, spare: spare + 4, of: ({ previous }) => pick(previous) };
    return hasPrevious ? [now, before] : [now];
  };
  return [
    ...shown(words.hours, 'hours', 0, 0),
    ...(hasCost ? shown(words.cost, 'cost', 0, 1) : []),
    ...shown(words.hoursPer1000, 'hoursPer1000', 4, 2),
    ...(hasCost ? shown(words.costPer1000, 'costPer1000', 2, 3) : []),
  ];
}

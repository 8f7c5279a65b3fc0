import { Chalk } from 'chalk';
import type { Locale, Localised } from '../../model/locale.ts';
import type { TrendRun, TrendTier } from '../../model/run-trend.ts';
import { bigPower10 } from '../../numeric/scaled.ts';
import { wrapToWidth } from '../../text/display-width.ts';
import { toVisible } from '../../text/visible-text.ts';
import { outcomeText } from '../change-text.ts';
import { labelIn } from '../label-in.ts';
import { labels } from '../labels.ts';
import { groupCount, groupDigits, percentText } from '../number-text.ts';
import type { TerminalOptions } from './render.ts';
import { type Cell, drawTable, fitsWidth, type TableColumn } from './table.ts';
import { trendWords } from './trend-words.ts';

// `tierbook trend` as a person reads it: a column a run, newest last, as many of the last ones as fit; a row a figure.

/** Runs side by side where the width is that of a plain terminal, and where it is more. */
const [mostNarrow, mostWide] = [6, 12];

type Row = readonly [name: string, textOf: ((run: TrendRun) => string) | null];

export interface TrendOptions extends TerminalOptions {
  /** What to call the measure instead of by its name. */
  readonly measureLabel: Localised;
}

export function renderTrend(runs: readonly TrendRun[], options: TrendOptions): string {
  const { width, locale } = options;
  const ink = new Chalk({ level: options.colour ? 1 : 0 });
  const words = trendWords[locale];
  const rows = listRows(runs, options);
  const days = headingsOf(runs);
  for (let count = Math.min(runs.length, width < 100 ? mostNarrow : mostWide); ; count--) {
    const shown = runs.slice(-count);
    const headings = days.slice(-count);
    const columns: TableColumn[] = [
      { heading: words.trend, align: 'left' },
      ...headings.map((heading) => ({ heading, align: 'right' as const })),
    ];
    const cells = rows.map(([name, textOf]): Cell[] => [
      textOf === null ? { text: name, paint: ink.underline } : { text: name },
      ...shown.map((run) => ({ text: textOf?.(run) ?? '' })),
    ]);
    if (count > 1 && !fitsWidth(columns, cells, width)) continue;
    const lines = drawTable(columns, cells, { width, paintTitle: ink.bold, paintHeading: ink.dim });
    const notes = shown.flatMap((run, index) => {
      const at = runs.length - count + index;
      return run.rubricChanged
        ? [words.rubricFrom(days[at].replace('*', ''), rubricText(run), rubricText(runs[at - 1]))]
        : [];
    });
    if (count < runs.length) notes.push(words.runs(groupCount(count), groupCount(runs.length)));
    const below = notes.flatMap((note) => wrapToWidth(note, width - 2).map((line) => ink.dim(`  ${line}`)));
    return `${[...lines, ...below].join('\n')}\n`;
  }
}

/** Months where no two runs are of one, else days; an asterisk where the rubric is another one than before. */
function headingsOf(runs: readonly TrendRun[]): string[] {
  const months = runs.map(({ asOf }) => asOf.slice(0, 7));
  const isByMonth = new Set(months).size === runs.length;
  return runs.map(({ asOf, rubricChanged }, index) => (isByMonth ? months[index] : asOf) + (rubricChanged ? '*' : ''));
}

function rubricText({ rubric }: TrendRun): string {
  return toVisible(`${rubric.id}@${rubric.version}`);
}

function listRows(runs: readonly TrendRun[], { locale, measureLabel }: TrendOptions): Row[] {
  const words = trendWords[locale];
  const all = labels[locale];
  const newest = runs[runs.length - 1];
  const digits = runs.some(({ total }) => sizeOf(total.units) >= 1000n * bigPower10(total.scale)) ? 0 : undefined;
  const measure = toVisible(labelIn(measureLabel, locale, newest.measure));
  const tiers = lastNamed(runs.map((run) => run.tiers.map((tier) => [tier.tier, tier.label] as const)));
  const byTier = (textOf: (tier: TrendTier) => string): Row[] =>
    tiers.map(([name, label]): Row => {
      const inRun = (run: TrendRun) => run.tiers.find(({ tier }) => tier === name);
      return [
        `  ${toVisible(labelIn(label, locale, name))}`,
        (run) => {
          const tier = inRun(run);
          return tier === undefined ? '-' : textOf(tier);
        },
      ];
    });
  const some = (row: Row, isThere: (run: TrendRun) => boolean): Row[] => (runs.some(isThere) ? [row] : []);
  return [
    [words.clientsByTier, (run) => groupCount(run.clients)],
    ...byTier(({ clients }) => groupCount(clients)),
    ...some([words.prospects, (run) => groupCount(run.prospects)], ({ prospects }) => prospects > 0),
    [words.shareByTier, null],
    ...byTier(({ clientShare }) => percentText(clientShare, locale)),
    [measure, (run) => groupDigits(run.total, digits)],
    ...byTier((tier) => groupDigits(tier.measure, digits)),
    ...outcomeRows(runs, tiers, locale),
    [all.concentration, null],
    [`  ${words.gini}`, ({ gini }) => (gini === null ? '-' : groupDigits(gini, 4))],
    [`  ${words.hhi}`, ({ hhi }) => (hhi === null ? '-' : groupDigits(hhi, 4))],
    [`  ${words.top10}`, ({ top10Share }) => percentText(top10Share, locale)],
    [words.psi, ({ stability }) => (stability?.psi ? groupDigits(stability.psi, 4) : '-')],
    [words.chance, ({ stability }) => (stability?.expected ? groupDigits(stability.expected, 4) : '-')],
    ...some(
      [words.overrides, ({ overrides }) => (overrides === null ? '-' : groupCount(overrides))],
      ({ overrides }) => overrides !== null,
    ),
  ];
}

function outcomeRows(runs: readonly TrendRun[], tiers: readonly Named[], locale: Locale): Row[] {
  const outcomes = lastNamed(runs.map((run) => run.outcomes.map(({ name, label }) => [name, label] as const)));
  const rowOf = (heading: string, outcome: string, tier: string, by: 'present' | 'opening'): Row => [
    heading,
    (run) => {
      const found = run.outcomes.find(({ name }) => name === outcome);
      const value = found?.lines.find((line) => line.tier === tier)?.[by]?.value ?? null;
      return found === undefined ? '-' : outcomeText(value, found.unit, locale);
    },
  ];
  const hasValue = ([, textOf]: Row) => textOf !== null && runs.some((run) => textOf(run) !== '-');
  return outcomes.flatMap(([name, label]) => {
    const heading = toVisible(labelIn(label, locale, name));
    const rowsBy = (by: 'present' | 'opening') =>
      [
        rowOf(by === 'present' ? heading : trendWords[locale].byOpening(heading), name, 'all', by),
        ...tiers.map(([tier, own]) => rowOf(`  ${toVisible(labelIn(own, locale, tier))}`, name, tier, by)),
      ].filter(hasValue);
    const present = rowsBy('present');
    return present.length > 0 ? present : rowsBy('opening');
  });
}

type Named = readonly [name: string, label: Localised];

/** All names with their newest label, in the order of the newest run; those of older runs behind. `unrated` comes last. */
function lastNamed(lists: readonly (readonly Named[])[]): Named[] {
  const named = new Map<string, Localised>();
  for (const list of lists.toReversed()) for (const [name, label] of list) if (!named.has(name)) named.set(name, label);
  return [...named].sort(([a], [b]) => Number(a === 'unrated') - Number(b === 'unrated'));
}

function sizeOf(units: bigint): bigint {
  return units < 0n ? -units : units;
}

import type { OutcomeLine, OutcomeSummary } from '../../model/summary.ts';
import { changeText, outcomeText, pointsText } from '../change-text.ts';
import { groupCount } from '../number-text.ts';
import { countLeftOut, type TableColumn } from './table.ts';
import { labelText, moreLine, shortHeading, tableLines, type View } from './view.ts';

/**
 * Is it working: where there are prior values each tier with its change and target, otherwise only the values, by opening
 * tier or in a first run by the present one.
 */
export function outcomeLines(view: View): string[] {
  const { outcomes } = view.result.summary;
  if (outcomes.length === 0) return [];
  const compared = outcomes.some(({ lines }) => lines.some(({ change }) => change !== null));
  return compared ? changeLines(view, outcomes) : valueLines(view, outcomes);
}

function nameOf(view: View, { label, name }: OutcomeSummary): string {
  return labelText(view, label, name);
}

function tierText(view: View, tier: string): string {
  if (tier === 'all') return view.words.all;
  if (tier === 'unrated') return view.words.unratedTier;
  const rule = view.result.rubric.tiers.find((candidate) => candidate.tier === tier);
  return labelText(view, rule?.label ?? {}, tier);
}

function valueLines(view: View, outcomes: readonly OutcomeSummary[]): string[] {
  const { words, locale } = view;
  const [{ lines: first }] = outcomes;
  const byOpening = first.some(({ opening }) => opening !== null);
  const columns: TableColumn[] = [
    { heading: byOpening ? words.outcomesByOpening : words.outcomesByTier, align: 'left' },
    ...first.map(({ tier }) => ({ heading: shortHeading(tierText(view, tier)), align: 'right' as const })),
  ];
  const valueIn = ({ opening, present }: OutcomeLine) => (byOpening ? opening?.value : present.value) ?? null;
  const known = outcomes.filter(({ lines }) => lines.some((line) => valueIn(line) !== null));
  if (known.length === 0) return [];
  const rows = known.map((outcome) => [
    nameOf(view, outcome),
    ...outcome.lines.map((line) => outcomeText(valueIn(line), outcome.unit, locale)),
  ]);
  const leftOut = countLeftOut(
    columns,
    rows.map((row) => row.map((text) => ({ text }))),
    view.width,
    view.firstWidth,
  );
  return [...tableLines(view, columns, rows, view.firstWidth), ...moreLine(view, leftOut)];
}

function changeLines(view: View, outcomes: readonly OutcomeSummary[]): string[] {
  const { words, locale, ink } = view;
  const columns: TableColumn[] = [
    { heading: words.outcomesByOpening, align: 'left' },
    { heading: words.value, align: 'right' },
    { heading: words.change, align: 'right' },
    { heading: words.counted, align: 'right', spare: 2 },
    { heading: words.target, align: 'left', whole: true, spare: 1 },
  ];
  const rows = outcomes.flatMap((outcome) => [
    [{ text: nameOf(view, outcome), paint: ink.underline }, '', '', '', ''],
    ...outcome.lines
      .filter(({ opening, prior }) => (opening?.value ?? prior?.value ?? null) !== null)
      .map(({ tier, opening, change, relative, met }) => [
        `  ${tierText(view, tier)}`,
        outcomeText(opening?.value ?? null, outcome.unit, locale),
        changeText(change, relative, outcome.unit, locale),
        groupCount(opening?.clients ?? 0),
        metText(view, met),
      ]),
  ]);
  return tableLines(view, columns, rows, view.firstWidth);
}

function metText({ words }: View, met: OutcomeLine['met']): string {
  return met === null ? '' : met ? words.met : words.missed;
}

/** What moved the book as it stands, where anything did. */
export function splitLines(view: View): string[] {
  const { words, locale } = view;
  const rows = view.result.summary.outcomes.flatMap((outcome) => {
    const { split, unit } = outcome;
    if (split === null || (split.change.units === 0n && split.rate.units === 0n)) return [];
    const parts = [split.change, split.rate, split.mix].map((part) => pointsText(part, unit, locale));
    return [[nameOf(view, outcome), ...parts]];
  });
  if (rows.length === 0) return [];
  const columns: TableColumn[] = [
    { heading: words.bookChange, align: 'left' },
    ...[words.change, words.ratePart, words.mixPart].map((heading) => ({ heading, align: 'right' as const })),
  ];
  return tableLines(view, columns, rows, view.firstWidth);
}

import type { Decimal } from '../../model/decimal.ts';
import type { Locale } from '../../model/locale.ts';
import type { Rubric } from '../../model/rubric.ts';
import type { Summary } from '../../model/summary.ts';
import { civilOf, parseIsoDate } from '../../numeric/date.ts';
import { ratio } from '../../numeric/decimal.ts';
import { bigPower10 } from '../../numeric/scaled.ts';
import type { RunReport } from '../format.ts';
import { labelIn } from '../label-in.ts';
import { groupDigits, percentText, shortDigits, withPercentSign } from '../number-text.ts';
import { type Words, words } from './words.ts';

// What every section of a document shares: the run, the language, and how things are called in it.

export interface DocumentScope {
  readonly report: RunReport;
  readonly rubric: Rubric;
  readonly summary: Summary;
  readonly locale: Locale;
  readonly words: Words;
  /** The measure as a person calls it. */
  readonly measure: string;
  /** Digits shown of sums of the measure: none where they run to thousands. */
  readonly digits: number;
  /** Clients shown of a list. */
  readonly top: number;
  /** Of fields, features, lookups, factors and dimensions; the other two where a factor or a dimension is meant. */
  readonly labels: ReadonlyMap<string, string>;
  readonly factorLabels: ReadonlyMap<string, string>;
  readonly dimensionLabels: ReadonlyMap<string, string>;
}

const defaultTop = 20;

export function makeScope(report: RunReport): DocumentScope {
  const { rubric, summary, locale } = report;
  const factors = rubric.dimensions.flatMap((dimension) => dimension.factors);
  const named = [...rubric.fields, ...rubric.derived, ...factors, ...rubric.dimensions];
  // The label of a field goes before that of a factor of the same name; a field that has none goes by that of the factor.
  const labelled = named.filter(({ label }) => Object.keys(label ?? {}).length > 0);
  const labels = new Map(labelled.toReversed().map(({ name, label }) => [name, labelIn(label, locale, name)]));
  return {
    report,
    rubric,
    summary,
    locale,
    words: words[locale],
    measure: labels.get(summary.book.measure) ?? summary.book.measure,
    digits: digitsOf(summary),
    top: rubric.report?.top ?? defaultTop,
    labels,
    factorLabels: new Map(factors.map(({ name, label }) => [name, labelIn(label, locale, labels.get(name) ?? name)])),
    dimensionLabels: new Map(rubric.dimensions.map(({ name, label }) => [name, labelIn(label, locale, name)])),
  };
}

function digitsOf({ book }: Summary): number {
  const { units, scale } = book.positiveTotal;
  return units >= 1000n * bigPower10(scale) ? 0 : Math.min(scale, 2);
}

/** What a field, feature, lookup, dimension or factor is called; its name where it has no label. */
export function labelOf({ labels }: DocumentScope, name: string): string {
  return labels.get(name) ?? name;
}

/** What a factor is called: its own label, else that of what bears its name. */
export function factorName({ factorLabels }: DocumentScope, name: string): string {
  return factorLabels.get(name) ?? name;
}

/** A tier or a state of the migration matrix; a tier that only the previous run had goes by its name. */
export function tierName({ rubric, locale, words: own }: DocumentScope, tier: string | null): string {
  if (tier === null || tier === 'unrated') return own.unrated;
  if (tier === 'all') return own.all;
  if (tier === 'NEW') return own.entered;
  if (tier === 'EXIT') return own.left;
  if (tier === 'prospect') return own.prospect;
  return labelIn(rubric.tiers.find((rule) => rule.tier === tier)?.label, locale, tier);
}

/** A grade is known by its letter: "D 违约". */
export function gradeName({ rubric, locale, words: own }: DocumentScope, grade: string | null): string {
  if (grade === null || grade === 'ungraded') return own.ungraded;
  if (grade === 'NEW') return own.entered;
  if (grade === 'EXIT') return own.left;
  const label = labelIn(rubric.grades.find((rule) => rule.grade === grade)?.label, locale, grade);
  return label === grade ? grade : `${grade} ${label}`;
}

export function shareText({ words: own, locale }: DocumentScope, share: Decimal | null, digits = 1): string {
  return share === null ? own.notAvailable : percentText(share, locale, digits);
}

/** "10 %" of a percentage. */
export function percentageText({ locale }: DocumentScope, percent: Decimal): string {
  return withPercentSign(shortDigits(percent), locale);
}

/** Of the positive total of the book, as all shares of the measure are; none of a sum below zero, which is no share. */
export function measureShareOf({ summary }: DocumentScope, sum: Decimal | null): Decimal | null {
  const { units, scale } = summary.book.positiveTotal;
  if (sum === null || sum.units < 0n || units <= 0n) return null;
  return ratio(sum.units * bigPower10(scale), units * bigPower10(sum.scale), 6);
}

/** A sum of the measure, in the digits of the document. */
export function sumText({ digits }: DocumentScope, sum: Decimal): string {
  return groupDigits(sum, Math.min(digits, sum.scale));
}

/** "31 October 2026", of a day as it stands in the summary. */
export function dateText({ words: own }: DocumentScope, isoDate: string): string {
  const days = parseIsoDate(isoDate);
  if (days === null) return isoDate;
  const { year, month, day } = civilOf(days);
  return own.date(year, month, day);
}

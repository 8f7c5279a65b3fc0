import type { ExplainedFactor, Explanation, SingleChange } from '../model/explanation.ts';
import { inLocale, type Locale } from '../model/locale.ts';
import { civilOf, parseIsoDate } from '../numeric/date.ts';
import { toVisible } from '../text/visible-text.ts';
import { words as documentWords } from './document/words.ts';
import { labelText, valueText } from './explain-text.ts';
import { explainWords } from './explain-words.ts';

// One page for the client, in Markdown: its tier and what that means, its strengths and what would help. Nothing in it tells
// of other clients: what hangs on ranks or places is said without the number, which could be another client's.

/** Points from which a factor is a strength, of 100. */
const strong = 80n;
const mostStrengths = 3;
const mostHelps = 4;

export function writeLetter(told: Explanation, locale: Locale): string {
  const { letter: own } = explainWords[locale];
  const name = markdown(told.client.name ?? told.client.id);
  const parts = [
    `# ${own.title}`,
    own.dear(name),
    own.review(dateText(told.asOf, locale)),
    standing(told, locale),
    ...service(told, locale),
    ...strengths(told, locale),
    ...helps(told, locale),
    own.note,
    own.contact,
    own.sincerely,
  ];
  return `${parts.join('\n\n')}\n`;
}

function dateText(iso: string, locale: Locale): string {
  const { year, month, day } = civilOf(parseIsoDate(iso) as number);
  return documentWords[locale].date(year, month, day);
}

function standing({ client, tier, tierLabel }: Explanation, locale: Locale): string {
  const { letter: own } = explainWords[locale];
  if (client.prospect) return own.prospect;
  return tier === null ? own.unrated : own.tier(markdown(labelText(tierLabel, tier, locale)));
}

function service({ service: given, client }: Explanation, locale: Locale): string[] {
  const { letter: own } = explainWords[locale];
  const lines = inLocale(given, locale, [] as readonly string[]);
  return client.prospect || lines.length === 0 ? [] : [`## ${own.service}`, list(lines.map(markdown))];
}

/** Factors that score high, those that bring most first. */
function strengths({ dimensions }: Explanation, locale: Locale): string[] {
  const { letter: own } = explainWords[locale];
  const factors = dimensions.flatMap((dimension) => dimension.factors);
  const best = factors
    .filter(
      ({ points, contribution }) => points !== null && contribution !== null && points.units >= strong * 1_000_000n,
    )
    .toSorted((a, b) => Number((b.contribution?.units ?? 0n) - (a.contribution?.units ?? 0n)))
    .slice(0, mostStrengths);
  if (best.length === 0) return [];
  return [`## ${own.strengths}`, own.strengthsIntro, list(best.map((factor) => factorName(factor, locale)))];
}

/** A name of the rubric that has no label is at least read as words. */
function factorName({ label, factor }: Pick<ExplainedFactor, 'label' | 'factor'>, locale: Locale): string {
  return markdown(labelText(label, factor.replaceAll('_', ' '), locale));
}

function helps(told: Explanation, locale: Locale): string[] {
  const { letter: own } = explainWords[locale];
  const { status, target, changes } = told.counterfactuals;
  if (told.client.prospect || status === 'no-tiers') return [];
  const places = told.tiers.map(({ name }) => name);
  if (told.tier !== null && told.tier === places[0]) return [own.keep];
  const factors = told.dimensions.flatMap((dimension) => dimension.factors);
  const missing = factors.filter(({ points }) => points === null);
  if (told.tier === null) {
    return missing.length === 0 ? [] : [own.missing, list(missing.map((factor) => factorName(factor, locale)))];
  }
  // A tier given by hand may be as good as the one that the model would give next.
  if (target === null || places.indexOf(target.tier) >= places.indexOf(told.tier)) return [];
  const tier = markdown(labelText(target.label, target.tier, locale));
  const reaching = changes.filter(({ reaches }) => reaches !== null).slice(0, mostHelps);
  if (reaching.length > 0) {
    const lines = reaching.map((change) => helpText(told, change, locale));
    return [`## ${own.help}`, own.helpIntro(tier), list(lines)];
  }
  if (told.reasons.length === 0) return [];
  const lines = told.reasons.map((reason) => factorName(reason, locale));
  return [`## ${own.help}`, own.closer(tier), list(lines)];
}

function helpText(told: Explanation, change: SingleChange, locale: Locale): string {
  const { letter: own } = explainWords[locale];
  const { column, reaches, difference, factors: names } = change;
  const factors = told.dimensions
    .flatMap((dimension) => dimension.factors)
    .filter(({ factor }) => names.includes(factor));
  const what = factorName(factors[0], locale);
  if (column.value === null) return own.given(what);
  const byOthers = factors.some(({ method }) => method === 'percentile' || method === 'quantiles') || hasPlaces(told);
  if (difference !== null && byOthers) return difference.units > 0n ? own.more(what) : own.less(what);
  const now = markdown(valueText(column.value, column, locale));
  return own.to(what, now, markdown(valueText(reaches?.value ?? null, column, locale)));
}

/** Where places are short, what is needed hangs on the scores of others. */
function hasPlaces({ queues, counterfactuals }: Explanation): boolean {
  return queues.some(({ tier, asked, capacity }) => tier === counterfactuals.target?.tier && asked > capacity);
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

/** Text that is no markup. */
function markdown(text: string): string {
  return toVisible(text).replace(/[\\`*_[\]<>#|~&]/g, (sign) => `\\${sign}`);
}

import type { SingleChange, WouldBe } from '../../model/explanation.ts';
import { wrapToWidth } from '../../text/display-width.ts';
import { toVisible } from '../../text/visible-text.ts';
import { changeText, labelText, valueText } from '../explain-text.ts';
import { shortDigits } from '../number-text.ts';
import { type ExplainView, tableOf } from './explain-view.ts';

/** What would have to be otherwise, one thing at a time. */
export function changeLines(view: ExplainView): string[] {
  const { told, words, locale, ink, width } = view;
  const { status, target, neededScore, missingPoints, changes } = told.counterfactuals;
  const wrap = (text: string) => wrapToWidth(text, width - 2).map((line) => `  ${line}`);
  if (status === 'best-tier') return [words.bestTier];
  if (status === 'prospect') return [words.outside];
  if (status === 'no-tiers' || target === null) return [words.noTiers];
  const goal = labelText(target.label, target.tier, locale);
  const score =
    neededScore !== null && missingPoints !== null
      ? wrap(words.missingPoints(shortDigits(missingPoints), shortDigits(neededScore)))
      : told.score === null
        ? []
        : wrap(words.noScore);
  const reaching = changes.flatMap((change) =>
    change.reaches === null ? [] : [[nameOf(view, change), ...cellsOf(view, change, change.reaches)]],
  );
  const columns = [words.factors, words.now, words.needed, words.difference, words.result].map((heading, at) => ({
    heading,
    align: at === 0 || at === 4 ? ('left' as const) : ('right' as const),
    ...(at === 4 ? { whole: true } : at === 3 ? { spare: 1 } : {}),
  }));
  const table = reaching.length === 0 ? [] : tableOf(view, columns, reaching);
  const notes = changes.flatMap((change) => noteOn(view, change).flatMap(wrap));
  return [ink.bold(words.reach(goal)), ...score, ...table, ...notes, ...wrap(words.checked)];
}

/** The factors that score the column. */
function nameOf({ told, words, locale }: ExplainView, { factors }: SingleChange): string {
  const all = told.dimensions.flatMap((dimension) => dimension.factors);
  return factors
    .map((name) => labelText(all.find(({ factor }) => factor === name)?.label ?? {}, name, locale))
    .join(words.comma);
}

/** What the table does not say of a change. */
function noteOn(view: ExplainView, change: SingleChange): string[] {
  const { words, locale } = view;
  const { column, reaches, also, nearest, best } = change;
  const name = nameOf(view, change);
  if (reaches !== null) {
    if (also.length > 0) return [`${name}${words.colon}${words.also(also.map(toVisible).join(words.comma))}`];
    return nearest ? [] : [words.notNearest(name)];
  }
  if (best === null || best.score === null)
    return [`${name}${words.colon}${words.notAlone}${words.comma}${words.noOther}`];
  const most = words.bestAlone(valueText(best.value, column, locale), shortDigits(best.score));
  return [`${name}${words.colon}${words.notAlone}${words.comma}${most}`];
}

function cellsOf(
  { told, words, locale }: ExplainView,
  { column, difference }: SingleChange,
  reaches: WouldBe,
): string[] {
  const tier = told.tiers.find(({ name }) => name === reaches.tier);
  const then = [
    tier === undefined ? words.unrated : labelText(tier.label, tier.name, locale),
    ...(reaches.score === null ? [] : [shortDigits(reaches.score)]),
  ];
  return [
    valueText(column.value, column, locale),
    valueText(reaches.value, column, locale),
    difference === null ? '' : changeText(difference, column, locale),
    then.join(' '),
  ];
}

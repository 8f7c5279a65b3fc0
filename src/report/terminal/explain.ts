import { Chalk } from 'chalk';
import type { Decimal } from '../../model/decimal.ts';
import type { ExplainedCondition, ExplainedRule, Explanation } from '../../model/explanation.ts';
import { inLocale, type Locale } from '../../model/locale.ts';
import { wrapToWidth } from '../../text/display-width.ts';
import { toVisible } from '../../text/visible-text.ts';
import { changeText, labelText, percentDigits, valueText } from '../explain-text.ts';
import { explainWords } from '../explain-words.ts';
import { groupCount, shortDigits } from '../number-text.ts';
import { changeLines } from './explain-changes.ts';
import { factorLines } from './explain-factors.ts';
import type { ExplainView } from './explain-view.ts';

/** One client of a run, as the terminal shows it: lines within the width. */
export function renderExplanation(
  told: Explanation,
  { width, colour, locale }: { readonly width: number; readonly colour: boolean; readonly locale: Locale },
): string {
  const view: ExplainView = {
    told,
    width,
    locale,
    words: explainWords[locale],
    ink: new Chalk({ level: colour ? 1 : 0 }),
  };
  const sections = [
    headLines,
    factorLines,
    gradeLines,
    tierLines,
    placeLines,
    stabilityLines,
    overrideLines,
    previousLines,
    doLines,
    changeLines,
  ].map((draw) => draw(view));
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function headLines(view: ExplainView): string[] {
  const { told, words, locale, ink } = view;
  const { rubric, client, measure } = told;
  const title = toVisible(inLocale(rubric.title, locale, rubric.id));
  const name = client.name === null ? '' : ` ${toVisible(client.name)}`;
  const tier = tierText(view, told.tier);
  const model = told.modelTier === told.tier ? undefined : words.modelTier(tierText(view, told.modelTier));
  const parts = [
    client.prospect ? words.prospect : `${words.tier} ${model === undefined ? tier : words.inBrackets(tier, model)}`,
    `${words.grade} ${told.grade === null ? words.none : toVisible(told.grade)}`,
    `${words.score} ${told.score === null ? words.none : shortDigits(told.score)}`,
    `${words.rank} ${told.rank === null ? words.none : words.rankOf(groupCount(told.rank), groupCount(told.ranked))}`,
  ];
  const name2 = labelText(measure.label, measure.name, locale);
  return [
    ...wrap(view, `${title}${words.comma}${words.asOf(told.asOf)}`, ''),
    ...wrap(view, `${toVisible(client.id)}${name}`, '').map((line) => ink.bold(line)),
    ...wrap(view, parts.join(words.comma)),
    ...wrap(view, `${name2}${words.colon}${valueText(measure.value, measure, locale)}`),
    ...wrap(view, words.coverage(percentDigits(told.coverage, locale), percentDigits(told.coverageBound, locale))),
  ];
}

/** Text in as many lines as it needs. */
function wrap({ width }: ExplainView, text: string, indent = '  '): string[] {
  return wrapToWidth(text, width - indent.length).map((line) => indent + line);
}

function tierText({ told, words, locale }: ExplainView, tier: string | null): string {
  if (tier === null) return words.unrated;
  return labelText(told.tiers.find((rule) => rule.name === tier)?.label ?? {}, tier, locale);
}

function ruleLines(view: ExplainView, title: string, rules: readonly ExplainedRule[]): string[] {
  const { words, locale, ink } = view;
  if (rules.length === 0) return [];
  const last = rules.findIndex(({ holds }) => holds);
  const shown = last < 0 ? rules : rules.slice(0, last + 1);
  const lines = shown.flatMap(({ name, label, rule, holds, conditions }) => {
    const own = labelText(label, name, locale);
    const what = own === name ? own : words.inBrackets(own, toVisible(name));
    const mark = holds ? words.holds : words.fails;
    // That the rest does not take somebody has one cause.
    const everybody = holds ? words.rest : words.restOfRated;
    const rest = rule === null ? everybody : toVisible(rule);
    const failed = holds ? [] : conditions.filter((condition) => condition.holds !== true);
    const alone = conditions.length === 1 && failed.length === 1 ? foundTexts(view, failed[0]) : [];
    const head = wrap(view, [`${what}${words.colon}${rest} – ${mark}`, ...alone].join(words.comma));
    const parts = (alone.length > 0 ? [] : failed).flatMap((condition) => {
      const why = condition.holds === null ? words.unknown : words.fails;
      return wrap(
        view,
        [`${toVisible(condition.text)} – ${why}`, ...foundTexts(view, condition)].join(words.comma),
        '    ',
      );
    });
    return [...head, ...parts];
  });
  return [ink.bold(title), ...lines];
}

function foundTexts({ words, locale }: ExplainView, { found }: ExplainedCondition): string[] {
  return found.map((column) =>
    words.is(labelText(column.label, column.name, locale), valueText(column.value, column, locale)),
  );
}

function gradeLines(view: ExplainView): string[] {
  return ruleLines(view, view.words.grades, view.told.grades);
}

function tierLines(view: ExplainView): string[] {
  return view.told.client.prospect ? [] : ruleLines(view, view.words.tiers, view.told.tiers);
}

function placeLines(view: ExplainView): string[] {
  const { told, words, locale, ink } = view;
  if (told.client.prospect || told.queues.length === 0) return [];
  const lines = told.queues.flatMap(({ tier, label, capacity, asked, position, lastScore }) => {
    const parts = [
      words.queue(labelText(label, tier, locale), groupCount(asked), groupCount(capacity)),
      position === null ? words.notAsked : words.position(groupCount(position)),
      ...(lastScore === null || asked <= capacity ? [] : [words.lastScore(shortDigits(lastScore))]),
    ];
    return wrap(view, parts.join(words.comma));
  });
  return [ink.bold(words.places), ...lines];
}

function stabilityLines(view: ExplainView): string[] {
  const { told, words, ink } = view;
  const { stability } = told;
  if (stability === null || stability.carried === null) return [];
  const { carried, held, periods, after, atOnce, buffer } = stability;
  const parts = [
    words.carried(tierText(view, carried)),
    held ? words.held(groupCount(periods ?? 0), groupCount(after)) : words.notHeld,
    ...(atOnce ? [words.atOnce] : held ? [words.buffer(shortDigits(buffer))] : []),
  ];
  return [ink.bold(words.stability), ...wrap(view, parts.join(words.comma))];
}

function overrideLines(view: ExplainView): string[] {
  const { told, words, ink } = view;
  if (told.overrides.length === 0) return [];
  const lines = told.overrides.flatMap((entry) => [
    ...wrap(view, words.override(tierText(view, entry.from), tierText(view, entry.to), words.statuses[entry.status])),
    ...wrap(view, toVisible(words.overrideBy(entry.reason, entry.requestedBy, entry.approvedBy)), '    '),
    ...wrap(view, toVisible(words.overrideFor(entry.effective, entry.expires)), '    '),
  ]);
  return [ink.bold(words.overrides), ...lines];
}

function previousLines(view: ExplainView): string[] {
  const { told, words, locale, ink } = view;
  const { previous } = told;
  if (previous === null || previous.asOf === null || told.client.prospect) return [];
  const isNew = previous.move === 'NEW';
  const moved = previous.move === null ? [] : [words.moves[previous.move] ?? previous.move];
  const cause = previous.cause === null ? [] : [words.cause(words.causes[previous.cause] ?? previous.cause)];
  const tiers = isNew ? [] : [words.change(tierText(view, previous.tier), tierText(view, told.tier))];
  const scores =
    previous.score === null || told.score === null
      ? []
      : [`${words.score} ${words.change(shortDigits(previous.score), shortDigits(told.score))}`];
  const signed = (value: Decimal) => changeText(value, { kind: 'number', unit: null }, locale);
  const { effects } = previous;
  return [
    ink.bold(words.previous(previous.asOf)),
    ...wrap(view, [...tiers, ...moved, ...cause].join(words.comma)),
    ...wrap(view, scores.join(words.comma)),
    ...(effects === null
      ? []
      : wrap(view, words.effects(signed(effects.own), signed(effects.book), signed(effects.rubric)))),
  ];
}

function doLines(view: ExplainView): string[] {
  const { told, words, locale, ink } = view;
  const actions = told.actions.map(({ group, do: what }) => {
    return `${toVisible(group)}${words.colon}${toVisible(inLocale(what, locale, ''))}`;
  });
  const lists = told.lists.map(({ list, label }) => labelText(label, list, locale));
  const reasons = told.reasons.map(({ factor, label, lost }) => {
    return `${labelText(label, factor, locale)} ${changeText({ ...lost, units: -lost.units }, { kind: 'number', unit: null }, locale)}`;
  });
  const section = (title: string, items: readonly string[]) =>
    items.length === 0 ? [] : [ink.bold(title), ...items.flatMap((item) => wrap(view, item))];
  return [...section(words.reasons, reasons), ...section(words.actions, actions), ...section(words.lists, lists)];
}

import type { Decimal } from '../../model/decimal.ts';
import type { Applied, ExplainedColumn, ExplainedFactor, Knot } from '../../model/explanation.ts';
import { wrapToWidth } from '../../text/display-width.ts';
import { toVisible } from '../../text/visible-text.ts';
import { testText } from '../document/test-text.ts';
import { labelText, percentDigits, valueText } from '../explain-text.ts';
import { groupCount, shortDigits } from '../number-text.ts';
import { type ExplainView, tableOf } from './explain-view.ts';

/** Value, points, weight and contribution of each factor, their sum, and how each came to its points. */
export function factorLines(view: ExplainView): string[] {
  const { told, words, locale, ink } = view;
  const numbers = (value: Decimal | null) => (value === null ? '-' : shortDigits(value));
  const rows = told.dimensions.flatMap(({ dimension, label, points, share, factors }) => [
    [labelText(label, dimension, locale), '', numbers(points), percentDigits(share, locale), '', ''],
    ...factors.map((factor) => [
      `  ${labelText(factor.label, factor.factor, locale)}`,
      factor.of === null ? '' : valueText(factor.of.value, factor.of, locale),
      numbers(factor.points),
      factor.shareNow === null ? '-' : percentDigits(factor.shareNow, locale),
      numbers(factor.contribution),
      numbers(factor.lost),
    ]),
  ]);
  const columns = [words.factors, words.value, words.points, words.share, words.contribution, words.lost].map(
    (heading, at) => ({
      heading,
      align: at === 0 ? ('left' as const) : ('right' as const),
      ...(at === 5 ? { spare: 1 } : {}),
    }),
  );
  const sum = [words.sum, '', '', '', numbers(told.contributions), ''];
  const how = told.dimensions.flatMap(({ factors }) => factors.flatMap((factor) => howLines(view, factor)));
  return [...tableOf(view, columns, [...rows, sum]), '', ink.bold(words.how), ...how];
}

function howLines(view: ExplainView, factor: ExplainedFactor): string[] {
  const { words, locale, width } = view;
  const { points, weight, share, shareNow, gates } = factor;
  const given = percentDigits(share, locale);
  const weights = words.weights(
    shortDigits(weight),
    given,
    shareNow === null ? given : percentDigits(shareNow, locale),
  );
  const acted = gates.map(({ gate, points: level, rule, acted: did }) => {
    return words.inBrackets(words[gate](shortDigits(level), toVisible(rule)), did ? words.acted : words.notActed);
  });
  const parts = [
    appliedText(view, factor, factor.applied),
    ...acted,
    ...(points === null ? [] : [words.pointCount(shortDigits(points))]),
    weights,
  ];
  const text = `${labelText(factor.label, factor.factor, locale)}${words.colon}${parts.join(words.comma)}`;
  const [first, ...rest] = wrapToWidth(text, width - 4);
  return [`  ${first}`, ...rest.map((line) => `    ${line}`)];
}

function appliedText({ words, locale }: ExplainView, { of, missing }: ExplainedFactor, applied: Applied): string {
  const typed: Pick<ExplainedColumn, 'kind' | 'unit'> = of ?? { kind: 'number', unit: null };
  const value = (own: Decimal) =>
    valueText(own, typed.kind === 'date' ? { kind: 'number', unit: null } : typed, locale);
  const knot = (own: Knot) => words.knot(value(own.value), shortDigits(own.points));
  switch (applied.kind) {
    case 'missing':
      return typeof missing === 'string' ? words.isMissing[missing] : words.isMissing.points(shortDigits(missing));
    case 'band':
      return words.band(toVisible(testText(applied.test)));
    case 'else':
      return words.otherwise;
    case 'none':
      return words.noBand;
    case 'percentile': {
      const test = applied.test === null ? words.otherwise : toVisible(testText(applied.test));
      return words.percentile(shortDigits(applied.percentile), test);
    }
    case 'bin': {
      const { from, to } = applied;
      const ends = [
        ...(from === null ? [] : [words.from(value(from))]),
        ...(to === null ? [] : [words.below(value(to))]),
      ];
      return words.bin(
        groupCount(applied.bin),
        groupCount(applied.bins),
        ends.map((end) => words.comma + end).join(''),
      );
    }
    case 'scale': {
      const { below, above } = applied;
      if (below !== null && above !== null) return words.between(knot(below), knot(above));
      return below !== null ? words.beyond(knot(below)) : above !== null ? words.before(knot(above)) : words.noBand;
    }
    case 'formula':
      return words.formula(toVisible(applied.formula));
  }
}

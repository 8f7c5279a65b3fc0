import type { CheckSummary } from '../../model/summary.ts';
import { toScale } from '../../numeric/decimal.ts';
import { groupCount, shortDigits } from '../number-text.ts';
import { type DocumentScope, tierName } from './scope.ts';

// What a committee should look at before anything else, most serious first: phrases without a full stop.

export function listAttention(scope: DocumentScope): string[] {
  const { summary, words } = scope;
  const { attention } = words;
  const { book, checks, capacity, overrides = [], findings } = summary;
  const found: string[] = [];
  const breached = checks.filter(({ holds }) => holds !== true);
  for (const check of [...breached.filter(fails), ...breached.filter((one) => !fails(one))]) {
    const say = fails(check) ? attention.checkFails : attention.checkWarns;
    found.push(say(check.check, check.rule, figuresText(scope, check)));
  }
  const { met, missed } = countTargets(scope);
  if (missed > 0) found.push(attention.targets(groupCount(missed), groupCount(met + missed)));
  if (book.rejected > 0) found.push(attention.rejected(groupCount(book.rejected)));
  if (book.missingMeasure > 0) found.push(attention.withoutMeasure(groupCount(book.missingMeasure), scope.measure));
  const lost = overrides.filter(({ status }) => status === 'refused' || status === 'not-found').length;
  if (lost > 0) found.push(attention.overrides(groupCount(lost)));
  for (const { tier, overflow } of capacity) {
    if (overflow > 0) found.push(attention.full(tierName(scope, tier), groupCount(overflow)));
  }
  if (findings.length > 0) found.push(attention.findings(groupCount(findings.length)));
  return found;
}

function fails({ breach }: CheckSummary): boolean {
  return breach === 'fail';
}

/** The figures that a check saw: "0.0243", or n/a. */
export function figuresText({ words }: DocumentScope, { figures }: CheckSummary): string {
  const texts = Object.values(figures).map((figure) =>
    figure === null
      ? words.notAvailable
      : shortDigits({ units: toScale(figure, Math.min(figure.scale, 6)).units, scale: Math.min(figure.scale, 6) }),
  );
  return words.joined(texts);
}

/** Targets of tiers (and of all) that are met and missed. */
export function countTargets({ summary }: DocumentScope): { readonly met: number; readonly missed: number } {
  const judged = summary.outcomes.flatMap(({ lines }) => lines.filter(({ tier }) => tier !== 'unrated'));
  return {
    met: judged.filter(({ met }) => met === true).length,
    missed: judged.filter(({ met }) => met === false).length,
  };
}

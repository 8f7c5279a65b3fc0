import { inLocale, type Locale } from '../../model/locale.ts';
import type { Summary } from '../../model/summary.ts';
import { toVisible } from '../../text/visible-text.ts';
import { exactText, groupCount, percentText } from '../number-text.ts';

// One line that says what a run came to, for the subject of a mail or a log: the day, clients and their measure, each tier
// with its share of the measure, rejected rows and failed checks, and where the run lies.

export function renderSummaryLine(summary: Summary, locale: Locale, out: string): string {
  const { book, tiers, checks, asOf, currency } = summary;
  const failed = checks.filter((check) => check.holds !== true).length;
  const tierTexts = tiers
    .filter((tier) => tier.clients > 0)
    .map((tier) => {
      const label = toVisible(inLocale(tier.label, locale, tier.tier ?? ''));
      return `${label} ${groupCount(tier.clients)} (${percentText(tier.measureShare, locale)})`;
    });
  const parts = [
    counted(book.clients, 'client'),
    `${exactText(book.total)} ${toVisible(currency)}`,
    ...tierTexts,
    `${groupCount(book.rejected)} rejected`,
    `${counted(failed, 'check')} failed`,
  ];
  return `tierbook: ${asOf} ${parts.join(', ')} -> ${toVisible(out)}`;
}

function counted(count: number, noun: string): string {
  return `${groupCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

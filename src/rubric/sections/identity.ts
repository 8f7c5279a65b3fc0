import { locales } from '../../model/locale.ts';
import type { LocatedScalar } from '../../model/located.ts';
import type { Check } from '../checking.ts';
import { currencies, minorDigits } from '../currency.ts';
import { optional, required } from '../shape/object.ts';
import { text, word } from '../shape/scalars.ts';
import { reportValue } from '../shape/shape.ts';
import { localisedText } from '../shape/texts.ts';

// Who the rubric is: `rubric` and `version` are in every output, `currency` sets the digits of money.

const isoCode = word(() => currencies, 'ISO 4217 code');

/** What banks call the renminbi is no code, and lies nearer to the rouble than to CNY. */
const currencyCode: typeof isoCode = {
  ...isoCode,
  read(value, reading, what) {
    if (value.kind !== 'scalar' || !/^(rmb|人民币)$/i.test(value.text)) return isoCode.read(value, reading, what);
    return reportValue(value, reading, what, 'one of the ISO 4217 codes', 'the code of the renminbi is CNY');
  },
};

export const identityEntries = {
  rubric: required(text('name'), 'Name of the rubric; letters, digits, ".", "_" and "-"', 'corporate-lending'),
  version: required(text(), 'Version of the rubric; in quotes, so that 2026.10 does not become 2026.1', '"2026.10"'),
  extends: optional(
    text('file'),
    'Another rubric file, relative to this one; maps merge by key, lists and the settings of a scoring method are replaced whole',
    'base.rubric.yaml',
  ),
  title: optional(
    localisedText(),
    'Title of the reports',
    '{en: Client tiering, zh-CN: 客户分级}',
    'the name of the rubric',
  ),
  currency: required(currencyCode, 'Currency of all money; it sets the digits (CNY 2, JPY 0, KWD 3)', 'CNY'),
  locale: optional(
    word(() => locales),
    'Locale of the reports, and of texts that are given without one',
    'zh-CN',
    'en',
  ),
} as const;

/** The name and version go into `id@version`, so neither may hold a space or an "@". */
export function checkIdentity(part: LocatedScalar | undefined, what: string, { report }: Check): string {
  if (part !== undefined && !/^[\p{L}\p{N}._+-]+$/u.test(part.text)) {
    const message = `the ${what} of the rubric, "${part.text}", may hold letters, digits, ".", "_", "+" and "-" only`;
    report('invalid-name', part.position, message, { found: part.text });
  }
  return part?.text ?? '';
}

/** Digits of the rubric's money; the currency itself is checked as a word of `currency`. */
export function moneyScaleOf(currency: LocatedScalar | undefined): number {
  return minorDigits(currency?.text ?? '') ?? 2;
}

import type { Decimal } from '../model/decimal.ts';
import type { Locale } from '../model/locale.ts';
import { formatUnits, toScale } from '../numeric/decimal.ts';

// Numbers for people: thousands separated by commas in every locale, rounded once from the exact value to the digits asked.

/** "-1,234,567.80"; all digits of the value unless told. */
export function groupDigits(value: Decimal, digits: number = value.scale): string {
  const text = formatUnits(toScale(value, digits).units, digits);
  const [whole, fraction] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

export function groupCount(count: number): string {
  return groupDigits({ units: BigInt(count), scale: 0 });
}

/** A share 0..1 as "69.1 %" ("69.1%" in Chinese); n/a is a dash. */
export function percentText(share: Decimal | null, locale: Locale, digits = 1): string {
  if (share === null) return '-';
  return withPercentSign(groupDigits({ units: share.units * 100n, scale: share.scale }, digits), locale);
}

export function withPercentSign(number: string, locale: Locale): string {
  return locale === 'zh-CN' ? `${number}%` : `${number} %`;
}

/** Without zeros behind the point that say nothing: "10", "0.5", "12.3". */
export function shortDigits(value: Decimal): string {
  const text = groupDigits(value);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** The exact value: money with all its digits, other numbers without zeros that say nothing. */
export function exactText(value: Decimal): string {
  return value.scale > 3 ? shortDigits(value) : groupDigits(value);
}

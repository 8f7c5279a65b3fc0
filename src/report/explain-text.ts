import type { Decimal } from '../model/decimal.ts';
import type { ExplainedColumn, ExplainedValue } from '../model/explanation.ts';
import type { Locale } from '../model/locale.ts';
import { toVisible } from '../text/visible-text.ts';
import { explainWords } from './explain-words.ts';
import { labelIn } from './label-in.ts';
import { groupDigits, shortDigits, withPercentSign } from './number-text.ts';

// Values and names of explanations as people read them, exact to the last digit.

type Typed = Pick<ExplainedColumn, 'kind' | 'unit'>;

/** "243,978,023.32 CNY", "6.5707 %", "2026-10-31", "yes". */
export function valueText(value: ExplainedValue, { kind, unit }: Typed, locale: Locale): string {
  const words = explainWords[locale];
  if (value === null) return words.missing;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'string') return toVisible(value);
  if (kind === 'percent') return percentDigits(value, locale);
  if (kind === 'money') return `${groupDigits(value)} ${unit ?? ''}`.trimEnd();
  const own = shortDigits(value);
  return kind === 'duration' && unit !== null ? `${own} ${unit}` : own;
}

/** A share 0..1 with all the digits it has. */
export function percentDigits(share: Decimal, locale: Locale): string {
  return withPercentSign(shortDigits({ units: share.units * 100n, scale: share.scale }), locale);
}

export function labelText(label: ExplainedColumn['label'], name: string, locale: Locale): string {
  return toVisible(labelIn(label, locale, name));
}

/** A change with its sign: "+0.25". */
export function changeText(change: Decimal, typed: Typed, locale: Locale): string {
  const text = valueText(change, typed.kind === 'date' ? { kind: 'integer', unit: null } : typed, locale);
  return change.units > 0n ? `+${text}` : text;
}

import type { Decimal } from '../model/decimal.ts';
import type { Locale } from '../model/locale.ts';
import type { OutcomeSummary } from '../model/summary.ts';
import { groupDigits, percentText } from './number-text.ts';

// Values of outcomes and how they changed, in words: "-3.0 pp (-60.0 %)", 下降3.0个百分点（降幅60.0%）.

type Unit = OutcomeSummary['unit'];

/** A value as it reads: a share in percent, money with at most two digits, other numbers with two. */
export function outcomeText(value: Decimal | null, unit: Unit, locale: Locale): string {
  if (value === null) return '-';
  return unit === 'share' ? percentText(value, locale) : groupDigits(value, digitsOf(value, unit));
}

function digitsOf(value: Decimal, unit: Unit): number {
  return unit === 'money' ? Math.min(value.scale, 2) : 2;
}

/** A change in points of its unit, and relative to the prior value where there is one to relate it to. */
export function changeText(change: Decimal | null, relative: Decimal | null, unit: Unit, locale: Locale): string {
  if (change === null) return '-';
  return locale === 'zh-CN' ? inChinese(change, relative, unit) : inEnglish(change, relative, unit);
}

/** The change alone: "+3.0 pp", "-12.50". */
export function pointsText(change: Decimal, unit: Unit, locale: Locale): string {
  return `${signed(sizeOf(change, unit))}${unit === 'share' ? pointsName(locale) : ''}`;
}

/** With a plus where it is positive, and without a sign where nothing but zeros is left. */
export function signed(digits: string): string {
  if (!/[1-9]/.test(digits)) return digits.replace('-', '');
  return digits.startsWith('-') ? digits : `+${digits}`;
}

function pointsName(locale: Locale): string {
  return locale === 'zh-CN' ? '个百分点' : ' pp';
}

function sizeOf(change: Decimal, unit: Unit): string {
  if (unit === 'share') return groupDigits({ units: change.units * 100n, scale: change.scale }, 1);
  return groupDigits(change, digitsOf(change, unit));
}

function inEnglish(change: Decimal, relative: Decimal | null, unit: Unit): string {
  const share = relative === null ? 'n/a' : signed(percentText(relative, 'en'));
  return `${pointsText(change, unit, 'en')} (${share})`;
}

function inChinese(change: Decimal, relative: Decimal | null, unit: Unit): string {
  const rises = change.units > 0n;
  const size = sizeOf({ units: rises ? change.units : -change.units, scale: change.scale }, unit);
  if (!/[1-9]/.test(size)) return '持平';
  const points = `${rises ? '上升' : '下降'}${size}${unit === 'share' ? pointsName('zh-CN') : ''}`;
  if (relative === null) return `${points}（不适用）`;
  const part = { units: relative.units < 0n ? -relative.units : relative.units, scale: relative.scale };
  return `${points}（${rises ? '增幅' : '降幅'}${percentText(part, 'zh-CN')}）`;
}

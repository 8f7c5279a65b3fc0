import type { Decimal } from '../model/decimal.ts';
import { bigPower10, divideRounded } from './scaled.ts';

// Between exact numbers and their plain decimal text. No division and no exponent: what is printed is what is held.

/** "-12.30" for −1230 units of scale 2; all digits of the scale are written. */
export function formatUnits(units: number | bigint, scale: number): string {
  const negative = units < 0;
  const digits = String(negative ? -units : units);
  if (scale === 0) return negative ? '-' + digits : digits;
  const padded = digits.padStart(scale + 1, '0');
  const text = padded.slice(0, -scale) + '.' + padded.slice(-scale);
  return negative ? '-' + text : text;
}

/** As formatUnits, without trailing zeros: "12.3", "12". */
export function formatShort(units: number | bigint, scale: number): string {
  const text = formatUnits(units, scale);
  return scale === 0 ? text : text.replace(/\.?0+$/, '');
}

export function decimal(units: number | bigint, scale: number): Decimal {
  return { units: BigInt(units), scale };
}

/** numerator ÷ denominator at `scale`, rounded half away from zero; null where the denominator is 0. */
export function ratio(numerator: bigint, denominator: bigint, scale: number): Decimal | null {
  if (denominator === 0n) return null;
  return { units: divideRounded(numerator * bigPower10(scale), denominator), scale };
}

const plainNumber = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;

/**
 * Reads plain decimal text, scientific notation included ("-12.5", ".5", "1.25e6"), exactly as written: the number of
 * digits is that of the text. Null where it is not such a number.
 */
export function parseDecimal(text: string): Decimal | null {
  const match = plainNumber.exec(text);
  if (match === null) return null;
  const [, sign, whole, fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return null;
  let units = BigInt(whole + fraction);
  let scale = fraction.length - Number(exponent);
  if (scale < 0) {
    units *= bigPower10(-scale);
    scale = 0;
  }
  return { units: sign === '-' ? -units : units, scale };
}

/** A decimal at another scale, rounded half away from zero; `exact` says whether digits other than zeros were lost. */
export function toScale(value: Decimal, scale: number): { units: bigint; exact: boolean } {
  if (scale >= value.scale) return { units: value.units * bigPower10(scale - value.scale), exact: true };
  const divisor = bigPower10(value.scale - scale);
  return { units: divideRounded(value.units, divisor), exact: value.units % divisor === 0n };
}

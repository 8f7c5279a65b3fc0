import { maxUnits } from '../model/value-type.ts';

// Arithmetic on scaled integers held in doubles. Every operation is exact, then rounded half away from zero once.
// A result past ±(2^53 − 1), a division by zero and a missing operand all give NaN. What doubles cannot settle (a
// result within its own error of a tie) takes the BigInt path; test/numeric proves that both agree.

const powers = Array.from({ length: 23 }, (_, digits) => 10 ** digits);
const bigPowers: bigint[] = [];

/** 10^digits as a double; exact up to 10^22. */
export function power10(digits: number): number {
  return powers[digits];
}

/** 10^digits as a BigInt. */
export function bigPower10(digits: number): bigint {
  bigPowers[digits] ??= 10n ** BigInt(digits);
  return bigPowers[digits];
}

/** numerator ÷ denominator, rounded half away from zero. Throws a RangeError where the denominator is 0. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const rounded = (2n * n + d) / (2n * d);
  return negative ? -rounded : rounded;
}

function fromBig(value: bigint): number {
  const units = Number(value);
  return Math.abs(units) <= maxUnits ? units : Number.NaN;
}

/** Whole units or NaN: keeps a double only within the bounds a column can hold, and never −0. */
function withinBounds(units: number): number {
  return Math.abs(units) <= maxUnits ? units + 0 : Number.NaN;
}

/** The nearest whole number to an approximation good to 2^-50 relative, or NaN where a tie is too near to tell. */
function settle(approximation: number): number {
  const size = Math.abs(approximation);
  if (!(size < 2 ** 50)) return Number.NaN;
  const whole = Math.floor(size);
  const distance = size - whole - 0.5;
  if (Math.abs(distance) <= size * 2 ** -50) return Number.NaN;
  const rounded = distance > 0 ? whole + 1 : whole;
  return approximation < 0 ? -rounded + 0 : rounded;
}

/** a·10^up ÷ 10^down of whole units, rounded: brings units from one scale to another. */
export function rescale(units: number, fromScale: number, toScale: number): number {
  if (fromScale === toScale || Number.isNaN(units)) return units;
  if (toScale > fromScale) return withinBounds(units * power10(toScale - fromScale));
  const divisor = power10(fromScale - toScale);
  const settled = settle(units / divisor);
  if (!Number.isNaN(settled)) return settled;
  return fromBig(divideRounded(BigInt(units), bigPower10(fromScale - toScale)));
}

/** a + b at `scale`; the operands may have other scales. */
export function add(a: number, aScale: number, b: number, bScale: number, scale: number): number {
  if (aScale === scale && bScale === scale) return withinBounds(a + b);
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.NaN;
  if (aScale <= scale && bScale <= scale) {
    const left = a * power10(scale - aScale);
    const right = b * power10(scale - bScale);
    if (Math.abs(left) <= maxUnits && Math.abs(right) <= maxUnits) return withinBounds(left + right);
  }
  const common = Math.max(aScale, bScale);
  const sum = BigInt(a) * bigPower10(common - aScale) + BigInt(b) * bigPower10(common - bScale);
  if (scale >= common) return fromBig(sum * bigPower10(scale - common));
  return fromBig(divideRounded(sum, bigPower10(common - scale)));
}

/** a − b at `scale`. */
export function subtract(a: number, aScale: number, b: number, bScale: number, scale: number): number {
  return add(a, aScale, -b, bScale, scale);
}

/** a · b at `scale`. */
export function multiply(a: number, aScale: number, b: number, bScale: number, scale: number): number {
  const digits = aScale + bScale - scale;
  const product = a * b;
  if (Number.isNaN(product)) return Number.NaN;
  if (digits === 0 && Math.abs(product) <= maxUnits) return product + 0;
  if (digits > 0) {
    const settled = settle(product / power10(digits));
    if (!Number.isNaN(settled)) return settled;
    return fromBig(divideRounded(BigInt(a) * BigInt(b), bigPower10(digits)));
  }
  return fromBig(BigInt(a) * BigInt(b) * bigPower10(-digits));
}

/** a ÷ b at `scale`; NaN where b is 0. */
export function divide(a: number, aScale: number, b: number, bScale: number, scale: number): number {
  if (b === 0 || Number.isNaN(a) || Number.isNaN(b)) return Number.NaN;
  const digits = scale - aScale + bScale;
  const settled = settle(digits >= 0 ? (a * power10(digits)) / b : a / power10(-digits) / b);
  if (!Number.isNaN(settled)) return settled;
  return fromBig(
    digits >= 0
      ? divideRounded(BigInt(a) * bigPower10(digits), BigInt(b))
      : divideRounded(BigInt(a), BigInt(b) * bigPower10(-digits)),
  );
}

/**
 * The line through (x0, y0) and (x1, y1) at x, rounded: y0 + (x − x0)·(y1 − y0) / (x1 − x0). All x in one scale, both y in
 * the scale of the result; x0 < x1, and x between them.
 */
export function interpolate(x: number, x0: number, y0: number, x1: number, y1: number): number {
  const rise = (x - x0) * (y1 - y0);
  if (Math.abs(rise) <= maxUnits) {
    const settled = settle(rise / (x1 - x0));
    if (!Number.isNaN(settled)) return withinBounds(y0 + settled);
  }
  // Rounded as one value, not as a step from y0: half away from zero depends on the sign of the whole.
  const run = BigInt(x1) - BigInt(x0);
  return fromBig(divideRounded(BigInt(y0) * run + (BigInt(x) - BigInt(x0)) * (BigInt(y1) - BigInt(y0)), run));
}

/** −1, 0 or 1 by exact value, whatever the scales; neither operand may be NaN. */
export function compare(a: number, aScale: number, b: number, bScale: number): number {
  // The shift is at most one rounding; a rounded product lies past 2^53 and so beyond any operand it is compared with,
  // on the same side as the exact one.
  const left = bScale > aScale ? a * power10(bScale - aScale) : a;
  const right = aScale > bScale ? b * power10(aScale - bScale) : b;
  return left < right ? -1 : left > right ? 1 : 0;
}

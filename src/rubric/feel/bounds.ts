import type { Expr } from '../../model/expression.ts';
import { type Bounds, maxUnits, unbounded } from '../../model/value-type.ts';
import { add, divide, multiply, rescale, subtract } from '../../numeric/scaled.ts';

// Interval arithmetic over units. Rounding never changes the order of two results, so the results at the ends bound all
// results; where one leaves ±(2^53 − 1) the value is missing and the bound is clipped.

type Part = Pick<Expr, 'type' | 'bounds'>;

function clip(units: number, sign: number): number {
  return Number.isNaN(units) ? (sign < 0 ? -maxUnits : maxUnits) : units;
}

function span(ends: readonly number[]): Bounds {
  return { min: Math.min(...ends), max: Math.max(...ends) };
}

export function boundsOfSum(left: Part, right: Part, scale: number): Bounds {
  const [a, b] = [left.type.scale, right.type.scale];
  return {
    min: clip(
      add(left.bounds.min, a, right.bounds.min, b, scale),
      left.bounds.min < 0 || right.bounds.min < 0 ? -1 : 1,
    ),
    max: clip(
      add(left.bounds.max, a, right.bounds.max, b, scale),
      left.bounds.max > 0 || right.bounds.max > 0 ? 1 : -1,
    ),
  };
}

export function boundsOfDifference(left: Part, right: Part, scale: number): Bounds {
  const [a, b] = [left.type.scale, right.type.scale];
  return {
    min: clip(
      subtract(left.bounds.min, a, right.bounds.max, b, scale),
      left.bounds.min < 0 || right.bounds.max > 0 ? -1 : 1,
    ),
    max: clip(
      subtract(left.bounds.max, a, right.bounds.min, b, scale),
      left.bounds.max > 0 || right.bounds.min < 0 ? 1 : -1,
    ),
  };
}

function corners(left: Part, right: Part, of: (a: number, b: number) => number): Bounds {
  const ends: number[] = [];
  for (const a of [left.bounds.min, left.bounds.max]) {
    for (const b of [right.bounds.min, right.bounds.max]) ends.push(clip(of(a, b), Math.sign(a) * Math.sign(b)));
  }
  return span(ends);
}

export function boundsOfProduct(left: Part, right: Part, scale: number): Bounds {
  return corners(left, right, (a, b) => multiply(a, left.type.scale, b, right.type.scale, scale));
}

/** Unbounded where the divisor can come near 0: the quotient may be of any size and either sign. */
export function boundsOfQuotient(left: Part, right: Part, scale: number): Bounds {
  if (right.bounds.min <= 0 && right.bounds.max >= 0) return unbounded;
  return corners(left, right, (a, b) => divide(a, left.type.scale, b, right.type.scale, scale));
}

export function boundsAtScale(part: Part, scale: number): Bounds {
  return {
    min: clip(rescale(part.bounds.min, part.type.scale, scale), part.bounds.min),
    max: clip(rescale(part.bounds.max, part.type.scale, scale), part.bounds.max),
  };
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, compare, divide, interpolate, multiply, rescale, subtract } from '../../src/numeric/scaled.ts';

const units = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -2_000_000, max: 2_000_000 }),
  fc.integer({ min: -50, max: 50 }).map((n) => n * 500_000),
);
const scale = fc.integer({ min: 0, max: 8 });

/** The same operation in BigInt fractions, written independently: round half away from zero, NaN outside the bounds. */
function exactly(numerator: bigint, denominator: bigint): number {
  if (denominator === 0n) return Number.NaN;
  const sign = numerator < 0n === denominator < 0n ? 1n : -1n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const whole = n / d;
  const rounded = sign * (2n * (n % d) >= d ? whole + 1n : whole);
  return rounded > BigInt(Number.MAX_SAFE_INTEGER) || rounded < -BigInt(Number.MAX_SAFE_INTEGER)
    ? Number.NaN
    : Number(rounded);
}

const power = (digits: number) => 10n ** BigInt(digits);

describe('arithmetic on scaled integers', () => {
  it('adds and subtracts as exact fractions do', () => {
    fc.assert(
      fc.property(units, scale, units, scale, scale, (a, sa, b, sb, s) => {
        const left = BigInt(a) * power(sb) * power(s);
        const right = BigInt(b) * power(sa) * power(s);
        expect(add(a, sa, b, sb, s)).toBe(exactly(left + right, power(sa) * power(sb)));
        expect(subtract(a, sa, b, sb, s)).toBe(exactly(left - right, power(sa) * power(sb)));
      }),
      { numRuns: 2000 },
    );
  });

  it('multiplies and divides as exact fractions do', () => {
    fc.assert(
      fc.property(units, scale, units, scale, scale, (a, sa, b, sb, s) => {
        expect(multiply(a, sa, b, sb, s)).toBe(exactly(BigInt(a) * BigInt(b) * power(s), power(sa + sb)));
        expect(divide(a, sa, b, sb, s)).toBe(exactly(BigInt(a) * power(s) * power(sb), BigInt(b) * power(sa)));
      }),
      { numRuns: 4000 },
    );
  });

  it('rounds ties away from zero, where doubles are least to be trusted', () => {
    fc.assert(
      fc.property(fc.integer({ min: -4_000_000_000, max: 4_000_000_000 }), (n) => {
        // (2n + 1) / 2 is a tie by construction.
        expect(divide(2 * n + 1, 0, 2, 0, 0)).toBe(2 * n + 1 > 0 ? n + 1 : n);
        expect(rescale((2 * n + 1) * 5, 1, 0)).toBe(2 * n + 1 > 0 ? n + 1 : n);
      }),
    );
  });

  it('compares by value whatever the scales', () => {
    fc.assert(
      fc.property(units, scale, units, scale, (a, sa, b, sb) => {
        const left = BigInt(a) * power(sb);
        const right = BigInt(b) * power(sa);
        expect(compare(a, sa, b, sb)).toBe(left < right ? -1 : left > right ? 1 : 0);
      }),
    );
  });

  it('draws lines between knots exactly', () => {
    const point = fc.integer({ min: 0, max: 100_000_000 });
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.integer({ min: 1, max: 2 ** 40 }),
        fc.nat(),
        point,
        point,
        (from, run, part, y0, y1) => {
          const x0 = Math.min(from, Number.MAX_SAFE_INTEGER - run);
          const x = x0 + (part % (run + 1));
          const rise = (BigInt(x) - BigInt(x0)) * (BigInt(y1) - BigInt(y0));
          expect(interpolate(x, x0, y0, x0 + run, y1)).toBe(exactly(BigInt(y0) * BigInt(run) + rise, BigInt(run)));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('gives missing for a division by zero and for a missing operand', () => {
    expect(divide(5, 0, 0, 0, 6)).toBeNaN();
    for (const operate of [add, subtract, multiply, divide]) {
      expect(operate(Number.NaN, 2, 1, 2, 2)).toBeNaN();
      expect(operate(1, 2, Number.NaN, 2, 2)).toBeNaN();
    }
  });

  it('never gives minus zero', () => {
    expect(Object.is(multiply(-1, 6, 1, 6, 6), 0)).toBe(true);
    expect(Object.is(subtract(0, 2, 0, 2, 2), 0)).toBe(true);
    expect(Object.is(divide(0, 2, -5, 2, 6), 0)).toBe(true);
  });
});

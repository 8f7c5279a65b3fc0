import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maxUnits, type ValueType } from '../../../src/model/value-type.ts';
import { presentValue } from '../../../src/plan/functions/present-value.ts';
import { shrunkRate } from '../../../src/plan/functions/shrunk-rate.ts';

// Against rationals added term by term, in lowest terms, and rounded by looking at the remainder.

interface Rational {
  readonly top: bigint;
  readonly bottom: bigint;
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b);
}

function reduce(top: bigint, bottom: bigint): Rational {
  const common = gcd(top, bottom) || 1n;
  const sign = bottom < 0n ? -1n : 1n;
  return { top: (sign * top) / common, bottom: (sign * bottom) / common };
}

const of = (units: number, scale: number): Rational => reduce(BigInt(units), 10n ** BigInt(scale));
const plus = (a: Rational, b: Rational): Rational => reduce(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
const times = (a: Rational, b: Rational): Rational => reduce(a.top * b.top, a.bottom * b.bottom);
const over = (a: Rational, b: Rational): Rational => reduce(a.top * b.bottom, a.bottom * b.top);

/** Units at a scale, half away from zero; NaN past the bounds. */
function unitsOf(value: Rational, scale: number): number {
  const top = value.top * 10n ** BigInt(scale);
  const whole = top / value.bottom;
  const rest = top % value.bottom;
  const far = 2n * (rest < 0n ? -rest : rest) >= value.bottom;
  const units = Number(whole + (far ? (top < 0n ? -1n : 1n) : 0n));
  return Math.abs(units) <= maxUnits ? units : Number.NaN;
}

const scaled = (kind: ValueType['kind'], scale: number): ValueType => ({ kind, scale });

test('present_value is Σ margin·(retention / (1 + discount))ᵗ, rounded once', () => {
  const scale = fc.integer({ min: 0, max: 6 });
  fc.assert(
    fc.property(
      fc.oneof(fc.maxSafeInteger(), fc.integer()),
      fc.constantFrom(scaled('money', 0), scaled('money', 2), scaled('number', 6)),
      fc.integer({ min: -3000, max: 3000 }),
      scale,
      fc.integer({ min: -3000, max: 3000 }),
      scale,
      fc.integer({ min: 0, max: 12 }),
      (margin, marginType, retention, retentionScale, discount, discountScale, years) => {
        const growth = plus(of(1, 0), of(discount, discountScale));
        const types = [
          marginType,
          scaled('number', retentionScale),
          scaled('number', discountScale),
          scaled('integer', 0),
        ];
        const units = presentValue.apply([margin, retention, discount, years], types, marginType);
        if (growth.top === 0n) {
          expect(units).toBeNaN();
          return;
        }
        const factor = over(of(retention, retentionScale), growth);
        let total = of(0, 0);
        let power = of(1, 0);
        for (let year = 0; year < years; year++) {
          power = times(power, factor);
          total = plus(total, times(of(margin, marginType.scale), power));
        }
        expect(units).toBe(unitsOf(total, marginType.scale));
      },
    ),
    { numRuns: 500 },
  );
});

test('years of a column outside 0..100 give missing', () => {
  const types = [scaled('money', 2), scaled('integer', 0), scaled('integer', 0), scaled('integer', 0)];
  expect(presentValue.apply([100, 1, 0, 100], types, types[0])).toBe(10_000);
  expect(presentValue.apply([100, 1, 0, 101], types, types[0])).toBeNaN();
  expect(presentValue.apply([100, 1, 0, -1], types, types[0])).toBeNaN();
});

test('shrunk_rate is (k + mean·weight) / (n + weight), rounded once', () => {
  const scale = fc.integer({ min: 0, max: 6 });
  const units = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.maxSafeInteger());
  fc.assert(
    fc.property(fc.tuple(units, units, units, units), fc.tuple(scale, scale, scale, scale), (args, scales) => {
      const [k, n, mean, weight] = args.map((value, index) => of(value, scales[index]));
      const bottom = plus(n, weight);
      const result = shrunkRate.apply(
        args,
        scales.map((one) => scaled('number', one)),
        scaled('number', 6),
      );
      if (bottom.top === 0n) expect(result).toBeNaN();
      else expect(result).toBe(unitsOf(over(plus(k, times(mean, weight)), bottom), 6));
    }),
    { numRuns: 500 },
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, formatShort, formatUnits, parseDecimal, ratio, toScale } from '../../src/numeric/decimal.ts';
import { ExactSum } from '../../src/numeric/sum.ts';

describe('decimal text', () => {
  it.each([
    { title: 'a negative amount', units: -1230, scale: 2, full: '-12.30', short: '-12.3' },
    { title: 'less than one', units: 5, scale: 3, full: '0.005', short: '0.005' },
    { title: 'whole', units: 1200, scale: 2, full: '12.00', short: '12' },
    { title: 'no digits', units: 1200, scale: 0, full: '1200', short: '1200' },
    {
      title: 'the largest',
      units: Number.MAX_SAFE_INTEGER,
      scale: 2,
      full: '90071992547409.91',
      short: '90071992547409.91',
    },
  ])('prints $title', ({ units, scale, full, short }) => {
    expect(formatUnits(units, scale)).toBe(full);
    expect(formatShort(units, scale)).toBe(short);
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
        fc.integer({ min: 0, max: 20 }),
        (units, scale) => {
          expect(parseDecimal(formatUnits(units, scale))).toEqual({ units, scale });
        },
      ),
    );
  });

  it.each([
    { given: '1.25e6', units: 1250000n, scale: 0 },
    { given: '-1.5E-3', units: -15n, scale: 4 },
    { given: '.5', units: 5n, scale: 1 },
    { given: '5.', units: 5n, scale: 0 },
  ])('reads $given', ({ given, units, scale }) => {
    expect(parseDecimal(given)).toEqual({ units, scale });
  });

  it.each(['', '.', '-', '1_000', '0x10', 'e5', 'Infinity', 'NaN', '1e', '１'])('refuses "%s"', (given) => {
    expect(parseDecimal(given)).toBeNull();
  });

  it('says whether rounding lost a digit', () => {
    expect(toScale(decimal(1235, 3), 2)).toEqual({ units: 124n, exact: false });
    expect(toScale(decimal(-1235, 3), 2)).toEqual({ units: -124n, exact: false });
    expect(toScale(decimal(1230, 3), 2)).toEqual({ units: 123n, exact: true });
    expect(ratio(1n, 0n, 6)).toBeNull();
  });
});

describe('ExactSum', () => {
  it('equals a BigInt sum and skips missing values', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.maxSafeInteger(), fc.constant(Number.NaN))), (values) => {
        const sum = new ExactSum();
        for (const value of values) sum.add(value);
        const expected = values.reduce((total, value) => (Number.isNaN(value) ? total : total + BigInt(value)), 0n);
        expect(sum.total).toBe(expected);
        // All at once, on top of what is there.
        const present = sum.addAll(Float64Array.from(values));
        expect(sum.total).toBe(2n * expected);
        expect(present).toBe(values.filter((value) => !Number.isNaN(value)).length);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentOf, percentsOf, shareOf } from '../../src/numeric/even-shares.ts';
import { divideRounded } from '../../src/numeric/scaled.ts';

const places = fc
  .oneof(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 2 ** 31 }), fc.integer({ min: 1, max: 2 ** 26 }))
  .chain((count) => fc.tuple(fc.nat(count), fc.constant(count)));

describe('percentages of places', () => {
  it('are exact, then rounded half away from zero', () => {
    fc.assert(
      fc.property(places, fc.constantFrom(0, 1, 6, 12, 13), ([place, count], scale) => {
        const exact = divideRounded(BigInt(place) * 100n * 10n ** BigInt(scale), BigInt(count));
        expect(BigInt(percentOf(place, percentsOf(count, scale)))).toBe(exact);
      }),
      { numRuns: 5000 },
    );
  });

  it('round a tie up', () => {
    expect(percentOf(1, percentsOf(8, 0))).toBe(13);
    expect(percentOf(2 ** 26 - 1, percentsOf(2 ** 26, 0))).toBe(100);
  });
});

describe('shares of a total', () => {
  const whole = fc.oneof(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), fc.integer({ min: 1, max: 5000 }));
  const parts = whole.chain((total) => fc.tuple(fc.integer({ min: 0, max: total }), fc.constant(total)));

  it('are exact, then rounded half away from zero', () => {
    fc.assert(
      fc.property(parts, fc.constantFrom(1, 100, 10 ** 6, 10 ** 9), ([part, total], factor) => {
        const exact = divideRounded(BigInt(part) * BigInt(factor), BigInt(total));
        expect(BigInt(shareOf(part, total, factor))).toBe(exact);
      }),
      { numRuns: 5000 },
    );
  });

  it('round a tie up, however near to one doubles come', () => {
    expect(shareOf(1, 8, 100)).toBe(13);
    const whole = 2 * 10 ** 15;
    expect([-1, 0, 1].map((off) => shareOf(10 ** 9 + off, whole, 10 ** 6))).toEqual([0, 1, 1]);
  });
});

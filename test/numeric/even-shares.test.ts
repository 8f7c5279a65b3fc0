import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentOf, percentsOf } from '../../src/numeric/even-shares.ts';
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

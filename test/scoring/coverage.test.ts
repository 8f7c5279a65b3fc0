import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Interval } from '../../src/plan/unary-test.ts';
import { analyseCoverage } from '../../src/scoring/coverage.ts';
import { type Covers, domainOf } from '../../src/scoring/domain.ts';
import type { Span } from '../../src/scoring/spans.ts';

// The laws of the lint, against trying every value: bands over a number with one digit, -2.0..2.0.

const scale = 1;
const bounds = { min: -20, max: 20 };
const type = { kind: 'number', scale } as const;
const everyValue = Array.from({ length: bounds.max - bounds.min + 1 }, (_, step) => bounds.min + step);

// Ends of two digits lie on the subject's units and between them, and beyond its bounds.
const end = fc.record({
  at: fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: -250, max: 250 }).map((units) => ({ units: BigInt(units), scale: 2 })) },
    { weight: 5, arbitrary: fc.integer({ min: -25, max: 25 }).map((units) => ({ units: BigInt(units), scale: 1 })) },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  closed: fc.boolean(),
});
const interval: fc.Arbitrary<Interval> = fc.record({ low: end, high: end });
const intervals = fc.array(interval, { minLength: 1, maxLength: 2 });
const bands = fc.array(intervals, { minLength: 1, maxLength: 5 });

function holds(band: readonly Interval[], units: number): boolean {
  const value = BigInt(units) * 10n;
  const at = (point: { units: bigint; scale: number }) => point.units * (point.scale === 1 ? 10n : 1n);
  return band.some(({ low, high }) => {
    const above = low.at === null || (low.closed ? value >= at(low.at) : value > at(low.at));
    const below = high.at === null || (high.closed ? value <= at(high.at) : value < at(high.at));
    return above && below;
  });
}

function includes(spans: readonly Span[], units: number): boolean {
  return spans.some(({ low, high }) => units >= low && units <= high);
}

function analyse(covers: readonly Covers[]) {
  return analyseCoverage(domainOf({ type, bounds }, covers), covers);
}

test('a value is in a gap exactly where no test holds for it', () => {
  fc.assert(
    fc.property(bands, (tests) => {
      const { gaps } = analyse(tests.map((band) => ({ intervals: band })));
      for (const value of everyValue) {
        expect(includes(gaps, value)).toBe(!tests.some((band) => holds(band, value)));
      }
    }),
  );
});

test('a band is empty or unreachable exactly where it never comes first', () => {
  fc.assert(
    fc.property(bands, (tests) => {
      const { empty, unreachable } = analyse(tests.map((band) => ({ intervals: band })));
      for (const [index, band] of tests.entries()) {
        const first = everyValue.some((value) => tests.findIndex((other) => holds(other, value)) === index);
        expect(empty.includes(index) || unreachable.includes(index)).toBe(!first);
        expect(empty.includes(index)).toBe(!everyValue.some((value) => holds(band, value)));
      }
    }),
  );
});

test('overlaps of a reachable band are the values that an earlier one takes, each under the band that comes first', () => {
  fc.assert(
    fc.property(bands, (tests) => {
      const { overlaps, empty, unreachable } = analyse(tests.map((band) => ({ intervals: band })));
      for (const [index, band] of tests.entries()) {
        if (empty.includes(index) || unreachable.includes(index)) continue;
        for (const value of everyValue) {
          const first = tests.findIndex((other) => holds(other, value));
          const found = overlaps.filter((overlap) => overlap.test === index && includes(overlap.spans, value));
          const expected = holds(band, value) && first < index ? [first] : [];
          expect(found.map((overlap) => overlap.first)).toEqual(expected);
        }
      }
    }),
  );
});

test('a test that cannot be told hides gaps and no band', () => {
  fc.assert(
    fc.property(bands, fc.nat({ max: 5 }), (tests, place) => {
      const known: Covers[] = tests.map((band) => ({ intervals: band }));
      const at = Math.min(place, known.length);
      const { gaps, unreachable, empty } = analyse([...known.slice(0, at), null, ...known.slice(at)]);
      const without = analyse(known);
      expect(gaps).toEqual([]);
      const moved = (index: number) => (index < at ? index : index + 1);
      expect(unreachable).toEqual(without.unreachable.map(moved));
      expect(empty).toEqual(without.empty.map(moved));
    }),
  );
});

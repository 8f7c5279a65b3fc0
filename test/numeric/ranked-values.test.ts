import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortedValues } from '../../src/numeric/order.ts';
import { rankValues } from '../../src/numeric/ranked-values.ts';

test('ranked values are those of the sorted column', () => {
  const cell = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.constant(Number.NaN));
  const wide = fc.oneof(fc.maxSafeInteger(), fc.constantFrom(-0, Number.NaN));
  const rows = fc.oneof(fc.array(fc.tuple(cell, fc.boolean())), fc.array(fc.tuple(wide, fc.boolean())));
  fc.assert(
    fc.property(rows, fc.boolean(), (given, areAll) => {
      const values = Float64Array.from(given, ([value]) => value);
      const include = areAll ? undefined : Float64Array.from(given, ([, taken]) => (taken ? 1 : 0));
      const { count, at } = rankValues(values, include);
      expect(Array.from({ length: count }, (_, place) => at(place) + 0)).toEqual(
        Array.from(sortedValues(values, include), (value) => value + 0),
      );
    }),
  );
});

test('are counted over more rows than a block has', () => {
  const values = Float64Array.from({ length: 20_000 }, (_, row) => (row % 7 === 3 ? Number.NaN : (row * 31) % 500));
  const { count, at } = rankValues(values);
  expect(Array.from({ length: count }, (_, place) => at(place))).toEqual([...sortedValues(values)]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawLorenz } from '../../src/analysis/lorenz.ts';
import { decimal } from '../../src/numeric/decimal.ts';
import { measuredOf } from './portfolio.ts';

function curveOf(values: readonly number[]) {
  const { descending, positiveTotal } = measuredOf(values);
  return drawLorenz(descending, positiveTotal);
}

test('two clients, one with everything: flat to the half, then straight', () => {
  const curve = curveOf([0, 10]);
  expect(curve).toHaveLength(101);
  expect(curve[0]).toEqual({ clients: decimal(0, 2), measure: decimal(0, 6) });
  expect(curve[50].measure).toEqual(decimal(0, 6));
  expect(curve[75].measure).toEqual(decimal(500_000, 6));
  expect(curve[100]).toEqual({ clients: decimal(100, 2), measure: decimal(1_000_000, 6) });
});

test('without a positive total there is no curve', () => {
  expect(curveOf([0, -1])).toEqual([]);
});

test('it starts at 0, ends at 1, never falls and bends upward', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 10 ** 12 }), { minLength: 1, maxLength: 250 }), (values) => {
      fc.pre(values.some((value) => value > 0));
      const heights = curveOf(values).map(({ measure }) => Number(measure.units));
      expect([heights[0], heights[100]]).toEqual([0, 1_000_000]);
      for (let index = 1; index <= 100; index++) {
        expect(heights[index]).toBeGreaterThanOrEqual(heights[index - 1]);
        // Each height is rounded by itself, by half a unit at most.
        if (index < 100)
          expect(heights[index + 1] - 2 * heights[index] + heights[index - 1]).toBeGreaterThanOrEqual(-2);
        expect(heights[index]).toBeLessThanOrEqual(index * 10_000);
      }
    }),
  );
});

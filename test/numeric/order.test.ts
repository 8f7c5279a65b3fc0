import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countBelow, rowsDescending, sortedValues } from '../../src/numeric/order.ts';

const cell = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.maxSafeInteger(), fc.constant(Number.NaN));

describe('orders over a column', () => {
  it('puts the largest first and ties by row, leaving out what is missing or not included', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, fc.boolean())), (rows) => {
        const values = Float64Array.from(rows, ([value]) => value);
        const include = Uint8Array.from(rows, ([, taken]) => (taken ? 1 : 0));
        const expected = rows
          .map(([value, taken], row) => ({ value, taken, row }))
          .filter(({ value, taken }) => taken && !Number.isNaN(value))
          .sort((a, b) => b.value - a.value || a.row - b.row)
          .map(({ row }) => row);
        expect([...rowsDescending(values, include)]).toEqual(expected);
      }),
    );
  });

  it('counts what lies below', () => {
    const sorted = sortedValues(Float64Array.of(3, 1, 3, Number.NaN, 2), [1, 1, 1, 1, 0]);
    expect([...sorted]).toEqual([1, 3, 3]);
    expect([0, 1, 2, 3, 4].map((value) => countBelow(sorted, value))).toEqual([0, 0, 1, 1, 3]);
  });
});

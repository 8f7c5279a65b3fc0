import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsAscending, rowsDescending, sortedValues } from '../../src/numeric/order.ts';

const edges = [-Number.MAX_SAFE_INTEGER, -(2 ** 32), -1, 0, 2047, 2048, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER];
const narrow = fc.integer({ min: -5, max: 5 });
const cells = [narrow, fc.integer(), fc.maxSafeInteger(), fc.constantFrom(...edges)].map((cell) =>
  fc.array(fc.tuple(fc.oneof({ arbitrary: cell, weight: 5 }, fc.constant(Number.NaN)), fc.boolean())),
);

describe('orders over a column', () => {
  it('leave out what is missing or not included, and keep ties by row', () => {
    fc.assert(
      fc.property(fc.oneof(...cells), (rows) => {
        const values = Float64Array.from(rows, ([value]) => value);
        const include = Uint8Array.from(rows, ([, taken]) => (taken ? 1 : 0));
        const present = rows
          .map(([value, taken], row) => ({ value, taken, row }))
          .filter((row) => !Number.isNaN(row.value));
        const taking = present.filter(({ taken }) => taken);
        const rowsOf = (sorted: typeof present) => sorted.map(({ row }) => row);
        const ascending = taking.toSorted((a, b) => a.value - b.value || a.row - b.row);
        expect([...rowsAscending(values, include)]).toEqual(rowsOf(ascending));
        expect([...sortedValues(values, include)]).toEqual(ascending.map(({ value }) => value));
        expect([...rowsDescending(values, include)]).toEqual(
          rowsOf(taking.toSorted((a, b) => b.value - a.value || a.row - b.row)),
        );
        expect([...rowsAscending(values)]).toEqual(
          rowsOf(present.toSorted((a, b) => a.value - b.value || a.row - b.row)),
        );
      }),
    );
  });

  it('hold for more rows than a digit has values', () => {
    const values = Float64Array.from({ length: 5000 }, (_, row) => (row * 7919 ** 3) % 100_003 ** 2);
    const expected = Array.from(values.keys()).sort((a, b) => values[b] - values[a] || a - b);
    expect([...rowsDescending(values)]).toEqual(expected);
  });
});

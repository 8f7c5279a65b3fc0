import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  backToRows,
  orderRows,
  rowsAscending,
  rowsDescending,
  sortedValues,
  sortRows,
} from '../../src/numeric/order.ts';
import { keyWord, rowWord, SortMemory } from '../../src/numeric/sort-memory.ts';

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

  it('are the same in memory that was sorted in before', () => {
    const memory = new SortMemory();
    fc.assert(
      fc.property(fc.oneof(...cells), fc.constantFrom(1, -1), (rows, sign) => {
        const values = Float64Array.from(rows, ([value]) => value);
        const include = Float64Array.from(rows, ([, taken]) => (taken ? 1 : 0));
        const order = rowsAscending(values, include);
        if (sign < 0) order.set(rowsDescending(values, include));
        const sorted = sortRows(values, include, sign as 1 | -1, memory);
        expect([...sorted.rows]).toEqual([...order]);
        expect([...sorted.values]).toEqual(Array.from(order, (row) => values[row]));
        expect([...rowsAscending(values, undefined, memory)]).toEqual([...rowsAscending(values)]);
        expect([...sortedValues(values, include, memory)]).toEqual([...sortedValues(values, include)]);
      }),
    );
  });

  it.each([
    { title: 'a tail of large values', unitsAt: (n: number) => 2 ** (n % 43) + ((n * 7919) % 100_003) },
    {
      title: 'large values near each other',
      unitsAt: (n: number) => (n === 77 ? 0 : 2 ** 44 + ((n * 7919) % 100_003)),
    },
    {
      title: 'both ends of a column',
      unitsAt: (n: number) => (n % 2 ? 1 : -1) * (2 ** 53 - 1 - ((n * 7919) % 100_003)),
    },
  ])('hold for more bits than there is room for: $title', ({ unitsAt }) => {
    const values = Float64Array.from({ length: 5000 }, (_, row) => (row % 9 === 4 ? Number.NaN : unitsAt(row)));
    const present = Array.from(values.keys()).filter((row) => !Number.isNaN(values[row]));
    const ascending = present.toSorted((a, b) => values[a] - values[b] || a - b);
    expect([...rowsAscending(values)]).toEqual(ascending);
    expect([...sortedValues(values)]).toEqual(ascending.map((row) => values[row]));
    expect([...rowsDescending(values)]).toEqual(present.toSorted((a, b) => values[b] - values[a] || a - b));
    expect([...sortRows(values, undefined, 1).values]).toEqual(ascending.map((row) => values[row]));
  });

  it('hold for more rows than a digit has values', () => {
    const values = Float64Array.from({ length: 5000 }, (_, row) => (row * 7919 ** 3) % 100_003 ** 2);
    const expected = Array.from(values.keys()).sort((a, b) => values[b] - values[a] || a - b);
    expect([...rowsDescending(values)]).toEqual(expected);
  });

  it.each([
    { title: 'few values', unitsAt: (n: number) => (n * 7919) % 1009 },
    { title: 'values beyond 2^30, some of them equal', unitsAt: (n: number) => ((n * 7919) % 20_011) ** 3 - 2 ** 33 },
    { title: 'values near each other beyond 2^25', unitsAt: (n: number) => 2 ** 31 - ((n * 7919) % 10_007) * (n % 2) },
    { title: 'zeros of both signs', unitsAt: (n: number) => [0, -0, 2 ** 40, -(2 ** 40)][(n * 7919) % 4] },
    { title: 'values in their order', unitsAt: (n: number) => n * 2 ** 20 },
  ])('give equal keys to equal values, and rows back in their neighbourhoods: $title', ({ unitsAt }) => {
    const rows = 40_003;
    const values = Float64Array.from({ length: rows }, (_, row) => (row % 9 === 4 ? Number.NaN : unitsAt(row)));
    for (const sign of [1, -1] as const) {
      const order = orderRows(values, undefined, sign);
      const rowAt = (place: number) => order.words[2 * place + rowWord];
      const keyAt = (place: number) => order.words[2 * place + keyWord];
      const expected = Array.from(values.keys())
        .filter((row) => !Number.isNaN(values[row]))
        .sort((a, b) => (values[a] - values[b]) * sign || a - b);
      const places = Array.from({ length: order.count }, (_, place) => place);
      expect(places.map(rowAt)).toEqual(expected);
      const isLike = (place: number) => values[rowAt(place)] === values[rowAt(place - 1)];
      expect(places.slice(1).map((place) => keyAt(place) === keyAt(place - 1))).toEqual(places.slice(1).map(isLike));

      for (const place of places) order.words[2 * place + keyWord] = place;
      const words = backToRows(order, rows);
      expect(places.map((place) => words[2 * place + keyWord]).sort((a, b) => a - b)).toEqual(places);
      expect(places.every((place) => words[2 * place + rowWord] === expected[words[2 * place + keyWord]])).toBe(true);
      // Rows of one neighbourhood after the other.
      const parts = places.map((place) => words[2 * place + rowWord] >>> 13);
      expect(parts).toEqual(parts.toSorted((a, b) => a - b));
    }
  });
});

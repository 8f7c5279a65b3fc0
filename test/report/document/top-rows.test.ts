import fc from 'fast-check';
import { expect, test } from 'vitest';
import { topRows } from '../../../src/report/document/top-rows.ts';

const row = fc.record({ on: fc.boolean(), value: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(Number.NaN)) });

test('the first rows are those of a whole sort: descending, missing last, ties by row', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), fc.integer({ min: 1, max: 12 }), (rows, most) => {
      const key = (at: number) => (Number.isNaN(rows[at].value) ? Number.NEGATIVE_INFINITY : rows[at].value);
      const sorted = rows
        .map((_, at) => at)
        .filter((at) => rows[at].on)
        .sort((a, b) => (key(a) === key(b) ? a - b : key(b) - key(a)));
      const flags = Float64Array.from(rows, ({ on }) => Number(on));
      const values = Float64Array.from(rows, ({ value }) => value);
      expect(topRows(flags, values, most)).toEqual(sorted.slice(0, most));
    }),
  );
});

test('without an order the rows stand as they are', () => {
  expect(topRows(Float64Array.of(0, 1, 1, Number.NaN, 1), undefined, 2)).toEqual([1, 2]);
});

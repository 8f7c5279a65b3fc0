import fc from 'fast-check';
import { expect, it } from 'vitest';
import { layOutNumbers } from '../../src/report/column-layout.ts';

function layOut(values: readonly number[]) {
  return layOutNumbers(Float64Array.from(values));
}

const repeated = (count: number, value: (row: number) => number) =>
  Array.from({ length: count }, (_, row) => value(row));

// Rows are gone through some thousand at a time: what changes late is seen all the same.
it.each([
  { title: 'a narrower step', values: [...repeated(5000, (row) => 60 * row), 45], base: 0, step: 15, bytes: 2 },
  { title: 'no step', values: [...repeated(5000, (row) => 60 * (row % 9)), 61], base: 0, step: 1, bytes: 2 },
  { title: 'a lesser value', values: [...repeated(5000, () => 8), -8], base: -8, step: 16, bytes: 1 },
  {
    title: 'a greater value',
    values: [...repeated(5000, () => -2), Number.NaN, 2 ** 20 - 2],
    base: -2,
    step: 2 ** 20,
    bytes: 1,
  },
  { title: 'the first value', values: [...repeated(5000, () => Number.NaN), 7], base: 7, step: 1, bytes: 1 },
])('$title in a late row', ({ values, base, step, bytes }) =>
  expect(layOut(values)).toEqual({ encoding: 'steps', base, step, bytes }),
);

it('the step is the greatest that all distances are multiples of', () =>
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2 }),
      fc.integer({ min: 1, max: 2 ** 31 }),
      fc.maxSafeInteger().map((base) => Math.trunc(base / 4)),
      (multiples, factor, base) => {
        const layout = layOut(multiples.map((multiple) => base + multiple * factor));
        if (layout.encoding !== 'steps') throw new Error(layout.encoding);
        const least = Math.min(...multiples);
        const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
        const common = multiples.reduce((divisor, multiple) => gcd(multiple - least, divisor), 0);
        expect(layout).toMatchObject({ base: base + least * factor, step: common === 0 ? 1 : common * factor });
      },
    ),
  ));

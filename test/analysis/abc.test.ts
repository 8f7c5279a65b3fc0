import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assignAbc } from '../../src/analysis/abc.ts';
import { textAt } from '../../src/model/table.ts';
import { decimal } from '../../src/numeric/decimal.ts';
import { measuredOf } from './portfolio.ts';

const bounds = [decimal(80, 2), decimal(95, 2)];

function classesOf(values: readonly number[]) {
  const { column, classes } = assignAbc(measuredOf(values), bounds);
  return { each: values.map((_, row) => textAt(column, row) ?? '-').join(''), counts: classes.map((c) => c.clients) };
}

test.each([
  { title: 'who crosses the bound is in the better class', values: [70, 20, 6, 4], each: 'AABC', counts: [2, 1, 1] },
  { title: 'who ends on the bound is the last of it', values: [4, 80, 15, 1], each: 'CABC', counts: [1, 1, 2] },
  {
    title: 'of equal clients the first ids are in the better class',
    values: [25, 25, 25, 25],
    each: 'AAAA',
    counts: [4, 0, 0],
  },
  { title: 'ten equal clients', values: Array(10).fill(1), each: 'AAAAAAAABB', counts: [8, 2, 0] },
  { title: 'nothing and less than nothing come last', values: [0, 100, -5], each: 'CAC', counts: [1, 0, 2] },
  { title: 'without a measure there is no class', values: [100, Number.NaN], each: 'A-', counts: [1, 0, 0] },
  { title: 'without a positive total nobody has one', values: [0, -1], each: '--', counts: [] },
])('$title', ({ values, each, counts }) => {
  expect(classesOf(values)).toEqual({ each, counts });
});

test('every client with a measure is in one class; sums and shares add up; better classes hold larger values', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5, max: 50 }), { minLength: 1, maxLength: 60 }), (values) => {
      fc.pre(values.some((value) => value > 0));
      const measured = measuredOf(values);
      const { column, classes } = assignAbc(measured, bounds);
      expect(column.codes.every((code) => code >= 0)).toBe(true);
      expect(classes.map(({ clients }) => clients)).toEqual(
        classes.map((_, index) => column.codes.filter((code) => code === index).length),
      );
      expect(classes.reduce((sum, { measure }) => sum + measure.units, 0n)).toBe(measured.positiveTotal);
      const share = classes.reduce((sum, part) => sum + Number(part.share?.units), 0);
      expect(Math.abs(share - 1_000_000)).toBeLessThanOrEqual(1);
      for (const [row, value] of values.entries()) {
        for (const [second, other] of values.entries()) {
          const larger = Math.max(value, 0) > Math.max(other, 0);
          if (larger) expect(column.codes[row]).toBeLessThanOrEqual(column.codes[second]);
        }
      }
    }),
  );
});

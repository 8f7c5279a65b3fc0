import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderForReport } from '../../src/analysis/order.ts';

test('best score first, ties by id, then those without a score by id', () => {
  const score = Float64Array.from([5, Number.NaN, 9, 5, Number.NaN, 0]);
  expect([...orderForReport(score)]).toEqual([2, 0, 3, 5, 1, 4]);
});

test('ranks say the same as scores, and are not trusted where somebody with a score has none', () => {
  const scores = fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(Number.NaN)), { maxLength: 20 });
  fc.assert(
    fc.property(scores, fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }), (values, isRanked) => {
      const score = Float64Array.from(values);
      const ranked = [...orderForReport(score)].filter((row) => !Number.isNaN(score[row]));
      const all = ranksOf(score.length, ranked);
      const some = ranksOf(
        score.length,
        ranked.filter((row) => isRanked[row]),
      );
      expect(orderForReport(score, all)).toEqual(orderForReport(score));
      expect(orderForReport(score, some)).toEqual(orderForReport(score));
    }),
  );
});

function ranksOf(rows: number, order: readonly number[]): Float64Array {
  const ranks = new Float64Array(rows).fill(Number.NaN);
  for (const [place, row] of order.entries()) ranks[row] = place + 1;
  return ranks;
}

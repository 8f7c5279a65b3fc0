import { expect, test } from 'vitest';
import { orderForReport } from '../../src/analysis/order.ts';

test('best score first, ties by id, then those without a score by id', () => {
  const score = Float64Array.from([5, Number.NaN, 9, 5, Number.NaN, 0]);
  expect([...orderForReport(score)]).toEqual([2, 0, 3, 5, 1, 4]);
});

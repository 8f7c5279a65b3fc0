import { describe, expect, test } from 'vitest';
import { upperTail } from '../../src/analysis/chi-square.ts';
import { exponential } from '../../src/analysis/exponential.ts';

describe('the upper tail of χ²', () => {
  // scipy.stats.chi2.sf
  test.each([
    [0.1, 1, 0.7518296340458492],
    [3.841459, 1, 0.04999999465319563],
    [5, 2, 0.0820849986238988],
    [0.001, 7, 0.9999999999997597],
    [40, 9, 7.598525229464264e-6],
    [100, 30, 1.8568023365102314e-9],
    [20, 30, 0.9165415270653372],
    [700, 3, 2.0991308534204487e-151],
  ])('of %d with %i degrees is %d', (chiSquare, degrees, expected) => {
    expect(Math.abs(upperTail(chiSquare, degrees) / expected - 1)).toBeLessThan(1e-11);
  });

  test('is 1 at 0 and 0 far out', () => {
    expect([upperTail(0, 3), upperTail(1e6, 3)]).toEqual([1, 0]);
  });
});

test.each([0, 1, -1, 0.5, -20.25, 1e-9, 3.7, -0.346, 700, -700])('e^%d', (x) => {
  expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(1e-13);
});

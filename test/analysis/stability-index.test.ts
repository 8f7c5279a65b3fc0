import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { measureStability } from '../../src/analysis/stability-index.ts';
import type { Decimal } from '../../src/model/decimal.ts';
import { formatUnits } from '../../src/numeric/decimal.ts';

const shown = (value: Decimal | null) => value && formatUnits(value.units, value.scale);

describe('PSI, its expectation, χ² and its p-value', () => {
  // numpy for PSI (zero counts replaced by ½), scipy.stats.chi2_contingency without correction for the rest.
  test.each([
    [[120, 300, 580], [140, 280, 600], '0.004698', '0.003961', '2.369312', '0.305851', 3],
    [[500, 1500, 8000, 200], [520, 1450, 8100, 230], '0.000677', '0.000585', '3.466033', '0.325194', 4],
    [[1, 2, 3, 4], [4, 3, 2, 1], '0.912870', '0.600000', '4.000000', '0.261464', 4],
    [[10, 0, 90], [0, 5, 95], '0.388969', '0.040000', '15.135135', '0.000517', 3],
    [[50, 0, 50], [90, 0, 10], '0.878890', '0.020000', '38.095238', '0.000000', 2],
  ])('%j to %j', (before, now, psi, expected, chiSquare, pValue, bins) => {
    const index = measureStability(before, now);
    expect(shown(index.psi)).toBe(psi);
    expect(shown(index.expected)).toBe(expected);
    expect(shown(index.chiSquare)).toBe(chiSquare);
    expect(shown(index.pValue)).toBe(pValue);
    expect(index).toMatchObject({ bins, degrees: bins - 1 });
  });

  test('nobody in one of the books: n/a', () => {
    expect(measureStability([0, 0], [3, 4])).toEqual({
      psi: null,
      expected: null,
      bins: 2,
      chiSquare: null,
      degrees: 1,
      pValue: null,
    });
  });

  test('one state: nothing can shift', () => {
    const index = measureStability([7], [9]);
    expect([shown(index.psi), shown(index.expected), shown(index.chiSquare), index.pValue]).toEqual([
      '0.000000',
      '0.000000',
      '0.000000',
      null,
    ]);
  });

  const books = fc
    .integer({ min: 1, max: 60 })
    .chain((size) =>
      fc.tuple(
        ...[0, 1].map(() => fc.array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: size, maxLength: size })),
      ),
    );

  test('never negative, never NaN, and the same read backwards', () => {
    fc.assert(
      fc.property(books, ([before, now]) => {
        const index = measureStability(before, now);
        for (const value of [index.psi, index.chiSquare, index.pValue, index.expected]) {
          if (value !== null) expect(value.units >= 0n).toBe(true);
        }
        const back = measureStability(now, before);
        expect([back.chiSquare, back.pValue]).toEqual([index.chiSquare, index.pValue]);
        if (index.psi && back.psi) expect(Math.abs(Number(index.psi.units - back.psi.units))).toBeLessThanOrEqual(1);
      }),
    );
  });
});

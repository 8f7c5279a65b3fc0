import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { measureConcentration } from '../../src/analysis/concentration.ts';
import { naturalLog } from '../../src/analysis/natural-log.ts';
import { formatUnits } from '../../src/numeric/decimal.ts';
import { incomes, measuredOf } from './portfolio.ts';

function concentrationOf(values: readonly number[]) {
  const { descending, positiveTotal } = measuredOf(values);
  const figures = Object.entries(measureConcentration(descending, positiveTotal));
  return Object.fromEntries(figures.map(([name, value]) => [name, value && formatUnits(value.units, value.scale)]));
}

test.each([
  {
    title: 'published incomes (R ineq; Theil by 50-digit arithmetic)',
    values: incomes,
    expected: { gini: '0.462091130268', hhi: '0.184081230915', effectiveClients: '5.432384', theil: '0.362341242344' },
  },
  {
    title: 'equal clients',
    values: [7, 7, 7],
    expected: { gini: '0.000000000000', hhi: '0.333333333333', effectiveClients: '3.000000', theil: '0.000000000000' },
  },
  {
    title: 'all with one (Theil is ln 4)',
    values: [0, 5, 0, -1],
    expected: { gini: '0.750000000000', hhi: '1.000000000000', effectiveClients: '1.000000', theil: '1.386294361120' },
  },
  {
    title: 'units at the bound of a column',
    values: [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 1],
    expected: { gini: '0.333333333333', hhi: '0.500000000000', effectiveClients: '2.000000', theil: '0.405465108108' },
  },
  {
    title: 'no positive total',
    values: [0, -3],
    expected: { gini: null, hhi: null, effectiveClients: null, theil: null },
  },
  { title: 'no clients', values: [], expected: { gini: null, hhi: null, effectiveClients: null, theil: null } },
])('$title', ({ values, expected }) => {
  expect(concentrationOf(values)).toEqual(expected);
});

const positive = fc.array(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), { minLength: 1, maxLength: 30 });

describe('laws', () => {
  test('Gini and HHI are their definitions, exactly', () => {
    fc.assert(
      fc.property(positive, (list) => {
        const ascending = list.map(BigInt).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
        const total = ascending.reduce((sum, value) => sum + value, 0n);
        fc.pre(total > 0n);
        const n = BigInt(list.length);
        const weighted = ascending.reduce((sum, value, index) => sum + (2n * BigInt(index + 1) - n - 1n) * value, 0n);
        const squares = ascending.reduce((sum, value) => sum + value * value, 0n);
        const rounded = (a: bigint, b: bigint) => (2n * a * 10n ** 12n + b) / (2n * b);
        const { gini, hhi } = concentrationOf(list);
        expect(gini).toBe(formatUnits(rounded(weighted, n * total), 12));
        expect(hhi).toBe(formatUnits(rounded(squares, total * total), 12));
      }),
    );
  });

  test('Gini lies in [0, 1), Theil in [0, ln n], whatever the order of rows', () => {
    fc.assert(
      fc.property(positive, (list) => {
        fc.pre(list.some((value) => value > 0));
        const figures = concentrationOf(list);
        expect(Number(figures.gini)).toBeGreaterThanOrEqual(0);
        expect(Number(figures.gini)).toBeLessThan(1);
        expect(Number(figures.theil)).toBeGreaterThanOrEqual(0);
        expect(Number(figures.theil)).toBeLessThanOrEqual(Math.log(list.length) + 1e-11);
        expect(concentrationOf([...list].reverse())).toEqual(figures);
      }),
    );
  });

  test('the logarithm is within two units in the last place', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (x) => {
        const expected = Math.log(x);
        expect(Math.abs(naturalLog(x) - expected)).toBeLessThanOrEqual(Math.abs(expected) * 2 ** -51 + 2 ** -1000);
      }),
    );
    expect(naturalLog(1)).toBe(0);
  });
});

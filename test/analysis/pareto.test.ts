import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countClientsFor, measureTop } from '../../src/analysis/pareto.ts';
import type { Decimal } from '../../src/model/decimal.ts';
import { decimal, formatUnits, parseDecimal } from '../../src/numeric/decimal.ts';
import { incomes, measuredOf } from './portfolio.ts';

const text = (value: Decimal | null) => value && formatUnits(value.units, value.scale);
const percent = (value: string) => parseDecimal(value) as Decimal;

function topOf(values: readonly number[], ...percents: string[]) {
  const { descending, positiveTotal } = measuredOf(values);
  return measureTop(descending, positiveTotal, 2, percents.map(percent)).map(({ k, share, listClients, listShare }) => [
    text(k),
    text(share),
    listClients,
    text(listShare),
  ]);
}

function clientsFor(values: readonly number[], ...shares: string[]) {
  const { descending, positiveTotal } = measuredOf(values);
  return countClientsFor(descending, positiveTotal, shares.map(percent));
}

describe('share of the top clients', () => {
  test.each([
    { title: 'published incomes', values: incomes, at: '10', expected: ['1', '0.334320', 1, '0.334320'] },
    { title: 'published incomes', values: incomes, at: '20', expected: ['2', '0.513096', 2, '0.513096'] },
    {
      title: 'a part of the last client',
      values: [50, 30, 20],
      at: '50',
      expected: ['1.5', '0.650000', 2, '0.800000'],
    },
    { title: 'less than one client', values: [60, 40], at: '10', expected: ['0.2', '0.120000', 1, '0.600000'] },
    { title: 'a percentage with digits', values: [60, 40], at: '12.5', expected: ['0.25', '0.150000', 1, '0.600000'] },
    { title: 'everybody', values: [60, 40], at: '100', expected: ['2', '1.000000', 2, '1.000000'] },
    { title: 'nobody', values: [60, 40], at: '0', expected: ['0', '0.000000', 0, '0.000000'] },
    {
      title: 'negative values as 0',
      values: [80, -30, 20, Number.NaN],
      at: '50',
      expected: ['1.5', '0.900000', 2, '1.000000'],
    },
    { title: 'no positive total', values: [0, -5], at: '50', expected: ['1', null, 1, null] },
    { title: 'no clients', values: [], at: '10', expected: ['0', null, 0, null] },
  ])('$title at $at %', ({ values, at, expected }) => {
    expect(topOf(values, at)).toEqual([expected]);
  });
});

describe('clients needed for a share', () => {
  test.each([
    {
      title: 'the client that reaches it counts',
      values: [50, 30, 20],
      shares: ['0.5', '0.51', '0.8', '1'],
      expected: [1, 2, 2, 3],
    },
    { title: 'shares in any order', values: [50, 30, 20], shares: ['1', '0.5'], expected: [3, 1] },
    { title: 'an exact third', values: [1, 1, 1], shares: ['0.333333', '0.333334'], expected: [1, 2] },
    { title: 'nothing asked', values: [1], shares: ['0'], expected: [0] },
    { title: 'more than there is', values: [1], shares: ['1.01'], expected: [null] },
    { title: 'no positive total', values: [-1, 0], shares: ['0.5'], expected: [null] },
  ])('$title', ({ values, shares, expected }) => {
    expect(clientsFor(values, ...shares)).toEqual(expected);
  });
});

const values = fc.array(fc.integer({ min: -1000, max: Number.MAX_SAFE_INTEGER }), { minLength: 1, maxLength: 40 });

describe('laws', () => {
  test('the order of rows does not matter', () => {
    const shuffled = values.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(topOf(other, '5', '33', '80')).toEqual(topOf(list, '5', '33', '80'));
        expect(clientsFor(other, '0.5', '0.9')).toEqual(clientsFor(list, '0.5', '0.9'));
      }),
    );
  });

  test('the top share is that of the definition, in BigInt over the list sorted by a comparison', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 100 }), (list, p) => {
        const sorted = list.map((value) => BigInt(Math.max(0, value))).sort((a, b) => (a < b ? 1 : a > b ? -1 : 0));
        const total = sorted.reduce((sum, value) => sum + value, 0n);
        if (total === 0n) return;
        const whole = Math.floor((p * sorted.length) / 100);
        const rest = BigInt(p * sorted.length - whole * 100);
        const sum =
          sorted.slice(0, whole).reduce((part, value) => part + value, 0n) * 100n + rest * (sorted[whole] ?? 0n);
        const expected = (2n * sum * 1_000_000n + total * 100n) / (2n * total * 100n);
        const { descending, positiveTotal } = measuredOf(list);
        expect(measureTop(descending, positiveTotal, 2, [decimal(p, 0)])[0].share).toEqual(decimal(expected, 6));
      }),
    );
  });

  test('the smallest number of clients reaches the share, and one fewer does not', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 100 }), (list, p) => {
        const { descending, positiveTotal } = measuredOf(list);
        const [count] = countClientsFor(descending, positiveTotal, [decimal(p, 2)]);
        expect(count === null).toBe(positiveTotal === 0n);
        if (count === null) return;
        const held = (clients: number) =>
          [...descending.subarray(0, clients)].reduce((sum, value) => sum + BigInt(value), 0n) * 100n >=
          BigInt(p) * positiveTotal;
        expect(held(count)).toBe(true);
        expect(held(count - 1)).toBe(false);
      }),
    );
  });
});

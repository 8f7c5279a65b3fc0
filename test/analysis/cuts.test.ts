import { expect, test } from 'vitest';
import { findCuts, takeQuantiles } from '../../src/analysis/cuts.ts';
import type { Column } from '../../src/model/table.ts';
import { unbounded } from '../../src/model/value-type.ts';
import { decimal, formatShort } from '../../src/numeric/decimal.ts';
import { branch, choose, column, compare, constant, flagType, pointsType } from '../../src/plan/expressions.ts';
import type { Step } from '../../src/plan/step.ts';

test('published type-7 quantiles (mtcars mpg, R)', () => {
  const mpg =
    '10.4 10.4 13.3 14.3 14.7 15 15.2 15.2 15.5 15.8 16.4 17.3 17.8 18.1 18.7 19.2 19.2 19.7 21 21 21.4 21.4 21.5 22.8 22.8 24.4 26 27.3 30.4 30.4 32.4 33.9';
  const units = Float64Array.from(mpg.split(' '), (text) => Math.round(Number(text) * 10));
  const cuts = takeQuantiles(units, 1, 5).map(({ units: cut, scale }) => formatShort(cut, scale));
  expect(cuts).toEqual(['15.2', '17.92', '21', '24.08']);
});

const percentileType = { kind: 'number', scale: 12 } as const;
const percentile = column('percentile.size', percentileType);
const atLeast = (edge: number) => compare('>=', percentile, constant(edge * 10 ** 12, percentileType));

const bands = [90, 50, 0].map((edge) => branch(atLeast(edge), constant(edge, pointsType)));

const plan: Step[] = [
  {
    op: 'percentile',
    name: 'percentile.size',
    type: percentileType,
    bounds: unbounded,
    context: 'book',
    of: 'size',
    among: '$client',
  },
  {
    op: 'compute',
    name: 'points.size',
    type: pointsType,
    bounds: unbounded,
    context: 'client',
    expr: choose(bands, constant(null, pointsType)),
  },
  {
    op: 'quantile-bin',
    name: 'bin.age',
    type: pointsType,
    bounds: unbounded,
    context: 'book',
    of: 'size',
    among: '$client',
    bins: 2,
  },
  {
    op: 'compute',
    name: 'points.age',
    type: pointsType,
    bounds: unbounded,
    context: 'client',
    expr: column('bin.age', pointsType),
  },
  {
    op: 'compute',
    name: 'points.plain',
    type: pointsType,
    bounds: unbounded,
    context: 'client',
    expr: column('size', pointsType),
  },
];

function cutsOf(sizes: readonly number[], among = sizes.map(() => 1)) {
  const columns = new Map<string, Column>([
    ['size', { type: { kind: 'money', scale: 2 }, values: Float64Array.from(sizes) }],
    ['$client', { type: flagType, values: Float64Array.from(among) }],
  ]);
  return Object.fromEntries(findCuts(plan, columns));
}

test('the smallest value that reaches each percentile, and the quantile', () => {
  const sizes = Array.from({ length: 11 }, (_, index) => (index + 1) * 100);
  expect(cutsOf(sizes)).toEqual({ size: [decimal(600, 2), decimal(1000, 2)], age: [decimal(6_000_000, 6)] });
});

test('ties share their lowest rank, so the cut is the next value', () => {
  expect(cutsOf([1, 1, 1, 1, 7]).size).toEqual([decimal(7, 2)]);
});

test('an edge that no value reaches is left out', () => {
  expect(cutsOf([3, 3, 3]).size).toEqual([]);
  expect(cutsOf([3]).size).toEqual([]);
});

test('prospects and missing values take no part', () => {
  expect(cutsOf([100, Number.NaN, 200, 300, 9999], [1, 1, 1, 1, 0]).size).toEqual([decimal(200, 2), decimal(300, 2)]);
});

import { describe, expect, test } from 'vitest';
import { evaluateBook } from '../../src/engine/local/evaluate-book.ts';
import type { Aggregate, Expr } from '../../src/model/expression.ts';
import { type Column, isText } from '../../src/model/table.ts';
import { unbounded, type ValueType } from '../../src/model/value-type.ts';
import {
  branch,
  choose,
  column,
  compare,
  constant,
  flagType,
  integerType,
  pointsType,
} from '../../src/plan/expressions.ts';
import { numbers, texts } from '../report/sample.ts';

const money: ValueType = { kind: 'money', scale: 2 };
const columns = new Map<string, Column>([
  ['days', numbers([1, 2, 2, Number.NaN, 9, 5], 'integer', 0)],
  ['loan', numbers([100, 200, Number.NaN, 400, 500, 700], 'money', 2)],
  ['huge', numbers(Array(6).fill(Number.MAX_SAFE_INTEGER), 'money', 2)],
  ['name', texts(['x', null, 'y', 'z', null, 'x'])],
  ['good', numbers([1, 0, Number.NaN, 1, 1, 0], 'flag', 0)],
]);
const table = { rows: 6, columns };
/** Two groups, a third that is empty, and a row in none. */
const groups = Int32Array.from([0, 0, 0, 1, 1, -1]);

function list(name: string, value: Expr | undefined, type: ValueType, where?: Expr): Aggregate {
  const parts = { ...(value === undefined ? {} : { value }), ...(where === undefined ? {} : { where }) };
  return { op: 'aggregate', name, ...parts, type, bounds: unbounded, context: 'book' };
}

function combined(op: 'multiply' | 'divide' | 'subtract', left: Expr, right: Expr): Expr {
  return { op, left, right, type: pointsType, bounds: unbounded, context: 'book' };
}

const days = column('days', integerType);
const loan = column('loan', money);
const good = column('good', flagType);
const text = column('name', { kind: 'text', scale: 0 });
const countDays = list('count', days, integerType);
const sumDays = list('sum', days, integerType);

function evaluate(figure: Expr, among?: Expr) {
  return evaluateBook(figure, { table, asOf: 7, groups, size: 3, ...(among === undefined ? {} : { among }) });
}

describe('list functions over the clients of each group, and of all', () => {
  const cases: { title: string; figure: Expr; expected: (bigint | null)[]; rows: number[] }[] = [
    { title: 'count of values', figure: countDays, expected: [3n, 1n, 0n, 4n], rows: [3, 1, 0, 4] },
    {
      title: 'count of texts',
      figure: list('count', text, integerType),
      expected: [2n, 1n, 0n, 3n],
      rows: [2, 1, 0, 3],
    },
    { title: 'sum', figure: list('sum', loan, money), expected: [300n, 900n, 0n, 1200n], rows: [2, 2, 0, 4] },
    {
      title: 'a sum that no column could hold',
      figure: list('sum', column('huge', money), money),
      expected: [3n, 2n, 0n, 5n].map((times) => times * BigInt(Number.MAX_SAFE_INTEGER)),
      rows: [3, 2, 0, 5],
    },
    {
      title: 'mean',
      figure: list('mean', days, pointsType),
      expected: [1_666_667n, 9_000_000n, null, 3_500_000n],
      rows: [3, 1, 0, 4],
    },
    {
      title: 'mean of money',
      figure: list('mean', loan, money),
      expected: [150n, 450n, null, 300n],
      rows: [2, 2, 0, 4],
    },
    {
      title: 'median',
      figure: list('median', days, pointsType),
      expected: [2_000_000n, 9_000_000n, null, 2_000_000n],
      rows: [3, 1, 0, 4],
    },
    {
      title: 'median of money',
      figure: list('median', loan, money),
      expected: [150n, 450n, null, 300n],
      rows: [2, 2, 0, 4],
    },
    { title: 'min', figure: list('min', days, integerType), expected: [1n, 9n, null, 1n], rows: [3, 1, 0, 4] },
    { title: 'max', figure: list('max', days, integerType), expected: [2n, 9n, null, 9n], rows: [3, 1, 0, 4] },
    {
      title: 'share among those for which the condition is not missing',
      figure: list('share', good, pointsType),
      expected: [500_000n, 1_000_000n, null, 750_000n],
      rows: [2, 2, 0, 4],
    },
    {
      title: 'a filter that is missing does not hold',
      figure: list('count', undefined, integerType, good),
      expected: [1n, 2n, 0n, 3n],
      rows: [1, 2, 0, 3],
    },
    {
      title: 'a hundred means are not a hundred rounded ones',
      figure: combined('multiply', constant(100, integerType), list('mean', days, pointsType)),
      expected: [166_666_667n, 900_000_000n, null, 350_000_000n],
      rows: [3, 1, 0, 4],
    },
    {
      title: 'a quotient of sums, missing over nothing',
      figure: combined('divide', sumDays, list('sum', loan, money)),
      expected: [1_666_667n, 1_000_000n, null, 1_166_667n],
      rows: [3, 2, 0, 5],
    },
    {
      title: 'a choice between lists',
      figure: choose(
        [branch(compare('>', countDays, constant(1, integerType)), list('max', days, integerType))],
        constant(-1, integerType),
      ),
      expected: [2n, -1n, -1n, 9n],
      rows: [3, 1, 0, 4],
    },
  ];

  test.each(cases)('$title', ({ figure, expected, rows }) => {
    const found = evaluate(figure);
    expect(found.map(({ units }) => units)).toEqual(expected);
    expect(found.map((one) => one.rows)).toEqual(rows);
  });
});

test('`among` leaves rows out, where it is missing too', () => {
  expect(evaluate(sumDays, good).map(({ units }) => units)).toEqual([1n, 9n, 0n, 10n]);
});

test('as_of is known', () => {
  const late = compare('<', days, column('as_of', integerType));
  expect(evaluate(list('share', late, pointsType)).map(({ units }) => units)).toEqual([1_000_000n, 0n, null, 750_000n]);
});

test('the columns stay as they are', () => {
  evaluate(sumDays, good);
  const held = columns.get('days') as Column;
  expect(isText(held) ? [] : [...held.values]).toEqual([1, 2, 2, Number.NaN, 9, 5]);
});

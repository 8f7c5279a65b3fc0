import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockRows } from '../../src/engine/local/block-memory.ts';
import { bindNumber } from '../../src/engine/local/evaluate.ts';
import { tabulated } from '../../src/engine/local/tabulate.ts';
import type { ColumnRef, Expr, Relation } from '../../src/model/expression.ts';
import type { Column } from '../../src/model/table.ts';
import { unbounded } from '../../src/model/value-type.ts';
import {
  both,
  branch,
  choose,
  column,
  compare,
  constant,
  integerType,
  not,
  pointsType,
} from '../../src/plan/expressions.ts';

// What is looked up must be what the plain kernels give, bit for bit, for every value.

const relations: readonly Relation[] = ['<', '<=', '>', '>=', '=', '!='];
const number = { kind: 'number', scale: 2 } as const;
const category = { kind: 'category', scale: 0 } as const;
const texts = ['a', 'b', 'ü', '北'];
const edges = [0, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 2 ** 52, -(2 ** 52)];
const near = fc.oneof(fc.integer({ min: -400, max: 400 }), fc.constantFrom(...edges), fc.maxSafeInteger());

/** A constant at a scale coarser or finer than the column's. */
const numericConstant = fc
  .tuple(fc.option(near), fc.integer({ min: 0, max: 4 }))
  .map(([units, scale]) => constant(units, { kind: 'number', scale }));
const textConstant = fc.option(fc.constantFrom(...texts, 'c')).map((text) => constant(text, category));

function comparison(ref: ColumnRef, constants: fc.Arbitrary<Expr>): fc.Arbitrary<Expr> {
  return fc
    .tuple(fc.constantFrom(...relations), constants, fc.boolean())
    .map(([relation, other, swap]) => (swap ? compare(relation, other, ref) : compare(relation, ref, other)));
}

const points = fc.option(fc.integer({ min: -5, max: 100 })).map((units) => constant(units, pointsType));

function expression(test: fc.Arbitrary<Expr>): fc.Arbitrary<Expr> {
  return fc.letrec<{ test: Expr; choice: Expr }>((tie) => ({
    test: fc.oneof(
      { maxDepth: 3 },
      test,
      tie('test').map(not),
      fc
        .tuple(fc.constantFrom('and', 'or'), fc.array(tie('test'), { minLength: 2, maxLength: 3 }))
        .map(([op, args]) => both(op as 'and' | 'or', args)),
    ),
    choice: fc.oneof(
      tie('test'),
      fc
        .tuple(fc.array(fc.tuple(tie('test'), points), { minLength: 1, maxLength: 5 }), points)
        .map(([cases, otherwise]) =>
          choose(
            cases.map(([when, then]) => branch(when, then)),
            otherwise,
          ),
        ),
    ),
  })).choice;
}

function run(expr: Expr, given: Column, plain: boolean): number[] {
  const bindings = { columns: new Map([['x', given]]), parameters: new Map<string, number>(), plain };
  const rows = 'codes' in given ? given.codes.length : given.values.length;
  return [...bindNumber(expr, { ...bindings, overflow: new Uint8Array(blockRows) })(0, rows).subarray(0, rows)];
}

describe('choices that compare one column with constants', () => {
  it('give for every number what the plain kernels give', () => {
    const x = column('x', number);
    const values = fc.array(fc.oneof(near, fc.constant(Number.NaN)), { minLength: 1 });
    fc.assert(
      fc.property(expression(comparison(x, numericConstant)), values, (expr, given) => {
        expect(tabulated(expr)?.column).toBe(x);
        const numbers: Column = { type: number, values: Float64Array.from(given) };
        expect(run(expr, numbers, false)).toEqual(run(expr, numbers, true));
      }),
      { numRuns: 2000 },
    );
  });

  it('give for every text what the plain kernels give', () => {
    const codes = fc.array(fc.integer({ min: -1, max: texts.length - 1 }), { minLength: 8 });
    fc.assert(
      fc.property(expression(comparison(column('x', category), textConstant)), codes, (expr, given) => {
        const column: Column = { type: category, codes: Int32Array.from(given), dictionary: texts };
        expect(run(expr, column, false)).toEqual(run(expr, column, true));
      }),
      { numRuns: 1000 },
    );
  });

  const x = column('x', number);
  const test = compare('>', x, constant(1, number));
  it.each([
    { title: 'two columns', expr: both('and', [test, compare('>', column('y', number), constant(1, number))]) },
    { title: 'a column as the result', expr: choose([branch(test, x)], constant(0, number)) },
    { title: 'two columns against each other', expr: compare('>', x, x) },
    { title: 'no column', expr: constant(1, number) },
  ])('are not: $title', ({ expr }) => {
    expect(tabulated(expr)).toBeUndefined();
  });
});

describe('what is worked out of one column of few whole numbers', () => {
  const day = { kind: 'date', scale: 0 } as const;
  const since = column('x', day);
  const months: Expr = {
    op: 'call',
    name: 'years and months duration',
    args: [since, constant(20_757, day)],
    type: { kind: 'duration', scale: 0, unit: 'months' },
    bounds: unbounded,
    context: 'client',
  };
  const years: Expr = { ...months, op: 'call', name: '.years', args: [months], type: integerType };
  const squared: Expr = { ...months, op: 'multiply', left: since, right: since, type: integerType };
  const unfit: Expr = { ...squared, left: squared, right: squared };
  const days = fc.tuple(fc.integer({ min: -90_000, max: 90_000 }), fc.integer({ min: 0, max: 12 }));

  it.each([
    { title: 'calls', expr: years },
    { title: 'arithmetic', expr: squared },
    { title: 'results that do not fit', expr: unfit },
    { title: 'choices', expr: choose([branch(compare('>', years, constant(3, integerType)), months)], squared) },
  ])('is what is worked out row by row: $title', ({ expr }) => {
    fc.assert(
      fc.property(days, fc.array(fc.option(fc.nat(12)), { minLength: 1, maxLength: 120 }), ([least, step], given) => {
        const values = Float64Array.from(given, (offset) => (offset === null ? Number.NaN : least + offset * step));
        const numbers: Column = { type: day, values };
        expect(run(expr, numbers, false)).toEqual(run(expr, numbers, true));
      }),
      { numRuns: 300 },
    );
  });

  it('is missing where all values are', () => {
    expect(run(years, { type: day, values: new Float64Array(8).fill(Number.NaN) }, false)).toEqual(
      new Array(8).fill(Number.NaN),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockRows } from '../../src/engine/local/block-memory.ts';
import { bindNumber } from '../../src/engine/local/evaluate.ts';
import type { Expr, Interpolate } from '../../src/model/expression.ts';
import type { Column } from '../../src/model/table.ts';
import { unbounded, type ValueType } from '../../src/model/value-type.ts';
import { add, divide, interpolate, multiply, power10, rescale, subtract } from '../../src/numeric/scaled.ts';
import { column } from '../../src/plan/expressions.ts';

// What blocks give must be what the functions of numeric/scaled.ts give row by row, and mark what these cannot hold.

const operations = { add, subtract, multiply, divide } as const;
const ops = ['add', 'subtract', 'multiply', 'divide'] as const;

const units = fc.oneof(
  fc.integer({ min: -300, max: 300 }),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.constantFrom(0, 2 ** 50, 2 ** 50 - 1, -(2 ** 50), Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER),
  fc.constant(Number.NaN),
);
const scale = fc.integer({ min: 0, max: 6 });
const rows = fc.array(fc.tuple(units, units), { minLength: 1, maxLength: 40 });
const numberAt = (digits: number): ValueType => ({ kind: 'number', scale: digits });

/** Values of an expression over columns `a` and `b`, and which rows it marked. */
function evaluate(expr: Expr, given: readonly (readonly [number, number])[], types: readonly [ValueType, ValueType]) {
  const columnOf = (side: 0 | 1): Column => ({
    type: types[side],
    values: Float64Array.from(given, (row) => row[side]),
  });
  const overflow = new Uint8Array(blockRows);
  const columns = new Map([
    ['a', columnOf(0)],
    ['b', columnOf(1)],
  ]);
  const kernel = bindNumber(expr, { columns, parameters: new Map(), overflow, plain: true });
  return {
    values: [...kernel(0, given.length).subarray(0, given.length)],
    marked: [...overflow.slice(0, given.length)],
  };
}

describe('arithmetic over blocks', () => {
  it('gives what is given row by row, and marks what does not fit', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ops), fc.tuple(scale, scale, scale), rows, (op, [left, right, result], given) => {
        const types = [numberAt(left), numberAt(right)] as const;
        const type = numberAt(result);
        const expr: Expr = {
          op,
          left: column('a', types[0]),
          right: column('b', types[1]),
          type,
          bounds: unbounded,
          context: 'client',
        };
        const values = given.map(([a, b]) => operations[op](a, left, b, right, result));
        const marked = given.map(([a, b], row) =>
          Number.isNaN(values[row]) && !Number.isNaN(a + b) && !(op === 'divide' && b === 0) ? 1 : 0,
        );
        expect(evaluate(expr, given, types)).toEqual({ values, marked });
      }),
      { numRuns: 2000 },
    );
  });

  it('brings numbers to another scale as row by row', () => {
    fc.assert(
      fc.property(scale, scale, rows, (from, to, given) => {
        const types = [numberAt(from), numberAt(from)] as const;
        const arg = column('a', types[0]);
        const expr: Expr = { op: 'convert', arg, type: numberAt(to), bounds: unbounded, context: 'client' };
        const values = given.map(([a]) => rescale(a, from, to));
        const marked = given.map(([a], row) => (Number.isNaN(values[row]) && !Number.isNaN(a) ? 1 : 0));
        expect(evaluate(expr, given, types)).toEqual({ values, marked });
      }),
      { numRuns: 1000 },
    );
  });
});

describe('lines between knots over blocks', () => {
  const knots = fc
    .uniqueArray(fc.tuple(fc.integer({ min: -500, max: 500 }), fc.oneof(fc.nat(200), fc.maxSafeInteger())), {
      minLength: 2,
      maxLength: 9,
      selector: ([x]) => x,
    })
    .map((pairs) => pairs.sort(([a], [b]) => a - b).map(([x, y]) => ({ x, y })));

  it('give what is given row by row', () => {
    fc.assert(
      fc.property(
        knots,
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 0, max: 3 }),
        rows,
        (own, xScale, at, given) => {
          const type = numberAt(at);
          const expr: Interpolate = {
            op: 'interpolate',
            arg: column('a', type),
            xScale,
            knots: own,
            type: numberAt(6),
            bounds: unbounded,
            context: 'client',
          };
          const common = Math.max(xScale, at);
          const xs = own.map(({ x }) => x * power10(common - xScale));
          const line = (x: number): number => {
            const next = xs.findIndex((knot) => x <= knot);
            if (next === 0) return own[0].y;
            if (next < 0) return own[own.length - 1].y;
            return interpolate(x, xs[next - 1], own[next - 1].y, xs[next], own[next].y);
          };
          const expected = given.map(([a]) => (Number.isNaN(a) ? a : line(a * power10(common - at))));
          expect(evaluate(expr, given, [type, type]).values).toEqual(expected);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

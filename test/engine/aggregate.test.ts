import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runPlanHere } from '../../src/engine/local/run-here.ts';
import type { NumericColumn, OwnedTable } from '../../src/model/table.ts';
import { maxUnits, unbounded, type ValueType } from '../../src/model/value-type.ts';
import { column, compare, flagType, integerType, pointsType } from '../../src/plan/expressions.ts';
import type { AggregateStep } from '../../src/plan/step.ts';

const money: ValueType = { kind: 'money', scale: 2 };
const value = column('amount', money, unbounded, 'row');

interface Row {
  readonly owner: number;
  readonly amount: number;
  readonly open: number;
}

function tableOf(rows: readonly Row[]): OwnedTable {
  return {
    rows: rows.length,
    owner: Int32Array.from(rows, (row) => row.owner),
    columns: new Map([
      ['amount', { type: money, values: Float64Array.from(rows, (row) => row.amount) }],
      ['open', { type: flagType, values: Float64Array.from(rows, (row) => row.open) }],
    ]),
  };
}

function run(name: string, rows: readonly Row[], clients: number, more: Partial<AggregateStep> = {}) {
  const type = name === 'count' ? integerType : name === 'share' ? pointsType : money;
  const step: AggregateStep = {
    op: 'aggregate',
    name: 'x',
    type,
    bounds: unbounded,
    context: 'row',
    table: 'loans',
    function: name,
    ...(name === 'count' ? {} : { value }),
    ...more,
  };
  const limit = { type: money, values: Float64Array.from({ length: clients }, (_, client) => client * 100) };
  const book = { rows: clients, columns: new Map([['limit', limit]]) };
  const result = runPlanHere([step], book, new Map(), new Map([['loans', tableOf(rows)]]));
  return { values: [...(result.columns.get('x') as NumericColumn).values], findings: result.findings };
}

const amount = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -500, max: 500 }), fc.constant(Number.NaN));
const rows = fc.array(fc.record({ owner: fc.nat(3), amount, open: fc.constantFrom(0, 1, Number.NaN) }), {
  maxLength: 40,
});

/** Half away from zero of n / d, NaN past what a column holds. */
function rounded(n: bigint, d: bigint): number {
  const whole = n < 0n ? -((-2n * n + d) / (2n * d)) : (2n * n + d) / (2n * d);
  return whole > BigInt(maxUnits) || whole < -BigInt(maxUnits) ? Number.NaN : Number(whole);
}

describe('list functions over the rows of a table', () => {
  it('equal the same over plain lists, exactly', () => {
    fc.assert(
      fc.property(rows, (given) => {
        for (let client = 0; client < 4; client++) {
          const own = given.filter((row) => row.owner === client && !Number.isNaN(row.amount)).map((row) => row.amount);
          const total = own.reduce((sum, units) => sum + BigInt(units), 0n);
          const sorted = [...own].sort((a, b) => a - b);
          const middle = [sorted[(own.length - 1) >> 1], sorted[own.length >> 1]];
          const none = own.length === 0;
          expect(run('sum', given, 4).values[client]).toBe(rounded(total, 1n));
          expect(run('mean', given, 4).values[client]).toBe(none ? Number.NaN : rounded(total, BigInt(own.length)));
          expect(run('min', given, 4).values[client]).toBe(none ? Number.NaN : sorted[0]);
          expect(run('max', given, 4).values[client]).toBe(none ? Number.NaN : sorted[own.length - 1]);
          expect(run('median', given, 4).values[client]).toBe(
            none ? Number.NaN : rounded(BigInt(middle[0]) + BigInt(middle[1]), 2n),
          );
          expect(run('count', given, 4).values[client]).toBe(given.filter((row) => row.owner === client).length);
        }
      }),
    );
  });

  it('do not depend on the order of the rows', () => {
    fc.assert(
      fc.property(rows, fc.infiniteStream(fc.nat()), (given, stream) => {
        const shuffled = given
          .map((row) => ({ row, key: stream.next().value as number }))
          .sort((a, b) => a.key - b.key);
        for (const name of ['count', 'sum', 'mean', 'min', 'max', 'median']) {
          expect(
            run(
              name,
              shuffled.map(({ row }) => row),
              4,
            ),
          ).toEqual(run(name, given, 4));
        }
      }),
    );
  });

  it('filter by the row and by its client', () => {
    const given = [
      { owner: 0, amount: 50, open: 1 },
      { owner: 1, amount: 50, open: 1 },
      { owner: 1, amount: 150, open: 0 },
    ];
    const isOpen = column('open', flagType, { min: 0, max: 1 }, 'row');
    expect(run('count', given, 2, { where: isOpen }).values).toEqual([1, 1]);
    const overLimit = compare('>', value, column('limit', money));
    expect(run('sum', given, 2, { where: overLimit }).values).toEqual([50, 150]);
  });

  it('answer some, every and share over flags, and something sensible over nothing', () => {
    const open = column('open', flagType, { min: 0, max: 1 }, 'row');
    const given = [0, 1, Number.NaN].map((flag) => ({ owner: 0, amount: 1, open: flag }));
    expect(run('some', given, 2, { value: open, type: flagType }).values).toEqual([1, 0]);
    expect(run('every', given, 2, { value: open, type: flagType }).values).toEqual([0, 1]);
    expect(run('share', given, 2, { value: open }).values).toEqual([500_000, Number.NaN]);
  });

  it('report a sum that no column holds', () => {
    const given = [maxUnits, maxUnits].map((units) => ({ owner: 0, amount: units, open: 1 }));
    expect(run('sum', given, 1)).toEqual({
      values: [Number.NaN],
      findings: [{ code: 'derived-out-of-bounds', step: 'x', count: 1 }],
    });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runPlanHere } from '../../src/engine/local/run-here.ts';
import type { Expr } from '../../src/model/expression.ts';
import type { Column, NumericColumn, OwnedTable } from '../../src/model/table.ts';
import { unbounded } from '../../src/model/value-type.ts';
import { computeStep } from '../../src/plan/compute-step.ts';
import { both, branch, choose, column, compare, constant, flagType, integerType } from '../../src/plan/expressions.ts';
import { hoistAggregates } from '../../src/plan/hoist-aggregates.ts';

const whole = (name: string, context: 'row' | 'client' = 'client') => column(name, integerType, unbounded, context);
const five = constant(5, integerType);

function over(name: string, where?: Expr, value?: Expr): Expr {
  return {
    op: 'aggregate',
    name,
    table: 'loans',
    ...(where === undefined ? {} : { where }),
    ...(value === undefined ? {} : { value }),
    type: name === 'some' ? flagType : integerType,
    bounds: unbounded,
    context: 'client',
  };
}

const amount = whole('amount', 'row');
const plus = (left: Expr, right: Expr): Expr => ({
  ...{ op: 'add', left, right, type: integerType, bounds: unbounded, context: 'client' },
});

const large = compare('>', amount, five);
const count = over('count');
const total = over('sum', undefined, amount);
const largest = over('max', large, amount);

describe('list functions taken out of formulas', () => {
  it('become one step each, before the first formula that uses them, however often they are used', () => {
    const plan = hoistAggregates([
      computeStep('a', plus(count, total)),
      computeStep('b', plus(total, plus(count, largest))),
    ]);
    expect(plan.map(({ op, name }) => `${op} ${name}`)).toEqual([
      'aggregate $list.1',
      'aggregate $list.2',
      'compute a',
      'aggregate $list.3',
      'compute b',
    ]);
  });

  it('are told apart by their filter, their value and their function', () => {
    const other = over('max', compare('>=', amount, five), amount);
    const plan = hoistAggregates([
      computeStep('a', plus(plus(largest, other), plus(over('max', undefined, amount), count))),
    ]);
    expect(plan.filter(({ op }) => op === 'aggregate')).toHaveLength(4);
  });

  it('are found in choices, conditions and the gap of a step', () => {
    const chosen = choose(
      [branch(both('and', [over('some', undefined, large), compare('>', count, five)]), total)],
      count,
    );
    const step = { ...computeStep('a', chosen), gap: { of: largest, code: 'value-in-gap' } };
    expect(hoistAggregates([step]).filter(({ op }) => op === 'aggregate')).toHaveLength(4);
    expect(JSON.stringify(hoistAggregates([step]).at(-1))).not.toContain('"op":"aggregate"');
  });

  it('have the values that they would have alone, whatever stands beside them', () =>
    fc.assert(
      fc.property(
        fc.array(fc.record({ owner: fc.nat(3), amount: fc.integer({ min: -9, max: 9 }) }), { maxLength: 20 }),
        fc.shuffledSubarray([count, total, largest, over('min', undefined, amount), over('sum', large, amount)], {
          minLength: 1,
        }),
        (rows, lists) => {
          const together = valuesOf(rows, lists);
          for (const [index, list] of lists.entries()) expect(together[index]).toEqual(valuesOf(rows, [list])[0]);
          const own = (client: number) => rows.filter(({ owner }) => owner === client).map((row) => row.amount);
          const at = lists.indexOf(total);
          if (at >= 0) {
            const sums = [0, 1, 2, 3].map((client) => own(client).reduce((sum, units) => sum + units, 0));
            expect([...together[at]]).toEqual(sums);
          }
        },
      ),
    ));
});

function valuesOf(rows: readonly { owner: number; amount: number }[], lists: readonly Expr[]): Float64Array[] {
  const amounts: Column = { type: integerType, values: Float64Array.from(rows, (row) => row.amount) };
  const loans: OwnedTable = {
    rows: rows.length,
    columns: new Map([['amount', amounts]]),
    owner: Int32Array.from(rows, (row) => row.owner),
  };
  const plan = hoistAggregates(lists.map((list, index) => computeStep(`f${index}`, list)));
  const { columns } = runPlanHere(plan, { rows: 4, columns: new Map() }, new Map(), new Map([['loans', loans]]));
  return lists.map((_, index) => (columns.get(`f${index}`) as NumericColumn).values);
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runPlan } from '../../src/engine/local/run.ts';
import { type PlanResult, runPlanHere } from '../../src/engine/local/run-here.ts';
import { type Column, isText, type NumericColumn, type Table, textAt } from '../../src/model/table.ts';
import { maxUnits, unbounded } from '../../src/model/value-type.ts';
import { alone, type Crew } from '../../src/parallel/crew.ts';
import {
  branch,
  choose,
  column,
  compare,
  constant,
  flagBounds,
  flagType,
  integerType,
  pointsType,
} from '../../src/plan/expressions.ts';
import type { Plan, Step } from '../../src/plan/step.ts';
import { compilePlan } from '../../src/run/compile-plan.ts';
import { rubricOf, runOn } from '../properties/pipeline.ts';
import { bookArbitrary, csvOf, rubricArbitrary } from '../properties/random-books.ts';

/** Does jobs as threads do: what goes in and comes out is cloned, but for shared memory. */
const cloning: Crew = {
  size: 3,
  do: async (job, given) => structuredClone(await job.run(structuredClone(given))),
};

function valuesOf(column: Column): (number | string | null)[] {
  if (!isText(column)) return [...column.values];
  return Array.from(column.codes.keys(), (row) => textAt(column, row));
}

const plain = ({ columns, findings, cuts }: PlanResult) => ({
  columns: [...columns].map(([name, column]) => [name, column.type, valuesOf(column)]),
  findings,
  cuts: [...cuts],
});

async function expectSame(plan: Plan, table: Table, rangeRows: number): Promise<void> {
  const parameters = new Map([['as_of', 20_757]]);
  const here = plain(runPlanHere(plan, table, parameters));
  const apart = await runPlan(plan, table, parameters, new Map(), {}, { crew: cloning, rangeRows });
  expect(plain(apart)).toEqual(here);
}

const bounds = unbounded;
const client = { bounds, context: 'client' } as const;
const [a, b, text] = [
  column('a', integerType),
  column('b', integerType),
  column('text', { kind: 'category', scale: 0 }),
];
const product = column('product', integerType);

/** Overflows, gaps, texts made from texts, and steps over the book between steps over clients. */
const mixed: readonly Step[] = [
  { op: 'compute', name: '$all', ...client, type: flagType, expr: constant(1, flagType) },
  {
    op: 'compute',
    name: 'product',
    ...client,
    type: integerType,
    expr: { op: 'multiply', left: a, right: b, type: integerType, ...client },
  },
  { op: 'percentile', name: 'p', ...client, type: pointsType, of: 'product', among: '$all' },
  {
    op: 'compute',
    name: 'share',
    ...client,
    type: pointsType,
    expr: { op: 'divide', left: product, right: b, type: pointsType, ...client },
    gap: { of: a, code: 'points-outside-range' },
  },
  { op: 'quantile-bin', name: 'bin', ...client, type: integerType, of: 'share', among: '$all', bins: 3 },
  {
    op: 'compute',
    name: 'which',
    ...client,
    type: text.type,
    expr: choose(
      [branch(compare('>', column('bin', integerType), constant(1, integerType)), text)],
      constant('low', text.type),
    ),
  },
  {
    op: 'compute',
    name: 'is_known',
    type: flagType,
    bounds: flagBounds,
    context: 'client',
    expr: compare('!=', text, constant(null, text.type)),
  },
  { op: 'rank', name: 'rank', ...client, type: integerType, of: 'p', among: 'is_known' },
];

describe('a plan on a crew', () => {
  it('gives what it gives step by step, for any rubric, book and ranges', () =>
    fc.assert(
      fc.asyncProperty(rubricArbitrary, bookArbitrary, fc.integer({ min: 1, max: 9 }), async (yaml, rows, range) => {
        const rubric = await rubricOf(yaml);
        const { table } = await runOn(rubric, [csvOf(rows)]);
        const fields = rubric.fields.map(({ name }) => [name, table.columns.get(name) as Column] as const);
        await expectSame(compilePlan(rubric), { rows: table.rows, columns: new Map(fields) }, range);
      }),
      { numRuns: 60 },
    ));

  const units = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.maxSafeInteger(), fc.constant(Number.NaN));
  const row = fc.record({ a: units, b: units, code: fc.integer({ min: -1, max: 2 }) });
  it('adds up what ranges noticed, in the order of the plan', () =>
    fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1 }), fc.integer({ min: 1, max: 9 }), async (rows, range) => {
        const columns = new Map<string, Column>([
          ['a', { type: integerType, values: Float64Array.from(rows, (row) => row.a) }],
          ['b', { type: integerType, values: Float64Array.from(rows, (row) => row.b) }],
          ['text', { type: text.type, codes: Int32Array.from(rows, (row) => row.code), dictionary: ['x', 'low', 'z'] }],
        ]);
        await expectSame(mixed, { rows: rows.length, columns }, range);
      }),
    ));

  it('notices an overflow once a row and a gap once a row', async () => {
    const values = Float64Array.of(maxUnits, maxUnits, 2, Number.NaN);
    const columns = new Map<string, Column>([
      ['a', { type: integerType, values }],
      ['b', { type: integerType, values }],
    ]);
    const plan = mixed.slice(0, 4);
    const options = { crew: cloning, rangeRows: 1 };
    const { findings } = await runPlan(plan, { rows: 4, columns }, new Map(), new Map(), {}, options);
    expect(findings).toEqual([
      { code: 'derived-out-of-bounds', step: 'product', count: 2 },
      { code: 'points-outside-range', step: 'share', count: 2 },
    ]);
  });

  it('gives a column that a step gives on as its own, in the same memory, whether or not the first is wanted', async () => {
    const tiers = ['x', 'low', 'z'];
    const type = { ...text.type, values: tiers };
    const plan: readonly Step[] = [
      { op: 'compute', name: 'model', ...client, type, expr: text },
      { op: 'override', name: 'tier', ...client, type, of: 'model', to: 'by_hand', allowed: 'a' },
    ];
    const columns = new Map<string, Column>([
      ['a', { type: integerType, values: Float64Array.of(1, 1, 1) }],
      ['text', { type: text.type, codes: Int32Array.of(2, -1, 0), dictionary: tiers }],
    ]);
    await expectSame(plan, { rows: 3, columns }, 1);
    for (const wanted of [['tier'], ['model', 'tier']]) {
      const options = { crew: cloning, rangeRows: 1, keep: new Set(wanted) };
      const given = await runPlan(plan, { rows: 3, columns }, new Map(), new Map(), {}, options);
      expect(plain(given).columns.map(([name, , values]) => [name, values])).toEqual(
        wanted.map((name) => [name, ['z', null, 'x']]),
      );
      const codes = new Set([...given.columns.values()].map((column) => isText(column) && column.codes));
      expect(codes.size).toBe(1);
    }
  });

  it('gives a formula that is a column and nothing else the memory of that column', async () => {
    const values = Float64Array.of(1, Number.NaN, 3);
    const expr = { op: 'column', name: 'a', ...client, type: integerType } as const;
    const plan: readonly Step[] = [{ op: 'compute', name: 'same', ...client, type: integerType, expr }];
    const table = { rows: 3, columns: new Map<string, Column>([['a', { type: integerType, values }]]) };
    await expectSame(plan, table, 1);
    for (const crew of [alone, cloning]) {
      const given = await runPlan(plan, table, new Map(), new Map(), {}, { crew, rangeRows: 1 });
      expect(given.columns.get('same')).toEqual({ type: integerType, values });
      expect((given.columns.get('same') as NumericColumn).values.buffer).toBe(values.buffer);
    }
  });

  it('has other work begun once, as soon as what it reads is there', async () => {
    const values = Float64Array.of(4, 3, 2, 1);
    const columns = new Map<string, Column>([
      ['a', { type: integerType, values }],
      ['b', { type: integerType, values }],
      ['text', { type: text.type, codes: Int32Array.of(0, 0, 1, 1), dictionary: ['x', 'low'] }],
    ]);
    for (const [read, others] of [
      ['product', ['p', 'bin', 'which', 'rank']],
      ['which', ['rank']],
    ] as const) {
      const seen: string[][] = [];
      const early = { reads: ['a', read], start: (there: ReadonlyMap<string, Column>) => seen.push([...there.keys()]) };
      await runPlan(mixed, { rows: 4, columns }, new Map(), new Map(), {}, { crew: cloning, rangeRows: 2, early });
      expect(seen).toHaveLength(1);
      expect(seen[0]).toContain(read);
      for (const other of others) expect(seen[0]).not.toContain(other);
    }
  });

  it('throws what a step over the book throws, even one that nobody waits for', async () => {
    const columns = new Map<string, Column>([
      ['a', { type: integerType, values: Float64Array.of(1, 2) }],
      ['b', { type: integerType, values: Float64Array.of(3, 4) }],
      ['text', { type: text.type, codes: Int32Array.of(0, 0), dictionary: ['x'] }],
    ]);
    const failing: Crew = {
      size: 2,
      do: (job, given) => (job.name === 'runBook' ? Promise.reject(new Error('out of memory')) : alone.do(job, given)),
    };
    for (const plan of [mixed, mixed.slice(0, 3)]) {
      const ran = runPlan(plan, { rows: 2, columns }, new Map(), new Map(), {}, { crew: failing, rangeRows: 1 });
      await expect(ran).rejects.toThrow('out of memory');
    }
  });

  it('gives the columns that are wanted, and no others', async () => {
    const columns = new Map<string, Column>([
      ['a', { type: integerType, values: Float64Array.of(1, 2) }],
      ['b', { type: integerType, values: Float64Array.of(3, 4) }],
    ]);
    const options = { crew: cloning, rangeRows: 1, keep: new Set(['share']) };
    const given = await runPlan(mixed.slice(0, 4), { rows: 2, columns }, new Map(), new Map(), {}, options);
    expect([...given.columns.keys()]).toEqual(['share']);
  });
});

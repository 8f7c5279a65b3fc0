import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runPlanHere } from '../../src/engine/local/run-here.ts';
import type { ReasonTexts } from '../../src/model/reason-texts.ts';
import { type Column, isText, type NumericColumn, type TextColumn } from '../../src/model/table.ts';
import { unbounded } from '../../src/model/value-type.ts';
import { decimal } from '../../src/numeric/decimal.ts';
import { rescale } from '../../src/numeric/scaled.ts';
import { flagType, integerType, pointsType } from '../../src/plan/expressions.ts';
import type { Step } from '../../src/plan/step.ts';

const missing = Number.NaN;
const whole = { type: integerType, bounds: unbounded, context: 'book' } as const;

function run(step: Step, given: Record<string, readonly number[]>, flags: Record<string, readonly number[]> = {}) {
  const columns = new Map<string, Column>();
  for (const [name, values] of Object.entries(given))
    columns.set(name, { type: integerType, values: Float64Array.from(values) });
  for (const [name, values] of Object.entries(flags))
    columns.set(name, { type: flagType, values: Float64Array.from(values) });
  const rows = Object.values({ ...given, ...flags })[0].length;
  return runPlanHere([step], { rows, columns }, new Map());
}

const units = (result: ReturnType<typeof run>, name: string) => [...(result.columns.get(name) as NumericColumn).values];
const texts = (column: Column | undefined) => {
  if (column === undefined || !isText(column)) throw new Error('no text column');
  return [...(column as TextColumn).codes].map((code) => (code < 0 ? null : column.dictionary.at(code)));
};

describe('percentile', () => {
  const step: Step = {
    op: 'percentile',
    name: 'p',
    of: 'x',
    among: '$client',
    ...whole,
    type: { kind: 'number', scale: 12 },
  };
  it('lets ties share the lowest rank and places outsiders without counting them', () => {
    const result = run(step, { x: [10, 20, 20, 40, missing, 99, 5] }, { $client: [1, 1, 1, 1, 1, 0, 0] });
    expect(units(result, 'p').map((p) => p / 1e12)).toEqual(
      [0, 100 / 3, 100 / 3, 100, missing, 100, 0].map((p) => (p === 100 / 3 ? 33.333333333333 : p)),
    );
  });
  it('is 0 where there is nobody to compare with', () => {
    expect(units(run(step, { x: [7, missing] }, { $client: [1, 1] }), 'p')).toEqual([0, missing]);
  });
});

describe('quantile bins', () => {
  it('follow R type 7 (mtcars$mpg: 15.2, 17.92, 21, 24.08)', () => {
    const mpg = [
      21, 21, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4, 14.7, 32.4, 30.4,
      33.9, 21.5, 15.5, 15.2, 13.3, 19.2, 27.3, 26, 30.4, 15.8, 19.7, 15, 21.4,
    ].map((value) => Math.round(value * 10));
    const step: Step = { op: 'quantile-bin', name: 'bin', of: 'x', among: '$client', bins: 5, ...whole };
    const result = run(step, { x: mpg }, { $client: mpg.map(() => 1) });
    expect(result.cuts.get('bin')?.map((cut) => Number(cut.units) / 1e7)).toEqual([15.2, 17.92, 21, 24.08]);
    const bins = units(result, 'bin');
    expect(bins[mpg.indexOf(152)]).toBe(1); // the lower edge is in
    expect(bins[mpg.indexOf(210)]).toBe(3);
    expect(Math.max(...bins)).toBe(4);
  });
  it('take given cuts finer than the column', () => {
    const step: Step = {
      op: 'quantile-bin',
      name: 'bin',
      of: 'x',
      among: '$client',
      bins: 2,
      cuts: [decimal(25, 1)],
      ...whole,
    };
    expect(units(run(step, { x: [2, 3, missing] }, { $client: [1, 1, 1] }), 'bin')).toEqual([0, 1, missing]);
  });
});

describe('rank', () => {
  it('counts from the best, ties by row, and gives nobody else a rank', () => {
    const result = run(
      { op: 'rank', name: 'rank', of: 's', among: '$ranked', ...whole },
      { s: [50, 70, 70, 90] },
      { $ranked: [1, 1, 1, 0] },
    );
    expect(units(result, 'rank')).toEqual([3, 1, 2, missing]);
    expect(units(result, 'top_percent')).toEqual([100_000_000, 33_333_333, 66_666_667, missing]);
  });
});

describe('cumulative share', () => {
  const step: Step = { op: 'cumulative-share', name: 'c', of: 'm', among: '$client', ...whole, type: pointsType };
  it('runs from the largest and counts negative values as 0', () => {
    expect(units(run(step, { m: [10, 70, -30, 20] }, { $client: [1, 1, 1, 1] }), 'c')).toEqual([
      1_000_000, 700_000, 1_000_000, 900_000,
    ]);
  });
  it('stays exact past 2^53', () => {
    const large = Number.MAX_SAFE_INTEGER;
    expect(units(run(step, { m: [large, large, large] }, { $client: [1, 1, 1] }), 'c')).toEqual([
      333_333, 666_667, 1_000_000,
    ]);
  });
  it('is missing where there is nothing to share', () => {
    expect(units(run(step, { m: [0, -5] }, { $client: [1, 1] }), 'c')).toEqual([missing, missing]);
  });
});

describe('assigning tiers', () => {
  const step: Step = {
    op: 'assign-tier',
    name: 'tier',
    type: { kind: 'category', scale: 0, values: ['gold', 'silver', 'standard'] },
    bounds: unbounded,
    context: 'book',
    by: 's',
    among: '$ranked',
    places: [
      { tier: 'gold', holds: 'g', capacity: 1 },
      { tier: 'silver', holds: 'v', capacity: 1 },
      { tier: 'standard', holds: 'all' },
    ],
  };
  it('gives short places to the best and sends the rest to the next tier whose rule holds', () => {
    const result = run(
      step,
      { s: [80, 90, 85, 60, 99] },
      { $ranked: [1, 1, 1, 1, 0], g: [1, 1, 1, 0, 1], v: [0, 1, 1, 1, 1], all: [1, 1, 1, 1, 1] },
    );
    expect(texts(result.columns.get('tier'))).toEqual(['standard', 'gold', 'silver', 'standard', null]);
    expect(texts(result.columns.get('tier_by_rules'))).toEqual(['gold', 'gold', 'gold', 'silver', null]);
  });
});

describe('reasons', () => {
  it('name the costliest factors first, ties in rubric order, none that cost nothing', () => {
    const step: Step = {
      op: 'reasons',
      name: 'reason',
      type: { kind: 'category', scale: 0 },
      bounds: unbounded,
      context: 'client',
      factors: ['a', 'b', 'c'],
      most: 2,
    };
    const result = run(step, { 'lost.a': [5, 0, missing], 'lost.b': [9, 0, 2], 'lost.c': [5, 1, missing] });
    expect(texts(result.columns.get('reason.1'))).toEqual(['b', 'c', 'b']);
    expect(texts(result.columns.get('reason.2'))).toEqual(['a', null, null]);
  });

  it('tell in one number the factor and what it cost in hundredths, where the most that is lost has room', () => {
    const loss = fc.oneof(fc.nat(20_000), fc.nat(120_000_000), fc.constantFrom(-1, 4999, 5000, 119_995_000, missing));
    const given = fc
      .integer({ min: 1, max: 70 })
      .chain((factors) =>
        fc.array(fc.array(loss, { minLength: factors, maxLength: factors }), { minLength: 1, maxLength: 20 }),
      );
    fc.assert(
      fc.property(given, fc.constantFrom(4, 5), (rows, most) => {
        const factors = rows[0].map((_, factor) => `f${factor}`);
        const type = { kind: 'category', scale: 0 } as const;
        const step: Step = { op: 'reasons', name: 'reason', ...whole, type, context: 'client', factors, most };
        const lost = Object.fromEntries(factors.map((name, at) => [`lost.${name}`, rows.map((row) => row[at])]));
        const apart = run(step, lost);
        const coded = run({ ...step, mostLost: 120_000_000 }, lost);
        for (const name of ['reason.1', 'reason.2', 'reason.3', 'reason.4']) {
          const { codes, dictionary } = coded.columns.get(name) as TextColumn;
          expect(texts(coded.columns.get(name))).toEqual(texts(apart.columns.get(name)));
          expect([...codes].map((code) => (code < 0 ? missing : code >> (dictionary as ReasonTexts).bits))).toEqual(
            units(apart, `${name}.lost`).map((loss) => rescale(loss, 6, 2)),
          );
          expect(coded.columns.has(`${name}.lost`)).toBe(false);
        }
      }),
    );
  });

  it.each([
    { title: 'points too low for 32 bits', mostLost: 3_000_000_000, names: ['reason.1', 'reason.1.lost'] },
    { title: 'usual points', mostLost: 100_000_000, names: ['reason.1'] },
  ])('write what each factor cost by itself where it has no room: $title', ({ mostLost, names }) => {
    const factors = Array.from({ length: 300 }, (_, index) => `f${index}`);
    const type = { kind: 'category', scale: 0 } as const;
    const step: Step = { op: 'reasons', name: 'reason', ...whole, type, context: 'client', factors, most: 1, mostLost };
    const lost = factors.map((name, index) => [`lost.${name}`, [mostLost - index]]);
    const { columns } = run(step, Object.fromEntries(lost));
    expect([...columns.keys()].filter((name) => name.startsWith('reason'))).toEqual(names);
    expect(texts(columns.get('reason.1'))).toEqual(['f0']);
  });

  it('refuse a cost that the plan rules out, which they could not tell', () => {
    const type = { kind: 'category', scale: 0 } as const;
    const step: Step = { op: 'reasons', name: 'reason', ...whole, type, context: 'client', factors: ['a'], most: 1 };
    expect(() => run({ ...step, mostLost: 5 }, { 'lost.a': [6] })).toThrow('more than the plan says');
  });

  it('are those of a sort, whatever was lost', () => {
    const loss = fc.oneof(
      fc.integer({ min: -2, max: 3 }),
      fc.integer({ min: 0, max: 100_000_000 }),
      fc.maxSafeInteger(),
      fc.constant(missing),
    );
    const given = fc
      .integer({ min: 1, max: 20 })
      .chain((factors) =>
        fc.tuple(
          fc.array(fc.array(loss, { minLength: factors, maxLength: factors }), { minLength: 1, maxLength: 20 }),
          fc.integer({ min: 0, max: 5 }),
        ),
      );
    fc.assert(
      fc.property(given, ([rows, most]) => {
        const factors = rows[0].map((_, factor) => `f${factor}`);
        const type = { kind: 'category', scale: 0 } as const;
        const step: Step = { op: 'reasons', name: 'reason', ...whole, type, context: 'client', factors, most };
        const lost = factors.map((name, factor) => [`lost.${name}`, rows.map((row) => row[factor])]);
        const result = run(step, Object.fromEntries(lost));
        const sorted = rows.map((row) =>
          [...row.keys()].filter((factor) => row[factor] > 0).sort((a, b) => row[b] - row[a] || a - b),
        );
        for (let place = 0; place < most; place++) {
          const name = `reason.${place + 1}`;
          expect(texts(result.columns.get(name))).toEqual(sorted.map((own) => factors[own[place]] ?? null));
          expect(units(result, `${name}.lost`)).toEqual(sorted.map((own, row) => rows[row][own[place]] ?? missing));
        }
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runPlanHere } from '../../src/engine/local/run-here.ts';
import { sharesOf } from '../../src/engine/local/shares.ts';
import { weighInBigInts } from '../../src/engine/local/weigh/big-weigher.ts';
import { weighRows } from '../../src/engine/local/weigh/loops.ts';
import { Patterns } from '../../src/engine/local/weigh/patterns.ts';
import { weighingOf } from '../../src/engine/local/weigh/weighing.ts';
import type { NumericColumn } from '../../src/model/table.ts';
import { fullPoints, pointsType } from '../../src/plan/expressions.ts';
import type { WeightedDimension, WeightedScoreStep } from '../../src/plan/step.ts';

const weight = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 10 ** 9 })).map(BigInt);
const points = fc.oneof(
  fc.integer({ min: 0, max: 100 }).map((n) => n * 1_000_000),
  fc.integer({ min: 0, max: 100_000_000 }),
  fc.integer({ min: -100_000_000, max: 200_000_000 }),
  fc.constant(Number.NaN),
);

const book = fc
  .tuple(
    fc.array(fc.tuple(weight, fc.array(weight, { minLength: 1, maxLength: 4 })), { minLength: 1, maxLength: 4 }),
    fc.integer({ min: 1, max: 12 }),
  )
  .chain(([levels, rows]) => {
    const factors = levels.reduce((count, [, own]) => count + own.length, 0);
    const columns = fc.array(fc.array(points, { minLength: rows, maxLength: rows }), {
      minLength: factors,
      maxLength: factors,
    });
    return fc.record({ levels: fc.constant(levels), columns, coverage: fc.integer({ min: 0, max: 100 }) });
  });

function stepFor(levels: readonly [bigint, readonly bigint[]][], coverage: number): WeightedScoreStep {
  let next = 0;
  const dimensions = levels.map(
    ([own, factors], d): WeightedDimension => ({
      name: `d${d}`,
      weight: own,
      factors: factors.map((weightOfFactor) => {
        const name = `f${next++}`;
        return { name, points: `points.${name}`, weight: weightOfFactor, missing: 'reweight' };
      }),
    }),
  );
  return {
    op: 'weighted-score',
    name: 'score',
    type: pointsType,
    bounds: { min: -fullPoints, max: 2 * fullPoints },
    context: 'client',
    dimensions,
    coverage: { units: BigInt(coverage), scale: 2 },
  };
}

/** Half away from zero. */
const round = (n: bigint, d: bigint) =>
  n < 0n ? 0 - Number((-2n * n + d) / (2n * d)) : Number((2n * n + d) / (2n * d));

describe('the weighted score', () => {
  it('is the exact doubly weighted mean, rounded once, and its contributions add up to it', () => {
    fc.assert(
      fc.property(book, ({ levels, columns, coverage }) => {
        const rows = columns[0].length;
        const step = stepFor(levels, coverage);
        const given = new Map(
          columns.map(
            (values, f) => [`points.f${f}`, { type: pointsType, values: Float64Array.from(values) }] as const,
          ),
        );
        const { columns: out } = runPlanHere([step], { rows, columns: given }, new Map());
        const at = (name: string, row: number) => (out.get(name) as NumericColumn).values[row];
        for (let row = 0; row < rows; row++) {
          // score = Σ W·(Σ w·p / Σ w) / Σ W over what is present, as one fraction.
          let [n, d, W, have, all] = [0n, 1n, 0n, 0n, 1n];
          for (const dimension of step.dimensions) {
            const there = dimension.factors.filter(
              (factor) => !Number.isNaN(columns[Number(factor.name.slice(1))][row]),
            );
            const w = there.reduce((sum, factor) => sum + factor.weight, 0n);
            const whole = dimension.factors.reduce((sum, factor) => sum + factor.weight, 0n);
            have = have * whole + dimension.weight * w * all;
            all *= whole;
            if (w === 0n) {
              expect(at(dimension.name, row)).toBeNaN();
              continue;
            }
            const sum = there.reduce((so, f) => so + f.weight * BigInt(columns[Number(f.name.slice(1))][row]), 0n);
            expect(at(dimension.name, row)).toBe(round(sum, w));
            n = n * w + dimension.weight * sum * d;
            d *= w;
            W += dimension.weight;
          }
          const total = step.dimensions.reduce((sum, dimension) => sum + dimension.weight, 0n);
          const rated = W > 0n && have * 100n >= BigInt(coverage) * all * total;
          expect(at('$rated', row)).toBe(rated ? 1 : 0);
          expect(at('coverage', row)).toBe(round(have * 1_000_000n, all * total));
          if (!rated) {
            expect(at('score', row)).toBeNaN();
            continue;
          }
          expect(at('score', row)).toBe(round(n, d * W));
          const parts = columns.map((_, f) => at(`contribution.f${f}`, row)).filter((part) => !Number.isNaN(part));
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(at('score', row));
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    { title: 'in one block', isLong: false, numRuns: 300 },
    { title: 'over blocks', isLong: true, numRuns: 5 },
  ])('gives in doubles what whole numbers of any size give, client by client: $title', ({ isLong, numRuns }) => {
    fc.assert(
      fc.property(book, ({ levels, columns, coverage }) => {
        const step = stepFor(levels, coverage);
        const times = isLong ? Math.ceil((2 * weighRows + 1) / columns[0].length) : 1;
        const points = columns.map((values) => Float64Array.from(new Array(times).fill(values).flat()));
        const rows = points[0].length;
        const given = new Map(points.map((values, f) => [`points.f${f}`, { type: pointsType, values }] as const));
        const { columns: out } = runPlanHere([step], { rows, columns: given }, new Map());
        const none = () => new Float64Array(rows).fill(Number.NaN);
        const expected = {
          score: none(),
          dimensions: levels.map(none),
          contributions: columns.map(none),
          lost: columns.map(none),
        };
        for (let row = 0; row < rows; row++) {
          const present = Uint8Array.from(points, (values) => (Number.isNaN(values[row]) ? 0 : 1));
          weighInBigInts(sharesOf(step, present), points, expected, row);
        }
        const own = (name: string) => (out.get(name) as NumericColumn).values;
        expect({
          score: own('score'),
          dimensions: levels.map((_, d) => own(`d${d}`)),
          contributions: columns.map((_, f) => own(`contribution.f${f}`)),
          lost: columns.map((_, f) => own(`lost.f${f}`)),
        }).toEqual(expected);
      }),
      { numRuns },
    );
  });
});

describe('patterns of missing points', () => {
  it('have one number each, whatever the number of factors', () => {
    const rowsOf = (factors: number) => fc.array(fc.array(fc.boolean(), { minLength: factors, maxLength: factors }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }).chain(rowsOf), (rows) => {
        fc.pre(rows.length > 0);
        const points = rows[0].map((_, f) => Float64Array.from(rows, (row) => (row[f] ? f : Number.NaN)));
        const met: string[] = [];
        const patterns = new Int32Array(rows.length);
        const known = new Patterns(points.length, (present) => met.push(present.join()));
        known.find(points, 0, rows.length, patterns);
        expect(rows.map((_, row) => met[patterns[row]])).toEqual(rows.map((row) => row.map(Number).join()));
        expect(new Set(met).size).toBe(met.length);
      }),
    );
  });
});

describe('what is known of patterns', () => {
  const step = stepFor([[1n, new Array<bigint>(13).fill(1n)]], 0);
  /** As many patterns as asked for, each in a row. */
  const pointsOf = (patterns: number) =>
    Array.from({ length: 13 }, (_, f) =>
      Float64Array.from({ length: patterns }, (_, row) => ((row >> f) & 1 ? Number.NaN : 0)),
    );

  it.each([
    { title: 'is kept for the same step', given: pointsOf(50), next: step, isKept: true },
    { title: 'is none of another step', given: pointsOf(50), next: stepFor([[1n, [1n, 2n]]], 0), isKept: false },
    { title: 'is let go where patterns are many', given: pointsOf(5000), next: step, isKept: false },
  ])('$title', ({ given, next, isKept }) => {
    const weighing = weighingOf(step);
    weighing.known.find(given, 0, given[0].length, new Int32Array(given[0].length));
    expect(weighing.weights.count).toBe(given[0].length);
    expect(weighingOf(structuredClone(next)) === weighing).toBe(isKept);
  });
});

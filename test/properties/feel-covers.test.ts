import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Decimal } from '../../src/model/decimal.ts';
import { column } from '../../src/plan/expressions.ts';
import type { Interval } from '../../src/plan/unary-test.ts';
import { compileUnaryTests } from '../../src/rubric/feel/compile.ts';
import { collect, scalar, scope } from '../rubric/feel/feel-fixture.ts';
import { FormulaGenerator } from './feel-generator.ts';
import { evaluateRows } from './feel-rows.ts';

// What a band says it covers is what its condition takes: the linter and the engine see one set.

const { type, bounds } = scope.names.get('dscr')!;

/** Values here are multiples of 1/8, which doubles hold. */
function numberOf(decimal: Decimal): number {
  return Number(decimal.units) / 10 ** decimal.scale;
}

function holds({ low, high }: Interval, value: number): boolean {
  const above = low.at === null || value > numberOf(low.at) || (low.closed && value === numberOf(low.at));
  const below = high.at === null || value < numberOf(high.at) || (high.closed && value === numberOf(high.at));
  return above && below;
}

test('a value is covered exactly where the condition takes it', () => {
  fc.assert(
    fc.property(fc.gen(), (pick) => {
      const text = new FormulaGenerator(pick, { exact: true }).tests();
      const { report, problems } = collect();
      const made = compileUnaryTests(scalar(text), column('dscr', type, bounds), scope, report);
      if (made?.covers === undefined || made.covers === null || !('intervals' in made.covers)) {
        throw new Error(`${text}: ${problems.join('; ')}`);
      }
      const { intervals } = made.covers;
      const eighths = Array.from({ length: 161 }, (_, index) => (index - 60) * 125_000);
      const results = evaluateRows(
        made.condition,
        new Map([['dscr', { type, values: Float64Array.from(eighths) }]]),
        eighths.length,
      );
      const covered = eighths.filter((units) => intervals.some((interval) => holds(interval, units / 1e6)));
      expect({ text, units: covered }).toEqual({ text, units: eighths.filter((_, index) => results[index] === 1) });
    }),
    { numRuns: 400 },
  );
});

test('the intervals ascend and never touch', () => {
  fc.assert(
    fc.property(fc.gen(), (pick) => {
      const text = new FormulaGenerator(pick, { exact: true }).tests();
      const made = compileUnaryTests(scalar(text), column('dscr', type, bounds), scope, collect().report);
      const intervals = made?.covers != null && 'intervals' in made.covers ? made.covers.intervals : [];
      for (const [index, next] of intervals.entries()) {
        if (index === 0) continue;
        const { high } = intervals[index - 1];
        const [end, start] = [numberOf(high.at!), numberOf(next.low.at!)];
        expect(end < start || (end === start && !high.closed && !next.low.closed)).toBe(true);
      }
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Factor } from '../../src/model/rubric.ts';
import { factorSteps } from '../../src/scoring/factor-steps.ts';
import { scoringMethods } from '../../src/scoring/index.ts';
import { factor, where } from './rubric-fixture.ts';
import { integer, number, runSteps } from './run-steps.ts';

// `debt` gives its own value as points; `late` decides the gates.
const late = where('late', '>', 30);
const early = where('late', '<=', 60);

function run(given: Partial<Factor>, debt: readonly (number | null)[], days: readonly (number | null)[]) {
  const steps = factorSteps(factor('f', given), '$client', scoringMethods);
  return runSteps(steps, { debt: { type: number, values: debt }, late: { type: integer, values: days } });
}

const debt = [10, 50, 90, null];

test.each<{ title: string; given: Partial<Factor>; days: (number | null)[]; expected: (number | null)[] }>([
  { title: 'no gate', given: {}, days: [40, 40, 40, 40], expected: [10, 50, 90, null] },
  {
    title: 'a cap where its condition holds',
    given: { cap: { when: late, points: 40e6 } },
    days: [40, 40, 30, 40],
    expected: [10, 40, 90, null],
  },
  {
    title: 'a floor where its condition holds',
    given: { floor: { when: late, points: 60e6 } },
    days: [40, 40, 40, 40],
    expected: [60, 60, 90, null],
  },
  {
    title: 'a missing condition does not hold',
    given: { floor: { when: late, points: 60e6 }, cap: { when: late, points: 60e6 } },
    days: [null, null, null, null],
    expected: [10, 50, 90, null],
  },
  {
    title: 'the floor comes before the cap',
    given: { floor: { when: late, points: 80e6 }, cap: { when: early, points: 30e6 } },
    days: [40, 40, 70, 40],
    expected: [30, 30, 90, null],
  },
  {
    title: 'points for missing, which no gate touches',
    given: { cap: { when: late, points: 40e6 }, missing: { points: 55e6 } },
    days: [40, 40, 40, 40],
    expected: [10, 40, 40, 55],
  },
  { title: 'zero for missing', given: { missing: { points: 0 } }, days: [0, 0, 0, 0], expected: [10, 50, 90, 0] },
])('$title', ({ given, days, expected }) => {
  expect(run(given, debt, days).values('points.f')).toEqual(expected);
});

test('points before the gates stay beside those behind them', () => {
  const ran = run({ cap: { when: late, points: 40e6 } }, [90], [40]);
  expect(ran.values('$points.f')).toEqual([90]);
  expect(ran.values('points.f')).toEqual([40]);
});

test('points stay within the bounds of the last step, and gates hold', () => {
  const units = fc.integer({ min: 0, max: 100 });
  const gate = fc.option(units, { nil: undefined });
  const days = fc.option(fc.integer({ min: 0, max: 90 }), { nil: null });
  fc.assert(
    fc.property(fc.option(units, { nil: null }), days, gate, gate, gate, (value, day, floor, cap, filled) => {
      const given: Partial<Factor> = {
        ...(floor === undefined ? {} : { floor: { when: late, points: floor * 1e6 } }),
        ...(cap === undefined ? {} : { cap: { when: early, points: cap * 1e6 } }),
        ...(filled === undefined ? {} : { missing: { points: filled * 1e6 } }),
      };
      const [points] = run(given, [value], [day]).values('points.f');
      let expected: number | null = value;
      if (expected !== null && floor !== undefined && day !== null && day > 30) expected = Math.max(expected, floor);
      if (expected !== null && cap !== undefined && day !== null && day <= 60) expected = Math.min(expected, cap);
      expect(points).toBe(expected ?? filled ?? null);
      const { min, max } = factorSteps(factor('f', given), '$client', scoringMethods).at(-1)!.bounds;
      if (points !== null) expect(Number(points) * 1e6 >= min && Number(points) * 1e6 <= max).toBe(true);
    }),
  );
});

test('a method that does not write its target is a bug', () => {
  const lazy = { scale: { ...scoringMethods.scale, steps: () => [] } };
  expect(() => factorSteps(factor('f', {}), '$client', lazy)).toThrow('does not write points.f last');
});

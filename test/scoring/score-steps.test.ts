import { expect, test } from 'vitest';
import { scoringMethods } from '../../src/scoring/index.ts';
import { clientStep, scoreSteps } from '../../src/scoring/score-steps.ts';
import { at, decimalOf, dimension, factor, rubric } from './rubric-fixture.ts';
import { category, number, runSteps } from './run-steps.ts';

const money = { kind: 'money', scale: 2 } as const;

function book(debt: readonly (number | null)[], status: readonly (string | null)[], revenue = debt.map(() => 1)) {
  return {
    debt: { type: number, values: debt },
    status: { type: category, values: status },
    revenue: { type: money, values: revenue },
  };
}

const one = rubric({ dimensions: [dimension('quality', '1', [factor('debt_points', {})])] });

test('prospects are scored but neither ranked nor counted', () => {
  const given = book([80, 90, 60, null], ['client', 'prospect', null, 'client'], [30, 50, 10, 60]);
  const ran = runSteps(scoreSteps(one, scoringMethods), given);
  expect(ran.values('$client')).toEqual([1, 0, 1, 1]);
  expect(ran.values('score')).toEqual([80, 90, 60, null]);
  expect(ran.values('$rated')).toEqual([1, 1, 1, 0]);
  expect(ran.values('$ranked')).toEqual([1, 0, 1, 0]);
  expect(ran.values('rank')).toEqual([1, null, 2, null]);
  expect(ran.values('top_percent')).toEqual([50, null, 100, null]);
  expect(ran.values('cumulative_share')).toEqual([0.9, null, 1, 0.6]);
});

test('a percentile is taken over clients, not prospects', () => {
  const ranked = factor('ranked', { method: 'percentile', of: at('debt'), yaml: '{">= 100": 100, else: 10}' });
  const steps = scoreSteps(rubric({ dimensions: [dimension('d', '1', [ranked])] }), scoringMethods);
  const ran = runSteps(steps, book([1, 2, 3], ['client', 'client', 'prospect']));
  expect(ran.values('points.ranked')).toEqual([10, 100, 100]);
});

test('without a status everybody is a client', () => {
  const everybody = rubric({ portfolio: { id: 'id', measure: 'revenue' } });
  const ran = runSteps([clientStep(everybody)], book([1, 2], ['prospect', null]));
  expect(ran.values('$client')).toEqual([1, 1]);
});

test('weights of a level become whole numbers in the same proportion', () => {
  const steps = scoreSteps(
    rubric({
      dimensions: [
        dimension(
          'a',
          '0.25',
          [factor('f', { weighs: '1.5' }), factor('g', { weighs: '2', missing: 'unrated' })],
          '0.5',
        ),
        dimension('b', '40', [factor('h', { weighs: '0.001', missing: { points: 0 } })]),
      ],
    }),
    scoringMethods,
  );
  const score = steps.find((step) => step.op === 'weighted-score');
  expect(score).toMatchObject({
    name: 'score',
    coverage: decimalOf('0.7'),
    dimensions: [
      {
        name: 'a',
        weight: 25n,
        coverage: decimalOf('0.5'),
        factors: [
          { name: 'f', points: 'points.f', weight: 15n, missing: 'reweight' },
          { name: 'g', points: 'points.g', weight: 20n, missing: 'unrated' },
        ],
      },
      { name: 'b', weight: 4000n, factors: [{ name: 'h', points: 'points.h', weight: 1n, missing: 'reweight' }] },
    ],
  });
});

test('the score is bounded by the points that its factors can give', () => {
  const narrow = factor('f', { yaml: '{0: 20, 1: 60}' });
  const wide = factor('g', { yaml: '{0: 30, 1: 90}' });
  const steps = scoreSteps(rubric({ dimensions: [dimension('d', '1', [narrow, wide])] }), scoringMethods);
  expect(steps.find((step) => step.name === 'score')?.bounds).toEqual({ min: 20e6, max: 90e6 });
});

test('every column is written before it is read, each once', () => {
  const names = scoreSteps(one, scoringMethods).map((step) => step.name);
  expect(names).toEqual(['$client', 'points.debt_points', 'score', '$ranked', 'rank', 'cumulative_share']);
});

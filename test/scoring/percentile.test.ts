import { expect, test } from 'vitest';
import { percentile } from '../../src/scoring/percentile.ts';
import { located, makeScope, subject } from './method-scope.ts';
import { flag, integer, runSteps } from './run-steps.ts';

const of = subject('integer');
const yaml = '{">= 90": 100, "[50..90)": 60, else: 20}';

function points(values: readonly (number | null)[], clients = values.map(() => 1)) {
  const { scope, reported } = makeScope(of);
  const settings = percentile.read(located(yaml), scope)!;
  expect(reported).toEqual([]);
  const steps = percentile.steps({ name: 'factor', target: 'points.factor', of, among: '$client' }, settings);
  const given = { value: { type: integer, values }, $client: { type: flag, values: clients } };
  return runSteps(steps, given);
}

test.each([
  { title: 'by rank', values: [10, 20, 30, 40, 50], expected: [20, 20, 60, 60, 100] },
  { title: 'ties share the lowest rank', values: [1, 7, 7, 7, 7], expected: [20, 20, 20, 20, 20] },
  { title: 'one client alone', values: [7], expected: [20] },
  { title: 'missing values take no part', values: [null, 1, 2, 3], expected: [null, 20, 60, 100] },
])('$title', ({ values, expected }) => {
  expect(points(values).values('points.factor')).toEqual(expected);
});

test('prospects are placed without taking part', () => {
  const ran = points([1, 2, 3, 100, 2], [1, 1, 1, 0, 0]);
  expect(ran.values('percentile.factor')).toEqual([0, 50, 100, 100, 50]);
  expect(ran.values('points.factor')).toEqual([20, 60, 100, 100, 60]);
});

test('a percentile just below an edge stays below it', () => {
  // 100·(n − 2)/(n − 1) of a large book rounds to 100 at few digits.
  const { scope } = makeScope(of);
  const settings = percentile.read(located('{">= 100": 100, else: 20}'), scope)!;
  const steps = percentile.steps({ name: 'factor', target: 'points.factor', of, among: '$client' }, settings);
  const n = 300_001;
  const values = Array.from({ length: n }, (_, index) => index);
  const given = { value: { type: integer, values }, $client: { type: flag, values: values.map(() => 1) } };
  expect(runSteps(steps, given).values('points.factor').slice(-2)).toEqual([20, 100]);
});

test('bands are linted over 0 to 100', () => {
  const { scope, reported } = makeScope(of);
  percentile.read(located('{">= 90": 100, "[10..80)": 1, "> 100": 2}'), scope);
  expect(reported.map(({ message }) => message)).toEqual([
    'the band "> 100" takes no value at all',
    'no band takes 0 <= value < 10; 80 <= value < 90',
  ]);
});

test('a text has no percentile', () => {
  const { scope, reported } = makeScope(subject('category'));
  expect(percentile.read(located(yaml), scope)).toBeUndefined();
  expect(reported.map(({ code }) => code)).toEqual(['scored-type']);
});

test('the step knows where bands begin and end', () => {
  const { scope } = makeScope(of);
  const settings = percentile.read(located(yaml), scope)!;
  const [step] = percentile.steps({ name: 'factor', target: 'points.factor', of, among: '$client' }, settings);
  const edges = step.op === 'percentile' ? step.edges!.map(({ units, scale }) => Number(units) / 10 ** scale) : [];
  expect(edges).toEqual([50, 90]);
});

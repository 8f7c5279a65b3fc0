import { expect, test } from 'vitest';
import type { NamedValue } from '../../src/rubric/feel/scope.ts';
import { points } from '../../src/scoring/points.ts';
import { located, makeScope, subject } from './method-scope.ts';
import { integer, number, runSteps } from './run-steps.ts';

function stepsOf(value: NamedValue, formula = 'value') {
  const { scope, reported } = makeScope(undefined, { names: new Map([['value', value]]) });
  const settings = points.read(located(formula), scope)!;
  expect(reported).toEqual([]);
  return points.steps({ name: 'factor', target: 'points.factor', of: undefined, among: '$client' }, settings);
}

test('a result outside the range is missing and a finding, not clipped', () => {
  const steps = stepsOf(subject('integer'));
  const ran = runSteps(steps, { value: { type: integer, values: [0, 100, 101, -1, null, 50] } });
  expect(ran.values('points.factor')).toEqual([0, 100, null, null, null, 50]);
  expect(ran.values('of.factor')).toEqual([0, 100, 101, -1, null, 50]);
  expect(ran.findings).toEqual([{ code: 'points-outside-range', step: 'points.factor', count: 2 }]);
  expect(steps.at(-1)!.bounds).toEqual({ min: 0, max: 100e6 });
});

test('a formula that cannot leave the range is taken as it is', () => {
  const steps = stepsOf(subject('number', 6, 0, 100));
  expect(steps.map((step) => step.name)).toEqual(['points.factor']);
  const ran = runSteps(steps, { value: { type: number, values: [12.5, null] } });
  expect(ran.values('points.factor')).toEqual([12.5, null]);
});

test.each(['money', 'date', 'category', 'flag'] as const)('a %s is no points', (kind) => {
  const { scope, reported } = makeScope(undefined, { names: new Map([['value', subject(kind)]]) });
  expect(points.read(located('value'), scope)).toBeUndefined();
  expect(reported).toHaveLength(1);
});

test('a formula that was refused says nothing more', () => {
  const { scope, reported } = makeScope(undefined);
  expect(points.read(located('wrong'), scope)).toBeUndefined();
  expect(reported.map(({ code }) => code)).toEqual(['unknown-name']);
});

test('a formula is computed at six digits', () => {
  const steps = stepsOf(subject('integer', 0, 1, 12), '100 / value');
  const ran = runSteps(steps, { value: { type: integer, values: [1, 3, 7] } });
  expect(ran.values('points.factor')).toEqual([100, 33.333333, 14.285714]);
});

test.each([
  { given: '60', expected: [] },
  { given: '600', expected: ['points'] },
])('a plain number is checked before a row is read: $given', ({ given, expected }) => {
  const { scope, reported } = makeScope(undefined);
  expect(points.read(located(given), scope) === undefined).toBe(expected.length > 0);
  expect(reported.map(({ code }) => code)).toEqual(expected);
});

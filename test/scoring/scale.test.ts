import { expect, test } from 'vitest';
import { scale } from '../../src/scoring/scale.ts';
import { located, makeScope, subject } from './method-scope.ts';
import { integer, number, runSteps } from './run-steps.ts';

test.each([
  {
    title: 'lines between knots, flat outside',
    yaml: '{0: 20, 0.7: 40, 1.0: 70, 1.5: 100}',
    given: { type: number, values: [-1, 0, 0.35, 0.7, 1.1, 1.5, 9, null] },
    expected: [20, 20, 30, 40, 76, 100, 100, null],
  },
  {
    title: 'a falling line, rounded to six digits',
    yaml: '{0: 100, 3: 0}',
    given: { type: integer, values: [0, 1, 2, 3] },
    expected: [100, 66.666667, 33.333333, 0],
  },
  {
    title: 'knots finer than the column',
    yaml: '{0.5: 0, 2.5: 100}',
    given: { type: integer, values: [0, 1, 2, 3] },
    expected: [0, 25, 75, 100],
  },
  {
    title: 'knots as percentages',
    yaml: '{0%: 0, 50%: 100}',
    given: { type: number, values: [0.25, 0.5] },
    expected: [50, 100],
  },
])('$title', ({ yaml, given, expected }) => {
  const of = subject(given.type.kind, given.type.scale);
  const { scope, reported } = makeScope(of);
  const settings = scale.read(located(yaml), scope)!;
  expect(reported).toEqual([]);
  const steps = scale.steps({ name: 'factor', target: 'points.factor', of, among: '$client' }, settings);
  expect(runSteps(steps, { value: given }).values('points.factor')).toEqual(expected);
});

test.each([
  { title: 'one knot', yaml: '{0: 20}', kind: 'number', expected: ['method-setting'] },
  { title: 'a list', yaml: '[0, 20]', kind: 'number', expected: ['method-setting'] },
  { title: 'knots that fall', yaml: '{1: 20, 0: 10}', kind: 'number', expected: ['not-ascending'] },
  { title: 'a knot written twice', yaml: '{"1": 20, "1.0": 10}', kind: 'number', expected: ['not-ascending'] },
  { title: 'a test for a knot', yaml: '{">= 1": 20, 2: 10}', kind: 'number', expected: ['method-number'] },
  { title: 'a knot out of reach', yaml: '{0: 20, 1e30: 10}', kind: 'number', expected: ['method-number'] },
  { title: 'points out of range', yaml: '{0: 20, 1: 101}', kind: 'number', expected: ['points'] },
  { title: 'a date', yaml: '{0: 20, 1: 10}', kind: 'date', expected: ['scored-type'] },
  { title: 'a text', yaml: '{0: 20, 1: 10}', kind: 'category', expected: ['scored-type'] },
] as const)('refused: $title', ({ yaml, kind, expected }) => {
  const { scope, reported } = makeScope(subject(kind, kind === 'number' ? 6 : 0));
  expect(scale.read(located(yaml), scope)).toBeUndefined();
  expect(reported.map(({ code }) => code)).toEqual(expected);
});

test('bounds are the lowest and highest knot', () => {
  const of = subject('number', 6);
  const settings = scale.read(located('{0: 80, 1: 10, 2: 30}'), makeScope(of).scope)!;
  const [step] = scale.steps({ name: 'factor', target: 't', of, among: '$client' }, settings);
  expect(step.bounds).toEqual({ min: 10e6, max: 80e6 });
});

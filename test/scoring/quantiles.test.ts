import { expect, test } from 'vitest';
import { quantiles } from '../../src/scoring/quantiles.ts';
import { located, makeScope, subject } from './method-scope.ts';
import { flag, number, runSteps } from './run-steps.ts';

const of = subject('number', 6);

function run(yaml: string, values: readonly (number | null)[]) {
  const { scope, reported } = makeScope(of);
  const settings = quantiles.read(located(yaml), scope);
  if (settings === undefined) throw new Error(JSON.stringify(reported));
  const steps = quantiles.steps({ name: 'factor', target: 'points.factor', of, among: '$client' }, settings);
  const given = { value: { type: number, values }, $client: { type: flag, values: values.map(() => 1) } };
  return runSteps(steps, given).values('points.factor');
}

test.each([
  {
    title: 'quarters, evenly spread',
    yaml: '{bins: 4}',
    values: [1, 2, 3, 4, 5],
    expected: [0, 33.333333, 66.666667, 100, 100],
  },
  { title: 'points of its own', yaml: '{bins: 2, points: [90, 10]}', values: [1, 2, 3], expected: [90, 10, 10] },
  {
    title: 'cuts, lower edge in',
    yaml: '{cuts: [0.5, 100]}',
    values: [0.499999, 0.5, 99, 100, null],
    expected: [0, 50, 50, 100, null],
  },
  { title: 'cuts as percentages', yaml: '{cuts: [50%]}', values: [0.49, 0.5], expected: [0, 100] },
  { title: 'a cut finer than the column', yaml: '{cuts: [0.50000001]}', values: [0.5, 0.500001], expected: [0, 100] },
  { title: 'all the same', yaml: '{bins: 3}', values: [7, 7], expected: [100, 100] },
])('$title', ({ yaml, values, expected }) => {
  expect(run(yaml, values)).toEqual(expected);
});

test.each([
  { title: 'a wider range changes nothing', pointsRange: { min: -20e6, max: 120e6 }, expected: [0, 50e6, 100e6] },
  { title: 'a narrower one is spread over', pointsRange: { min: -10e6, max: 10e6 }, expected: [-10e6, 0, 10e6] },
])('default points: $title', ({ pointsRange, expected }) => {
  const { scope } = makeScope(of, { pointsRange });
  expect(quantiles.read(located('{bins: 3}'), scope)).toEqual({ bins: 3, points: expected });
});

test.each([
  { title: 'one bin', yaml: '{bins: 1}', expected: ['method-setting'] },
  { title: 'half a bin', yaml: '{bins: 2.5}', expected: ['method-setting'] },
  { title: 'neither bins nor cuts', yaml: '{points: [1, 2]}', expected: ['method-setting'] },
  { title: 'bins and cuts', yaml: '{bins: 2, cuts: [1]}', expected: ['method-setting'] },
  { title: 'no map', yaml: '5', expected: ['method-setting'] },
  { title: 'cuts that fall', yaml: '{cuts: [2, 1]}', expected: ['not-ascending'] },
  { title: 'cuts that stand still', yaml: '{cuts: [1, 1.0]}', expected: ['not-ascending'] },
  { title: 'every cut that is no number', yaml: '{cuts: [a, 1, b]}', expected: ['method-number', 'method-number'] },
  { title: 'no cuts', yaml: '{cuts: []}', expected: ['method-setting'] },
  { title: 'too few points', yaml: '{bins: 3, points: [1, 2]}', expected: ['points-count'] },
  { title: 'too many points', yaml: '{cuts: [1], points: [1, 2, 3]}', expected: ['points-count'] },
  { title: 'points out of range', yaml: '{bins: 2, points: [1, 200]}', expected: ['points'] },
])('refused: $title', ({ yaml, expected }) => {
  const { scope, reported } = makeScope(of);
  expect(quantiles.read(located(yaml), scope)).toBeUndefined();
  expect(reported.map(({ code }) => code)).toEqual(expected);
});

test('a misspelt setting is told from the nearest', () => {
  const { scope, reported } = makeScope(of);
  expect(quantiles.read(located('{bin: 5}'), scope)).toBeUndefined();
  expect(reported).toMatchObject([{ code: 'method-setting', hint: 'did you mean "bins"?' }]);
});

test('dates have bins but no cuts', () => {
  const dates = makeScope(subject('date'));
  expect(quantiles.read(located('{bins: 2}'), dates.scope)).toMatchObject({ bins: 2 });
  expect(quantiles.read(located('{cuts: [3]}'), dates.scope)).toBeUndefined();
  expect(dates.reported.map(({ code }) => code)).toEqual(['scored-type']);
});

test('a cut beyond the bounds of the value leaves an empty bin', () => {
  const { scope, reported } = makeScope(subject('percent', 6, 0, 1));
  expect(quantiles.read(located('{cuts: [0, 0.5, 1, 1.5]}'), scope)).toMatchObject({ bins: 5 });
  expect(reported.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    'unreachable-band: no value lies below the cut 0',
    'unreachable-band: no value reaches the cut 1.5',
  ]);
});

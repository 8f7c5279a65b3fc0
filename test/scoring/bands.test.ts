import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Expr } from '../../src/model/expression.ts';
import { pointsType } from '../../src/plan/expressions.ts';
import { bands } from '../../src/scoring/bands.ts';
import { located, makeScope, subject } from './method-scope.ts';
import { category, integer, number, runSteps } from './run-steps.ts';

function stepsOf(yaml: string, of: Expr) {
  const { scope, reported } = makeScope(of);
  const settings = bands.read(located(yaml), scope);
  if (settings === undefined) throw new Error(JSON.stringify(reported));
  return bands.steps({ name: 'factor', target: 'points.factor', of, among: '$client' }, settings);
}

test.each([
  {
    title: 'edges in and out',
    yaml: '{"<= 1": 10, "(1..2)": 20, ">= 2": 30}',
    of: subject('number', 6),
    given: { type: number, values: [1, 1.000001, 1.999999, 2, null] },
    expected: [10, 20, 20, 30, null],
    gaps: [],
  },
  {
    title: 'the first that holds counts, whatever stands behind',
    yaml: '{">= 90": 100, ">= 50": 60, else: 20}',
    of: subject('number', 6),
    given: { type: number, values: [95, 90, 89, 50, 49] },
    expected: [100, 100, 60, 60, 20],
    gaps: [],
  },
  {
    title: 'else takes no missing value, wherever it stands',
    yaml: '{else: 5, "1": 10}',
    of: subject('integer'),
    given: { type: integer, values: [1, 7, null] },
    expected: [10, 5, null],
    gaps: [],
  },
  {
    title: 'a value in a gap is missing and counted, a missing one is not counted',
    yaml: '{"0": 100, "[2..3]": 50}',
    of: subject('integer'),
    given: { type: integer, values: [0, 1, 4, 3, null] },
    expected: [100, null, null, 50, null],
    gaps: [{ code: 'value-in-gap', step: 'points.factor', count: 2 }],
  },
  {
    title: 'texts',
    yaml: `{'"low", "none"': 100, '"high"': 12.5}`,
    of: subject('category', 0, undefined, undefined, ['low', 'none', 'high']),
    given: { type: category, values: ['high', 'low', null, 'none'] },
    expected: [12.5, 100, null, 100],
    gaps: [],
  },
])('$title', ({ yaml, of, given, expected, gaps }) => {
  const ran = runSteps(stepsOf(yaml, of), { value: given });
  expect(ran.values('points.factor')).toEqual(expected);
  expect(ran.findings).toEqual(gaps);
});

test('a formula is computed once, into a column that explain can show', () => {
  const value = subject('number', 6);
  const double: Expr = {
    op: 'add',
    left: value,
    right: value,
    type: value.type,
    bounds: value.bounds,
    context: 'client',
  };
  const ran = runSteps(stepsOf('{"< 3": 1, else: 2}', double), { value: { type: number, values: [1, 2, null] } });
  expect(ran.names).toEqual(['value', 'of.factor', 'points.factor']);
  expect(ran.values('of.factor')).toEqual([2, 4, null]);
  expect(ran.values('points.factor')).toEqual([1, 2, null]);
});

test('points carry their type, and bounds that hold them', () => {
  const step = stepsOf('{"< 0": 10, else: 30}', subject('number', 6)).at(-1)!;
  expect(step.type).toEqual(pointsType);
  expect(step.bounds.min).toBeLessThanOrEqual(10e6);
  expect(step.bounds.max).toBe(30e6);
  expect(step.context).toBe('client');
});

test.each([
  { title: 'a list', yaml: '[1, 2]', of: subject('integer'), expected: ['method-setting'] },
  { title: 'a map with nothing but else', yaml: '{else: 3}', of: subject('integer'), expected: ['method-setting'] },
  { title: 'a value that no test can take', yaml: '{"1": 3}', of: subject('list'), expected: ['scored-type'] },
  {
    title: 'all points that are none',
    yaml: '{"1": 300, "2": many, else: -1}',
    of: subject('integer'),
    expected: ['points', 'points', 'points'],
  },
  { title: 'nothing more where `of` was refused', yaml: '{"1": 3}', of: undefined, expected: [] },
])('refused: $title', ({ yaml, of, expected }) => {
  const { scope, reported } = makeScope(of);
  expect(bands.read(located(yaml), scope)).toBeUndefined();
  expect(reported.map(({ code }) => code)).toEqual(expected);
});

test('points may leave 0..100 where points_range says so', () => {
  const { scope, reported } = makeScope(subject('integer'), { pointsRange: { min: -50e6, max: 200e6 } });
  const settings = bands.read(located('{"< 0": -50, else: 200}'), scope);
  expect(settings).toMatchObject({ cases: [{ points: -50e6 }], otherwise: 200e6 });
  expect(reported).toEqual([]);
});

test('what the lint says of a random set of bands is what the engine does with every value', () => {
  const test = fc
    .tuple(fc.integer({ min: -3, max: 12 }), fc.integer({ min: 1, max: 6 }), fc.constantFrom('[]', '[)', '(]'))
    .map(([low, size, ends]) => `${ends[0]}${low}..${low + size}${ends[1]}`);
  const values = Array.from({ length: 11 }, (_, value) => value);
  const of = subject('integer', 0, 0, 10);
  fc.assert(
    fc.property(fc.uniqueArray(test, { minLength: 1, maxLength: 4 }), (tests) => {
      const { scope, reported } = makeScope(of);
      const settings = bands.read(located(`{${tests.map((text, index) => `"${text}": ${index}`).join(', ')}}`), scope)!;
      const steps = bands.steps({ name: 'factor', target: 'points.factor', of, among: '$client' }, settings);
      const points = runSteps(steps, { value: { type: integer, values } }).values('points.factor');
      expect(reported.some(({ code }) => code === 'band-gap')).toBe(points.includes(null));
      const dead = reported.filter(({ code }) => code === 'unreachable-band').length;
      expect(tests.length - dead).toBe(new Set(points.filter((one) => one !== null)).size);
    }),
  );
});

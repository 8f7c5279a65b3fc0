import { expect, test } from 'vitest';
import type { Expr } from '../../src/model/expression.ts';
import { bands } from '../../src/scoring/bands.ts';
import { located, makeScope, subject } from './method-scope.ts';

const days = subject('integer', 0, 0);
const ratio = subject('number', 6);
const share = subject('percent', 6, 0, 1);
const money = subject('money', 2, 0);
const grade = subject('category', 0, undefined, undefined, ['low', 'medium', 'high']);
const open = subject('category');

interface Case {
  readonly title: string;
  readonly of: Expr;
  readonly given: string;
  /** `code: message`, in order. */
  readonly expected: readonly string[];
}

test.each<Case>([
  { title: 'whole and clean', of: days, given: '{"0": 100, "(0..30]": 70, "> 30": 0}', expected: [] },
  { title: 'integers have nothing between 2 and 3', of: days, given: '{"0": 0, "[1..2]": 1, ">= 3": 2}', expected: [] },
  {
    title: 'a number has',
    of: ratio,
    given: '{"<= 2": 1, ">= 3": 2}',
    expected: ['band-gap: no band takes 2 < value < 3'],
  },
  {
    title: 'a gap between two bands',
    of: ratio,
    given: '{"<= 60": 1, "> 90": 2}',
    expected: ['band-gap: no band takes 60 < value <= 90'],
  },
  {
    title: 'gaps of integers, at the end too',
    of: days,
    given: '{"[0..30]": 1, "(60..90]": 2}',
    expected: ['band-gap: no band takes 31 <= value <= 60; value >= 91'],
  },
  { title: 'one value', of: days, given: '{"< 5": 1, "> 5": 2}', expected: ['band-gap: no band takes 5'] },
  {
    title: 'one value of a number',
    of: ratio,
    given: '{"< 0.5": 1, "> 0.5": 2}',
    expected: ['band-gap: no band takes 0.5'],
  },
  {
    title: 'below the first band, within the bounds of the field',
    of: money,
    given: '{">= 100.5": 1}',
    expected: ['band-gap: no band takes 0 <= value < 100.5'],
  },
  {
    title: 'a test below the least value',
    of: money,
    given: '{"< 0": 1, ">= 0": 2}',
    expected: ['unreachable-band: the band "< 0" takes no value at all'],
  },
  {
    title: 'a test above the largest value',
    of: share,
    given: '{"<= 1": 1, "> 1": 2}',
    expected: ['unreachable-band: the band "> 1" takes no value at all'],
  },
  {
    title: 'a band behind wider ones',
    of: ratio,
    given: '{"< 5": 1, ">= 5": 2, "[3..7]": 3}',
    expected: ['unreachable-band: the band "[3..7]" is never reached: earlier bands take all its values'],
  },
  {
    title: 'an overlap with other points',
    of: ratio,
    given: '{"[0..60]": 1, "[60..90]": 2, else: 0}',
    expected: ['overlapping-bands: the band "[60..90]" also takes 60, which "[0..60]" takes first'],
  },
  {
    title: 'an overlap with the same points',
    of: ratio,
    given: '{"[0..60]": 1, "[60..90]": 1, else: 0}',
    expected: [],
  },
  {
    title: 'a cascade',
    of: ratio,
    given: '{">= 90": 3, ">= 75": 2, ">= 50": 1, else: 0}',
    expected: [
      'overlapping-bands: the band ">= 75" also takes value >= 90, which ">= 90" takes first',
      'overlapping-bands: the band ">= 50" also takes value >= 90, which ">= 90" takes first and 75 <= value < 90, which ">= 75" takes first',
    ],
  },
  { title: 'else fills gaps', of: ratio, given: '{"<= 2": 1, ">= 3": 2, else: 0}', expected: [] },
  {
    title: 'else with nothing left',
    of: ratio,
    given: '{"<= 2": 1, "> 2": 2, else: 0}',
    expected: ['unreachable-band: "else" is never reached: the bands take every value'],
  },
  {
    title: 'values of a closed category',
    of: grade,
    given: `{'"low"': 1}`,
    expected: ['band-gap: no band takes "medium", "high"'],
  },
  { title: 'a whole category', of: grade, given: `{'"low", "high"': 1, '"medium"': 2}`, expected: [] },
  {
    title: 'a value twice',
    of: grade,
    given: `{'"low"': 1, '"high", "low"': 2, '"medium"': 3}`,
    expected: [`overlapping-bands: the band '"high", "low"' also takes "low", which '"low"' takes first`],
  },
  {
    title: 'an open category without else',
    of: open,
    given: `{'"a"': 1, '"b"': 2}`,
    expected: ['band-gap: no band takes any other value'],
  },
  {
    title: 'flags',
    of: subject('flag'),
    given: '{"true": 1}',
    expected: ['band-gap: no band takes false'],
  },
  {
    title: 'dates',
    of: subject('date'),
    given: `{'< date("1970-01-01")': 1, '> date("1970-01-31")': 2}`,
    expected: ['band-gap: no band takes 1970-01-01 <= value <= 1970-01-31'],
  },
  {
    title: 'a test that cannot be told may take the gap',
    of: ratio,
    given: '{"<= 2": 1, "? > 2 and ? < 3": 2}',
    expected: [],
  },
  {
    title: 'everything but some values',
    of: ratio,
    given: '{"not([2..3])": 1, "3": 2}',
    expected: ['band-gap: no band takes 2 <= value < 3'],
  },
  {
    title: 'everything but all values',
    of: grade,
    given: `{'not("low", "medium", "high")': 1, "-": 2}`,
    expected: [`unreachable-band: the band 'not("low", "medium", "high")' takes no value at all`],
  },
  { title: 'everything but a text of an open category', of: open, given: `{'"a"': 1, 'not("b")': 2}`, expected: [] },
])('$title', ({ of, given, expected }) => {
  const { scope, reported } = makeScope(of);
  expect(bands.read(located(given), scope)).toBeDefined();
  expect(reported.map(({ code, message }) => `${code}: ${message}`)).toEqual(expected);
});

test('the test itself is underlined, a gap at the map', () => {
  const { scope, reported } = makeScope(days);
  bands.read(located('{"[0..9]": 1, "[3..4]": 2}'), scope);
  expect(reported.map(({ code, column }) => [code, column])).toEqual([
    ['unreachable-band', 16],
    ['band-gap', 1],
  ]);
});

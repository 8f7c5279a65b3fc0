import { expect, test } from 'vitest';
import type { LocatedScalar } from '../../src/model/located.ts';
import { compareDecimals, readNumber, unitsAt } from '../../src/scoring/read-number.ts';
import { located, makeScope } from './method-scope.ts';

function read(text: string) {
  const { scope, reported } = makeScope(undefined);
  return { value: readNumber(located(`"${text}"`) as LocatedScalar, scope), codes: reported.map(({ code }) => code) };
}

test.each([
  { title: 'a decimal', given: '0.75', expected: { units: 75n, scale: 2 } },
  { title: 'zeros at the end say nothing', given: '1.500', expected: { units: 15n, scale: 1 } },
  { title: 'a percentage', given: '75%', expected: { units: 75n, scale: 2 } },
  { title: 'a percentage with digits', given: '-12.50%', expected: { units: -125n, scale: 3 } },
  { title: 'whole as a percentage', given: '100%', expected: { units: 1n, scale: 0 } },
  { title: 'scientific notation', given: '1.5e3', expected: { units: 1500n, scale: 0 } },
])('reads $title', ({ given, expected }) => {
  expect(read(given)).toEqual({ value: expected, codes: [] });
});

test.each(['', '%', '1,000', '>= 1', '2026-01-31', '0x10', 'many'])('refuses "%s"', (given) => {
  expect(read(given)).toEqual({ value: undefined, codes: ['method-number'] });
});

test('units must fit a column', () => {
  const { scope, reported } = makeScope(undefined);
  const at = located('9007199254740991') as LocatedScalar;
  const value = readNumber(at, scope)!;
  expect(unitsAt(value, 0, at, scope)).toBe(Number.MAX_SAFE_INTEGER);
  expect(unitsAt(value, 1, at, scope)).toBeUndefined();
  expect(reported.map(({ code }) => code)).toEqual(['method-number']);
});

test('numbers compare by value, whatever their digits', () => {
  expect(compareDecimals({ units: 10n, scale: 1 }, { units: 1n, scale: 0 })).toBe(0);
  expect(compareDecimals({ units: -11n, scale: 1 }, { units: -1n, scale: 0 })).toBe(-1);
  expect(compareDecimals({ units: 2n, scale: 0 }, { units: 199n, scale: 2 })).toBe(1);
});

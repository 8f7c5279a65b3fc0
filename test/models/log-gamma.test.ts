import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logGamma, logRising } from '../../src/models/log-gamma.ts';

const closeTo = (found: number, wanted: number) =>
  expect(Math.abs(found - wanted) / Math.max(1, Math.abs(wanted))).toBeLessThan(1e-14);

describe('logGamma', () => {
  it.each([
    { x: 1, expected: 0 },
    { x: 2, expected: 0 },
    { x: 0.5, expected: Math.log(Math.PI) / 2 },
    { x: 1.5, expected: Math.log(Math.PI) / 2 - Math.LN2 },
    { x: 5, expected: Math.log(24) },
    { x: 11, expected: Math.log(3628800) },
    { x: 171, expected: 706.5730622457874 },
    { x: 1e-5, expected: 11.512919692895826 },
  ])('of $x', ({ x, expected }) => closeTo(logGamma(x), expected));

  it('holds to the duplication formula', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e5, noNaN: true }), (x) => {
        const left = logGamma(x) + logGamma(x + 0.5);
        const right = (1 - 2 * x) * Math.LN2 + Math.log(Math.PI) / 2 + logGamma(2 * x);
        expect(Math.abs(left - right)).toBeLessThan(1e-13 * Math.max(1, Math.abs(logGamma(2 * x))));
      }),
    );
  });

  it.each([0, -1, -0.5, Number.NaN])('refuses %s', (x) => expect(logGamma(x)).toBeNaN());
});

describe('logRising', () => {
  it.each([
    { title: 'nothing', x: 3, n: 0, expected: 0 },
    { title: 'a factorial', x: 1, n: 10, expected: Math.log(3628800) },
    { title: 'many factors', x: 1, n: 170, expected: 706.5730622457874 },
  ])('$title', ({ x, n, expected }) => closeTo(logRising(x, n), expected));

  it('is the difference of two ln Γ', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), fc.nat(100), (x, n) => {
        const difference = logGamma(x + n) - logGamma(x);
        expect(Math.abs(logRising(x, n) - difference)).toBeLessThan(1e-11);
      }),
    );
  });
});

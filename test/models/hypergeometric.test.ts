import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hypergeometricSlope } from '../../src/models/hypergeometric.ts';

describe('c·(2F1(u, b; c; z) − 1)/b', () => {
  it.each([
    { title: '2F1(1, 1; 2; z) = −ln(1 − z)/z', given: [1, 1, 2, 0.5], expected: 2 * (2 * Math.LN2 - 1) },
    { title: '2F1(½, 1; 3/2; z²) = atanh(z)/z', given: [0.5, 1, 1.5, 0.25], expected: 1.5 * (Math.log(3) - 1) },
    {
      title: 'a polynomial: 2F1(−2, 3; 4; z) = 1 − 3z/2 + 3z²/5',
      given: [-2, 3, 4, 0.5],
      expected: (4 / 3) * (-0.75 + 0.15),
    },
    { title: 'the limit at b = 0', given: [1, 0, 1, 0.9], expected: Math.log(10) },
    { title: 'the limit at b = 0 and c = 0', given: [1, 0, 0, 0.5], expected: 1 },
    { title: 'z = 0', given: [0.3, 0.2, 0.1, 0], expected: 0 },
  ])('$title', ({ given: [u, b, c, z], expected }) =>
    expect(hypergeometricSlope(u, b, c, z)).toBeCloseTo(expected, 12),
  );

  it('is (1 − z)^−u − 1 where b = c', () => {
    const amount = fc.double({ min: 0.01, max: 8, noNaN: true });
    fc.assert(
      fc.property(amount, amount, fc.double({ min: 0, max: 0.99, noNaN: true }), (u, b, z) => {
        const expected = Math.expm1(-u * Math.log1p(-z));
        expect(Math.abs(hypergeometricSlope(u, b, b, z) - expected)).toBeLessThan(1e-11 * (1 + expected));
      }),
    );
  });

  it.each([
    [1, 1, 1, 1],
    [1, 1, 1, -0.1],
    [1, -1, 1, 0.5],
    [1, 1, -1, 0.5],
    [Number.NaN, 1, 1, 0.5],
  ])('refuses %s, %s, %s, %s', (u, b, c, z) => expect(hypergeometricSlope(u, b, c, z)).toBeNaN());
});

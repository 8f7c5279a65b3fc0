import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BgNbdParameters } from '../../src/models/bg-nbd.ts';
import { aliveChance, aliveChances, expectedOfLiving, expectedPurchases } from '../../src/models/expected-purchases.ts';

interface Client {
  readonly x: number;
  readonly last: number;
  readonly age: number;
}

/**
 * P(alive) and E[Y(t)] by numeric integration of the story itself over rate and leaving chance: no closed form of the paper is
 * used. Rate e^u and chance 1/(1 + e^−w), so that the trapezoidal rule meets smooth functions that vanish at both ends.
 */
function integrate({ r, alpha, a, b }: BgNbdParameters, { x, last, age }: Client, horizon: number) {
  let alive = 0;
  let all = 0;
  let purchases = 0;
  for (let u = -40 / Math.min(1, r); u <= 8; u += 0.1) {
    const rate = Math.exp(u);
    for (let w = -60; w <= 60; w += 0.15) {
      const leave = 1 / (1 + Math.exp(-w));
      const stay = 1 / (1 + Math.exp(w));
      const prior = Math.exp(r * u - alpha * rate + a * Math.log(leave) + b * Math.log(stay));
      const here = prior * rate ** x * stay ** x * Math.exp(-rate * age);
      const gone = x > 0 ? prior * rate ** x * stay ** (x - 1) * leave * Math.exp(-rate * last) : 0;
      alive += here;
      all += here + gone;
      purchases += (here * -Math.expm1(-rate * leave * horizon)) / leave;
    }
  }
  return { alive: alive / all, purchases: purchases / all };
}

const cdnow: BgNbdParameters = { r: 0.242593, alpha: 4.413532, a: 0.792886, b: 2.425752 };

describe('against numeric integration over the mixing distributions', () => {
  it.each([
    { title: 'a client of CDNOW', parameters: cdnow, client: { x: 2, last: 30.43, age: 38.86 }, horizon: 39 },
    { title: 'no repeat', parameters: cdnow, client: { x: 0, last: 0, age: 38.86 }, horizon: 39 },
    { title: 'long silence', parameters: cdnow, client: { x: 5, last: 10, age: 38 }, horizon: 10 },
    { title: 'a = 1', parameters: { r: 0.7, alpha: 6, a: 1, b: 2 }, client: { x: 3, last: 12, age: 20 }, horizon: 24 },
    {
      title: 'a + b = 1 and no repeat',
      parameters: { r: 0.7, alpha: 6, a: 0.4, b: 0.6 },
      client: { x: 0, last: 0, age: 20 },
      horizon: 24,
    },
    {
      title: 'a above 1',
      parameters: { r: 2, alpha: 9, a: 2.5, b: 4 },
      client: { x: 4, last: 18, age: 20 },
      horizon: 60,
    },
    {
      title: 'a new client',
      parameters: { r: 1.5, alpha: 12, a: 0.6, b: 3 },
      client: { x: 0, last: 0, age: 0 },
      horizon: 48,
    },
  ])('$title', ({ parameters, client, horizon }) => {
    const oracle = integrate(parameters, client, horizon);
    const alive = aliveChance(parameters, client.x, client.last, client.age);
    expect(alive).toBeCloseTo(oracle.alive, 8);
    expect(alive * expectedOfLiving(parameters, client.x, client.age, horizon)).toBeCloseTo(oracle.purchases, 7);
  });
});

describe('columns', () => {
  const data = {
    frequency: Float64Array.of(2, 0, 2, -1, 1, 1.5, Number.NaN, 0),
    recency: Float64Array.of(30.43, 0, 30.43, 0, 50, 1, 0, 3),
    age: Float64Array.of(38.86, 38.86, 38.86, 9, 40, 9, 9, 9),
  };

  it('gives a client of CDNOW the published 1.226 purchases in 39 weeks, and nothing to the impossible', () => {
    const missing = [Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN];
    const chances = aliveChances(cdnow, data);
    const purchases = expectedPurchases(cdnow, data, 39);
    expect([...chances.subarray(0, 3)]).toEqual([726_609, 1_000_000, 726_609]);
    expect(purchases[0]).toBe(purchases[2]);
    expect(purchases[0] / 1e6).toBeCloseTo(1.226, 3);
    expect([...chances.subarray(3)]).toEqual(missing);
    expect([...purchases.subarray(3)]).toEqual(missing);
  });
});

describe('laws', () => {
  const positive = fc.double({ min: 0.05, max: 20, noNaN: true });
  const parameters = fc.record({ r: positive, alpha: positive, a: positive, b: positive });
  const client = fc
    .record({
      x: fc.nat(20),
      share: fc.double({ min: 0.01, max: 1, noNaN: true }),
      age: fc.double({ min: 0.1, max: 90, noNaN: true }),
    })
    .map(({ x, share, age }): Client => ({ x, last: x === 0 ? 0 : share * age, age }));
  const time = fc.double({ min: 0.01, max: 200, noNaN: true });

  it('P(alive) is a chance, is 1 without a repeat, and falls as silence lasts', () => {
    fc.assert(
      fc.property(parameters, client, time, (given, { x, last, age }, more) => {
        const now = aliveChance(given, x, last, age);
        const later = aliveChance(given, x, last, age + more);
        expect(now).toBeGreaterThan(0);
        expect(now).toBeLessThanOrEqual(1);
        if (x === 0) expect([now, later]).toEqual([1, 1]);
        else expect(later).toBeLessThan(now);
      }),
    );
  });

  it('expected purchases start at 0, grow with the horizon and stay below those of a client that cannot leave', () => {
    fc.assert(
      fc.property(parameters, client, time, time, (given, { x, age }, horizon, more) => {
        const rate = (given.r + x) / (given.alpha + age);
        const until = expectedOfLiving(given, x, age, horizon);
        const beyond = expectedOfLiving(given, x, age, horizon + more);
        expect(Math.abs(expectedOfLiving(given, x, age, 0))).toBe(0);
        expect(until).toBeGreaterThan(0);
        expect(beyond).toBeGreaterThan(until - 1e-9);
        expect(until).toBeLessThan(rate * horizon * (1 + 1e-9));
      }),
    );
  });
});

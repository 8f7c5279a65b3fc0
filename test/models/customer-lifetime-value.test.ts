import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lifetimeValues } from '../../src/models/customer-lifetime-value.ts';
import { aliveChance, expectedOfLiving } from '../../src/models/expected-purchases.ts';
import { expectedValue } from '../../src/models/gamma-gamma.ts';

const models = {
  purchases: { r: 0.242593, alpha: 4.413532, a: 0.792886, b: 2.425752 },
  values: { p: 6.25, q: 3.74, gamma: 15.44 },
};
const purchases = {
  frequency: Float64Array.of(2, 0, 5, 2),
  recency: Float64Array.of(30.43, 0, 20, 50),
  age: Float64Array.of(38.86, 38.86, 38.86, 40),
};
const values = { frequency: purchases.frequency, meanValue: Float64Array.of(22.35, Number.NaN, 31, 10) };
const data = { purchases, values };

/** Purchases within `horizon` of a client that the columns hold. */
function expected(client: number, horizon: number): number {
  const { frequency, recency, age } = purchases;
  const [x, last, now] = [frequency[client], recency[client], age[client]];
  return aliveChance(models.purchases, x, last, now) * expectedOfLiving(models.purchases, x, now, horizon);
}

const worth = (client: number) => expectedValue(models.values, values.frequency[client], values.meanValue[client]);

describe('lifetimeValues', () => {
  it('sums what each period adds, discounted at its end', () => {
    const found = lifetimeValues(models, data, { periods: 3, periodLength: 4, discount: 0.01, digits: 2 });
    for (const client of [0, 1, 2]) {
      const added = [1, 2, 3].map((k) => expected(client, 4 * k) - expected(client, 4 * (k - 1)));
      const sum = added[0] / 1.01 + added[1] / 1.0201 + added[2] / 1.030301;
      expect(found[client] / 100).toBeCloseTo(sum * worth(client), 1);
      expect(Math.abs(found[client] - sum * worth(client) * 100)).toBeLessThan(0.51);
    }
  });

  it('is missing for figures that cannot be, and where values have no mean', () => {
    const horizon = { periods: 2, periodLength: 4, discount: 0 };
    expect(lifetimeValues(models, data, horizon)[3]).toBeNaN();
    const heavyTailed = { ...models, values: { ...models.values, q: 0.9 } };
    const found = lifetimeValues(heavyTailed, data, horizon);
    expect(found[1]).toBeNaN();
    expect(found[0]).toBeGreaterThan(0);
  });

  it('without a discount is purchases times value, however the horizon is cut, and falls with the discount', () => {
    const rate = fc.double({ min: 0, max: 0.2, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 24 }), rate, rate, (periods, low, more) => {
        const at = (discount: number) =>
          lifetimeValues(models, data, { periods, periodLength: 36 / periods, discount });
        const plain = at(0);
        const cheap = at(low);
        const dear = at(low + more);
        for (const client of [0, 1, 2]) {
          expect(Math.abs(plain[client] - expected(client, 36) * worth(client) * 1e6)).toBeLessThan(1);
          expect(cheap[client]).toBeLessThanOrEqual(plain[client]);
          expect(dear[client]).toBeLessThanOrEqual(cheap[client]);
        }
      }),
    );
  });
});

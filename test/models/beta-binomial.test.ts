import { describe, expect, it } from 'vitest';
import { estimatePrior } from '../../src/models/beta-binomial.ts';
import { drawsOf } from './simulate.ts';

function simulate(clients: number, [alpha, beta]: readonly [number, number], most: number, seed: number) {
  const draws = drawsOf(seed);
  const n = Float64Array.from({ length: clients }, () => Math.floor((most + 1) * draws.uniform()));
  const k = n.map((trials) => {
    const rate = draws.beta(alpha, beta);
    let won = 0;
    for (let trial = 0; trial < trials; trial++) if (draws.uniform() < rate) won++;
    return won;
  });
  return { k, n };
}

describe('estimatePrior', () => {
  it.each([
    { title: 'few trials a client', prior: [2, 3], most: 5, seed: 4 },
    { title: 'rare successes', prior: [0.5, 9.5], most: 30, seed: 6 },
  ] as const)('finds the prior that a seeded book was drawn from: $title', ({ prior, most, seed }) => {
    const { k, n } = simulate(20_000, prior, most, seed);
    const found = estimatePrior(k, n);
    expect(found!.mean).toBeCloseTo(prior[0] / (prior[0] + prior[1]), 2);
    expect(Math.abs(found!.weight / (prior[0] + prior[1]) - 1)).toBeLessThan(0.1);
    expect(estimatePrior(k.toReversed(), n.toReversed())).toEqual(found);
  });

  it('takes no notice of clients without trials, missing or impossible', () => {
    const { k, n } = simulate(2000, [2, 3], 6, 9);
    const more = [0, Number.NaN, 1, 3, -1, 0.5];
    const trials = [0, 3, Number.NaN, 2, 4, 2];
    expect(estimatePrior(Float64Array.of(...k, ...more), Float64Array.of(...n, ...trials))).toEqual(
      estimatePrior(k, n),
    );
  });

  it.each([
    { title: 'no clients', k: [], n: [] },
    { title: 'single trials only', k: Array.from({ length: 99 }, (_, row) => row % 2), n: new Array(99).fill(1) },
    {
      title: '29 clients with two trials',
      k: Array.from({ length: 29 }, (_, row) => row % 3),
      n: new Array(29).fill(2),
    },
    { title: 'all rates alike', k: new Array(100).fill(2), n: new Array(100).fill(4) },
    { title: 'no success at all', k: new Array(100).fill(0), n: new Array(100).fill(4) },
  ])('has none to tell from $title', ({ k, n }) => {
    expect(estimatePrior(Float64Array.from(k), Float64Array.from(n))).toBeNull();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  expectedValue,
  expectedValues,
  fitGammaGamma,
  type GammaGammaParameters,
} from '../../src/models/gamma-gamma.ts';
import { errorsOff, simulateValues } from './simulate.ts';

describe('a seeded book is recovered within two standard errors', () => {
  it.each([
    { title: 'small amounts', truth: { p: 6.25, q: 3.74, gamma: 15.44 }, seed: 5 },
    { title: 'loans', truth: { p: 2.5, q: 5.5, gamma: 400_000 }, seed: 8 },
  ])('$title', ({ truth, seed }) => {
    const fit = fitGammaGamma(simulateValues(truth, 12_000, seed));
    expect(fit.converged).toBe(true);
    expect(Math.abs(fit.correlation!)).toBeLessThan(0.05);
    for (const off of Object.values(errorsOff<GammaGammaParameters>(truth, fit.parameters, fit.standardErrors))) {
      expect(Math.abs(off)).toBeLessThan(2);
    }
  });
});

describe('fitGammaGamma', () => {
  const book = simulateValues({ p: 4, q: 3, gamma: 50 }, 1500, 3);
  const fit = fitGammaGamma(book);

  it('does not depend on the order of the rows', () => {
    const { frequency, meanValue } = book;
    expect(fitGammaGamma({ frequency: frequency.toReversed(), meanValue: meanValue.toReversed() })).toEqual(fit);
  });

  it('changes nothing but gamma with the unit of the values', () => {
    const cents = fitGammaGamma({ frequency: book.frequency, meanValue: book.meanValue.map((value) => value * 100) });
    expect(cents.parameters!.p).toBeCloseTo(fit.parameters!.p, 4);
    expect(cents.parameters!.q).toBeCloseTo(fit.parameters!.q, 4);
    expect(cents.parameters!.gamma / 100).toBeCloseTo(fit.parameters!.gamma, 4);
    expect(cents.correlation).toBe(fit.correlation);
  });

  it('has a maximum: no parameter moved a little does better', () => {
    for (const name of ['p', 'q', 'gamma'] as const) {
      for (const factor of [0.99, 1.01]) {
        const fixed = { ...fit.parameters!, [name]: fit.parameters![name] * factor };
        expect(fitGammaGamma(book, { fixed }).logLikelihood!).toBeLessThan(fit.logLikelihood!);
      }
    }
    const again = fitGammaGamma(book, { fixed: fit.parameters! });
    expect(again).toEqual({ ...fit, standardErrors: null, iterations: 0 });
  });

  it('leaves out and counts clients with transactions of no positive value, and is silent on those without any', () => {
    const frequency = Float64Array.of(...book.frequency, 0, 0, 2, 2, 2, 1.5, Number.NaN);
    const meanValue = Float64Array.of(...book.meanValue, 0, Number.NaN, 0, -5, Number.NaN, 9, 9);
    expect(fitGammaGamma({ frequency, meanValue })).toEqual({ ...fit, leftOut: 5 });
  });

  it('draws parameters in with a penalty', () => {
    const penalised = fitGammaGamma(book, { penalty: 0.01 });
    expect(penalised.converged).toBe(true);
    expect(penalised.parameters!.p).toBeLessThan(fit.parameters!.p);
  });

  it('refuses fewer than 30 clients, and values that do not differ', () => {
    const of = (size: number) => ({
      frequency: new Float64Array(size).fill(2),
      meanValue: new Float64Array(size).fill(100),
    });
    expect(fitGammaGamma(of(29))).toMatchObject({
      parameters: null,
      converged: false,
      correlation: null,
      message: '29 clients have transactions of a value above 0; a fit needs at least 30',
    });
    const same = fitGammaGamma(of(300));
    expect(same).toMatchObject({ parameters: null, standardErrors: null, logLikelihood: null, converged: false });
    expect(same.message).toMatch(/has no maximum|is flat|did not settle/);
  });

  it.each([
    { title: 'together', meanValue: [10, 20, 30], expected: 1 },
    { title: 'against each other', meanValue: [30, 20, 10], expected: -1 },
    { title: 'half together', meanValue: [10, 30, 20], expected: 0.5 },
  ])('tells the correlation of frequency and value that go $title', ({ meanValue, expected }) => {
    const fixed = { p: 1, q: 2, gamma: 3 };
    const data = { frequency: Float64Array.of(1, 2, 3), meanValue: Float64Array.from(meanValue) };
    expect(fitGammaGamma(data, { fixed }).correlation).toBe(expected);
  });
});

describe('expectedValue', () => {
  it.each([
    { title: 'one transaction', x: 1, mean: 40 },
    { title: 'seven', x: 7, mean: 12.5 },
  ])('is the mean of p/ν over its distribution given the data: $title', ({ x, mean }) => {
    const [p, q, gamma] = [6.25, 3.74, 15.44];
    let weight = 0;
    let value = 0;
    for (let u = -12; u <= 12; u += 0.002) {
      const rate = Math.exp(u);
      // p(m, x | ν)·p(ν)·dν up to constants: gamma(p·x, ν·x) at the mean, gamma(q, γ) prior, ν = e^u.
      const density = Math.exp(p * x * u - rate * x * mean + q * u - gamma * rate);
      weight += density;
      value += (density * p) / rate;
    }
    expect(expectedValue({ p, q, gamma }, x, mean)).toBeCloseTo(value / weight, 8);
  });

  it('lies between the mean of the book and the own mean, nearer to its own the more there is', () => {
    const amount = fc.double({ min: 0.1, max: 1000, noNaN: true });
    const q = fc.double({ min: 1.05, max: 20, noNaN: true });
    fc.assert(
      fc.property(amount, q, amount, fc.integer({ min: 1, max: 50 }), amount, (p, q, gamma, x, mean) => {
        const parameters = { p, q, gamma };
        const ofBook = expectedValue(parameters, 0, Number.NaN);
        const own = expectedValue(parameters, x, mean);
        const more = expectedValue(parameters, x + 1, mean);
        const slack = 1e-9 * (ofBook + mean);
        expect(own).toBeGreaterThan(Math.min(ofBook, mean) - slack);
        expect(own).toBeLessThan(Math.max(ofBook, mean) + slack);
        expect(Math.abs(more - mean)).toBeLessThan(Math.abs(own - mean) + slack);
        expect(expectedValue(parameters, x, mean + 1)).toBeGreaterThan(own);
      }),
    );
  });

  it('rounds once, to the digits asked for, and is missing where the model says nothing', () => {
    const frequency = Float64Array.of(0, 2, 2, 2, 1.5, Number.NaN);
    const meanValue = Float64Array.of(Number.NaN, 20, Number.NaN, -1, 5, 5);
    const parameters = { p: 2, q: 2, gamma: 10 };
    const missing = [Number.NaN, Number.NaN, Number.NaN, Number.NaN];
    expect([...expectedValues(parameters, { frequency, meanValue })]).toEqual([20_000_000, 20_000_000, ...missing]);
    const third = { p: 1, q: 2, gamma: 0 };
    expect([...expectedValues(third, { frequency, meanValue }, 2)]).toEqual([0, 1333, ...missing]);
    const heavyTailed = expectedValues({ ...parameters, q: 1 }, { frequency, meanValue });
    expect([...heavyTailed]).toEqual([Number.NaN, 25_000_000, ...missing]);
  });
});

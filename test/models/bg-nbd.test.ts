import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BgNbdParameters, fitBgNbd, type PurchaseColumns } from '../../src/models/bg-nbd.ts';
import { errorsOff, simulatePurchases } from './simulate.ts';

const monthly: BgNbdParameters = { r: 0.8, alpha: 7, a: 0.9, b: 2.2 };
const book = simulatePurchases(monthly, 2000, [12, 60], 7);

function take({ frequency, recency, age }: PurchaseColumns, rows: readonly number[]): PurchaseColumns {
  const of = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
  return { frequency: of(frequency), recency: of(recency), age: of(age) };
}

describe('a seeded book is recovered within two standard errors', () => {
  it.each([
    { title: 'in weeks', truth: { r: 0.25, alpha: 4.5, a: 0.8, b: 2.5 }, span: [27, 39], seed: 11 },
    { title: 'in days', truth: { r: 1.4, alpha: 260, a: 1.1, b: 3.5 }, span: [100, 1800], seed: 23 },
  ] as const)('$title', ({ truth, span, seed }) => {
    const fit = fitBgNbd(simulatePurchases(truth, 12_000, span, seed));
    expect(fit.converged).toBe(true);
    expect(fit).not.toHaveProperty('message');
    for (const off of Object.values(errorsOff<BgNbdParameters>(truth, fit.parameters, fit.standardErrors))) {
      expect(Math.abs(off)).toBeLessThan(2);
    }
  });
});

describe('fitBgNbd', () => {
  const fit = fitBgNbd(book);

  it('does not depend on the order of the rows', () => {
    const rows = Array.from(book.age, (_, row) => row);
    const shuffled = fc.shuffledSubarray(rows, { minLength: rows.length });
    fc.assert(
      fc.property(shuffled, (order) => {
        expect(fitBgNbd(take(book, order))).toEqual(fit);
      }),
      { numRuns: 3 },
    );
  });

  it('counts twice what is there twice, with errors smaller by √2', () => {
    const rows = Array.from(book.age, (_, row) => row);
    const twice = fitBgNbd(take(book, [...rows, ...rows]));
    expect(twice.clients).toBe(2 * fit.clients);
    expect(twice.parameters!.r).toBeCloseTo(fit.parameters!.r, 5);
    expect(twice.standardErrors!.r * Math.SQRT2).toBeCloseTo(fit.standardErrors!.r, 5);
    expect(twice.logLikelihood!).toBeCloseTo(2 * fit.logLikelihood!, 4);
  });

  it('changes nothing but alpha with the unit of time', () => {
    const { frequency, recency, age } = book;
    const days = fitBgNbd({ frequency, recency: recency.map((x) => x * 30), age: age.map((x) => x * 30) });
    for (const name of ['r', 'a', 'b'] as const) {
      expect(days.parameters![name]).toBeCloseTo(fit.parameters![name], 5);
      expect(days.standardErrors![name]).toBeCloseTo(fit.standardErrors![name], 5);
    }
    expect(days.parameters!.alpha / 30).toBeCloseTo(fit.parameters!.alpha, 5);
  });

  it('has a maximum: no parameter moved a little does better', () => {
    for (const name of ['r', 'alpha', 'a', 'b'] as const) {
      for (const factor of [0.99, 1.01]) {
        const fixed = { ...fit.parameters!, [name]: fit.parameters![name] * factor };
        expect(fitBgNbd(book, { fixed }).logLikelihood!).toBeLessThan(fit.logLikelihood!);
      }
    }
  });

  it('takes its own recorded parameters for the same log-likelihood', () => {
    const again = fitBgNbd(book, { fixed: fit.parameters! });
    expect(again).toEqual({ ...fit, standardErrors: null, iterations: 0 });
  });

  it('draws parameters in with a penalty', () => {
    const penalised = fitBgNbd(book, { penalty: 0.01 });
    expect(penalised.converged).toBe(true);
    expect(penalised.parameters!.b).toBeLessThan(fit.parameters!.b);
    expect(penalised.logLikelihood!).toBeLessThan(fit.logLikelihood!);
  });

  it('leaves out and counts clients whose figures cannot be', () => {
    const spoilt = {
      frequency: Float64Array.of(...book.frequency, -1, 1, 0.5, Number.NaN, 0),
      recency: Float64Array.of(...book.recency, 0, 9, 1, 0, 1),
      age: Float64Array.of(...book.age, 5, 5, 5, 5, 5),
    };
    expect(fitBgNbd(spoilt)).toEqual({ ...fit, leftOut: 5 });
  });

  it('refuses a book where fewer than 30 clients repeat, and says so', () => {
    const repeating = Array.from(book.frequency, (x, row) => (x > 0 ? row : -1)).filter((row) => row >= 0);
    const few = fitBgNbd(take(book, repeating.slice(0, 29)));
    expect(few).toEqual({
      parameters: null,
      standardErrors: null,
      logLikelihood: null,
      clients: 29,
      repeaters: 29,
      leftOut: 0,
      converged: false,
      iterations: 0,
      message: '29 clients repeat; a fit needs at least 30',
    });
    expect(fitBgNbd(take(book, [])).message).toBe('0 clients repeat; a fit needs at least 30');
  });

  it.each([
    { title: 'every client buys at one pace', x: () => 6, last: 12 },
    { title: 'nobody leaves, all buy to the end', x: (row: number) => 1 + (row % 7), last: 12 },
  ])('says why there is no fit where $title', ({ x, last }) => {
    const clients = Array.from({ length: 200 }, (_, row) => row);
    const found = fitBgNbd({
      frequency: Float64Array.from(clients, x),
      recency: Float64Array.from(clients, () => last),
      age: Float64Array.from(clients, () => 12),
    });
    expect(found.converged).toBe(false);
    expect([found.parameters, found.standardErrors, found.logLikelihood]).toEqual([null, null, null]);
    expect(found.message).toMatch(/has no maximum|is flat|did not settle/);
  });
});

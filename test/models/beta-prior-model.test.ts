import { describe, expect, it } from 'vitest';
import { unbounded } from '../../src/model/value-type.ts';
import { betaPrior } from '../../src/models/beta-prior-model.ts';
import { decimal } from '../../src/numeric/decimal.ts';
import { pointsType } from '../../src/plan/expressions.ts';
import type { ModelStep } from '../../src/plan/step.ts';

const step: ModelStep = {
  op: 'model',
  name: '$prior.f',
  model: 'beta_prior',
  type: pointsType,
  bounds: unbounded,
  context: 'book',
};
const input = (k: readonly number[], n: readonly number[]) => ({
  clients: k.length,
  asOf: 0,
  columns: new Map([
    ['k', Float64Array.from(k)],
    ['n', Float64Array.from(n)],
  ]),
  before: new Map(),
});

describe('the prior of a rate', () => {
  const successes = Array.from({ length: 60 }, (_, row) => (row * 7) % 11);
  const book = input(
    successes,
    successes.map(() => 10),
  );
  it('is estimated from the book, and what was recorded of it gives the same', () => {
    const fitted = betaPrior.run(step, book);
    expect(fitted.summary.given).toBe(false);
    const again = betaPrior.run({ ...step, fixed: fitted.summary.parameters! }, book);
    expect(again.columns).toEqual(fitted.columns);
    expect(again.summary).toEqual({ ...fitted.summary, given: true });
  });

  it('is what is given, whatever the book says', () => {
    const fixed = { mean: decimal(250_000, 6), weight: decimal(4_000_000, 6) };
    const { columns } = betaPrior.run({ ...step, fixed }, book);
    expect([columns.get('')?.[0], columns.get('weight')?.[0]]).toEqual([250_000, 4_000_000]);
  });
});

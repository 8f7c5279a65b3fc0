import { decimal } from '../numeric/decimal.ts';
import type { PredictiveModel } from '../plan/predictive-model.ts';
import { estimatePrior } from './beta-binomial.ts';
import { toNumber } from './inputs.ts';
import { toUnits } from './rounding.ts';

const digits = 6;

/** The prior of `shrunk_rate` where the rubric gives none: the same mean and weight for every client. Plans use it, not rubrics. */
export const betaPrior: PredictiveModel = {
  keyword: 'beta_prior',
  summary: 'Mean and weight of the rate over the clients of the book, by Beta-Binomial.',
  suffixes: { weight: 'chance' },
  run({ fixed }, { columns, clients }) {
    const [k, n] = ['k', 'n'].map((role) => columns.get(role) as Float64Array);
    const prior =
      fixed === undefined ? estimatePrior(k, n) : { mean: toNumber(fixed.mean), weight: toNumber(fixed.weight) };
    const fill = (value: number | undefined) =>
      new Float64Array(clients).fill(value === undefined ? Number.NaN : toUnits(value, digits));
    const tried = n.filter((trials) => trials > 0).length;
    const repeated = n.filter((trials) => trials > 1).length;
    return {
      columns: new Map([
        ['', fill(prior?.mean)],
        ['weight', fill(prior?.weight)],
      ]),
      summary: {
        kind: 'beta_prior',
        given: fixed !== undefined,
        parameters: prior && {
          mean: decimal(toUnits(prior.mean, digits), digits),
          weight: decimal(toUnits(prior.weight, digits), digits),
        },
        standardErrors: null,
        logLikelihood: null,
        converged: prior !== null,
        clients: tried,
        repeaters: repeated,
        leftOut: clients - tried,
        oneEvent: tried - repeated,
        ...(prior === null
          ? { message: 'too few clients with two or more, or rates that differ no more than by chance' }
          : {}),
      },
      kept: undefined,
    };
  },
};

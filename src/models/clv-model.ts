import type { PredictiveModel } from '../plan/predictive-model.ts';
import type { KeptPurchases } from './bg-nbd-model.ts';
import { lifetimeValues } from './customer-lifetime-value.ts';
import { daysInUnit } from './events.ts';
import type { KeptValues } from './gamma-gamma-model.ts';
import { toNumber } from './inputs.ts';

/** Customer lifetime value from a BG/NBD and a Gamma-Gamma model: it fits nothing of its own. */
export const clv: PredictiveModel = {
  keyword: 'clv',
  summary: 'The discounted value of the events to expect of a client within the horizon.',
  suffixes: {},
  run(step, input) {
    const purchases = input.before.get(step.uses?.purchases ?? '') as KeptPurchases | undefined;
    const values = input.before.get(step.uses?.value ?? '') as KeptValues | undefined;
    const fitted = purchases !== undefined && values !== undefined && step.horizon !== undefined;
    const none = { parameters: null, standardErrors: null, logLikelihood: null, repeaters: 0, leftOut: 0, oneEvent: 0 };
    const summary = { kind: 'clv', given: false, converged: fitted, clients: input.clients, ...none };
    if (!fitted) {
      const columns = new Map([['', new Float64Array(input.clients).fill(Number.NaN)]]);
      const message = 'a model that it builds on has no parameters';
      return { columns, summary: { ...summary, message }, kept: undefined };
    }
    const { count, unit } = step.horizon;
    // The rate is a year's; a period is one unit of the horizon.
    const yearly = step.discount === undefined ? 0 : toNumber(step.discount);
    const worth = lifetimeValues(
      { purchases: purchases.parameters, values: values.parameters },
      { purchases: purchases.data, values: values.data },
      {
        periods: count,
        periodLength: daysInUnit[unit] / daysInUnit[purchases.unit],
        discount: Math.expm1((Math.log1p(yearly) * daysInUnit[unit]) / daysInUnit.years),
        digits: step.type.scale,
      },
    );
    return { columns: new Map([['', worth]]), summary, kept: undefined };
  },
};

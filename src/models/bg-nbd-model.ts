import type { PredictiveModel } from '../plan/predictive-model.ts';
import { type BgNbdParameters, fitBgNbd, type PurchaseColumns } from './bg-nbd.ts';
import { daysInUnit, type TimeUnit } from './events.ts';
import { aliveChances, expectedPurchases } from './expected-purchases.ts';
import { optionsOf, purchasesOf, unitOf } from './inputs.ts';
import { summariseFit } from './summary.ts';

/** What a lifetime value takes from a BG/NBD model. */
export interface KeptPurchases {
  readonly parameters: BgNbdParameters;
  readonly data: PurchaseColumns;
  readonly unit: TimeUnit;
}

/** BG/NBD as a model of the rubric: events expected within the horizon, and the chance that a client is still one. */
export const bgNbd: PredictiveModel = {
  keyword: 'bg_nbd',
  summary: 'Events (loans, purchases) to expect of a client within the horizon, by BG/NBD.',
  suffixes: { alive: 'chance', one_event: 'flag' },
  run(step, input) {
    const { data, oneEvent } = purchasesOf(step, input);
    const fit = fitBgNbd(data, optionsOf<BgNbdParameters>(step));
    const missing = () => new Float64Array(input.clients).fill(Number.NaN);
    const { parameters } = fit;
    const unit = unitOf(step);
    const { count = 1, unit: span = unit } = step.horizon ?? {};
    const horizon = (count * daysInUnit[span]) / daysInUnit[unit];
    const kept: KeptPurchases | undefined = parameters === null ? undefined : { parameters, data, unit };
    return {
      columns: new Map([
        ['', parameters === null ? missing() : expectedPurchases(parameters, data, horizon)],
        ['alive', parameters === null ? missing() : aliveChances(parameters, data)],
        ['one_event', data.frequency.map((x, row) => (Number.isNaN(x) ? Number.NaN : oneEvent[row]))],
      ]),
      summary: summariseFit(
        'bg_nbd',
        fit,
        step.fixed !== undefined,
        oneEvent.reduce((count, flag) => count + flag, 0),
      ),
      kept,
    };
  },
};

import type { PredictiveModel } from '../plan/predictive-model.ts';
import { expectedValues, fitGammaGamma, type GammaGammaParameters, type ValueColumns } from './gamma-gamma.ts';
import { optionsOf, valuesOf } from './inputs.ts';
import { summariseFit, toDecimal } from './summary.ts';

/** What a lifetime value takes from a Gamma-Gamma model. */
export interface KeptValues {
  readonly parameters: GammaGammaParameters;
  readonly data: ValueColumns;
}

/** Gamma-Gamma as a model of the rubric: the value to expect of a client's next event. */
export const gammaGamma: PredictiveModel = {
  keyword: 'gamma_gamma',
  summary: "The value to expect of a client's next event, by Gamma-Gamma.",
  suffixes: {},
  run(step, input) {
    const data = valuesOf(step, input);
    const fit = fitGammaGamma(data, optionsOf<GammaGammaParameters>(step));
    const { parameters, correlation } = fit;
    const values =
      parameters === null
        ? new Float64Array(input.clients).fill(Number.NaN)
        : expectedValues(parameters, data, step.type.scale);
    const oneEvent = data.frequency.reduce((count, x) => count + (x === 0 ? 1 : 0), 0);
    const kept: KeptValues | undefined = parameters === null ? undefined : { parameters, data };
    return {
      columns: new Map([['', values]]),
      summary: {
        ...summariseFit('gamma_gamma', fit, step.fixed !== undefined, oneEvent),
        correlation: correlation === null ? null : toDecimal(correlation),
      },
      kept,
    };
  },
};

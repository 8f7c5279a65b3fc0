import type { BgNbdParameters, PurchaseColumns } from './bg-nbd.ts';
import { expectedOfLiving, scaleByLife } from './expected-purchases.ts';
import { expectedValue, type GammaGammaParameters, type ValueColumns } from './gamma-gamma.ts';
import { columnToUnits } from './rounding.ts';

// Customer lifetime value over a finite horizon: Σₖ (E[Y(k)] − E[Y(k − 1)])·E[M]/(1 + discount)ᵏ over k = 1..periods, the purchases
// from BG/NBD and their value from Gamma-Gamma (Fader, Hardie & Lee 2005, "RFM and CLV"). It is of what the values are of: of
// revenue, if these are revenue. Missing where either model says nothing.

export interface ClvHorizon {
  /** How many periods, a whole number from 1. */
  readonly periods: number;
  /** The length of a period in the unit of time of recency and age. */
  readonly periodLength: number;
  /** Discount rate of a period, above −1; 0.01 is 1 %. */
  readonly discount: number;
  /** Digits behind the point of the results; default 6. */
  readonly digits?: number;
}

/** CLV of every client in whole units of 10^−digits. */
export function lifetimeValues(
  models: { readonly purchases: BgNbdParameters; readonly values: GammaGammaParameters },
  data: { readonly purchases: PurchaseColumns; readonly values: ValueColumns },
  { periods, periodLength, discount, digits = 6 }: ClvHorizon,
): Float64Array {
  const discounted = scaleByLife(models.purchases, data.purchases, (frequency, age) => {
    let factor = 1;
    let before = 0;
    let sum = 0;
    for (let period = 1; period <= periods; period++) {
      factor /= 1 + discount;
      const until = expectedOfLiving(models.purchases, frequency, age, period * periodLength);
      sum += (until - before) * factor;
      before = until;
    }
    return sum;
  });
  const { frequency, meanValue } = data.values;
  const values = discounted.map(
    (purchases, row) => purchases * expectedValue(models.values, frequency[row], meanValue[row]),
  );
  return columnToUnits(values, digits);
}

import { bigPower10 } from '../../numeric/scaled.ts';
import { boundsFromSigns, isNumeric, isPlain, isWhole, quotient, settledType } from './exact.ts';
import type { FeelFunction } from './function.ts';

/** A horizon past this is no forecast; a column that says so gives missing. */
const mostYears = 100;

/**
 * Σₜ₌₁..years margin·(retention / (1 + discount))ᵗ: the customer lifetime value over a finite horizon. One exact
 * rational, rounded once. Missing where 1 + discount is 0, or years is not 0..100.
 */
export const presentValue: FeelFunction = {
  name: 'present_value',
  parameters: ['margin', 'retention', 'discount', 'years'],
  required: 4,
  summary:
    'the discounted margin of the coming years, Σ margin·(retention / (1 + discount))ᵗ for t = 1 to years (at most 100)',
  example: 'present_value(margin: annual_margin, retention: 0.8, discount: 0.08, years: 5)',
  signature: ([margin, retention, discount, years]) => {
    if (!isNumeric(margin)) return 'the margin of present_value is money or a number';
    if (!isPlain(retention) || !isPlain(discount))
      return 'retention and discount of present_value are numbers such as 0.8';
    if (!isWhole(years)) return 'the years of present_value are an integer';
    if (years.bounds.min > mostYears || years.bounds.max < 0) return `the years of present_value are 0 to ${mostYears}`;
    return { type: settledType(margin.type), bounds: boundsFromSigns([margin, retention, discount]) };
  },
  apply: ([margin, retention, discount, years], types, result) => {
    if (years < 0 || years > mostYears) return Number.NaN;
    const [marginScale, retentionScale, discountScale] = types.map((type) => type.scale);
    const rate = BigInt(retention) * bigPower10(discountScale);
    const growth = (bigPower10(discountScale) + BigInt(discount)) * bigPower10(retentionScale);
    if (growth === 0n) return Number.NaN;
    let sum = 0n;
    let power = 1n;
    for (let year = 1; year <= years; year++) {
      sum = rate * (sum + power);
      power *= growth;
    }
    return quotient(BigInt(margin) * sum, power, result.scale - marginScale);
  },
};

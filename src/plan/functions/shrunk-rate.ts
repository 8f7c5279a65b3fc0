import { pointScale } from '../../model/value-type.ts';
import { bigPower10 } from '../../numeric/scaled.ts';
import { pointsType } from '../expressions.ts';
import { boundsFromSigns, isPlain, quotient } from './exact.ts';
import type { FeelFunction } from './function.ts';

/**
 * (k + prior_mean·prior_weight) / (n + prior_weight): the rate k of n drawn toward a prior as strong as prior_weight
 * observations (Beta-Binomial). One exact rational, rounded once. Missing where n + prior_weight is 0.
 */
export const shrunkRate: FeelFunction = {
  name: 'shrunk_rate',
  parameters: ['k', 'n', 'prior_mean', 'prior_weight'],
  required: 4,
  summary: 'the rate k of n, drawn toward prior_mean as if prior_weight more had been seen',
  example: 'shrunk_rate(k: repeats, n: loans_taken, prior_mean: 0.5, prior_weight: 4)',
  signature: (args) =>
    args.every(isPlain)
      ? { type: pointsType, bounds: boundsFromSigns(args) }
      : 'shrunk_rate takes four plain numbers: k, n, prior_mean, prior_weight',
  apply: ([k, n, mean, weight], types) => {
    const [kScale, nScale, meanScale, weightScale] = types.map((type) => type.scale);
    // Numerator and denominator over one power of ten, so that it cancels.
    const scale = Math.max(kScale, nScale, meanScale + weightScale);
    const numerator =
      BigInt(k) * bigPower10(scale - kScale) +
      BigInt(mean) * BigInt(weight) * bigPower10(scale - meanScale - weightScale);
    const denominator = BigInt(n) * bigPower10(scale - nScale) + BigInt(weight) * bigPower10(scale - weightScale);
    return quotient(numerator, denominator, pointScale);
  },
};

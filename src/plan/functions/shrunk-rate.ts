import { maxUnits, pointScale } from '../../model/value-type.ts';
import { bigPower10, divide, power10 } from '../../numeric/scaled.ts';
import { pointsType } from '../expressions.ts';
import { boundsFromSigns, isPlain, quotient } from './exact.ts';
import type { FeelFunction } from './function.ts';

/**
 * (k + prior_mean·prior_weight) / (n + prior_weight): the rate k of n drawn toward a prior as strong as prior_weight
 * observations (Beta-Binomial). One exact rational, rounded once. Missing where n + prior_weight is 0. A plan fills in the
 * prior of the book where none is given (plan/estimate-priors.ts).
 */
export const shrunkRate: FeelFunction = {
  name: 'shrunk_rate',
  parameters: ['k', 'n', 'prior_mean', 'prior_weight'],
  required: 2,
  summary:
    'the rate k of n, drawn toward prior_mean as if prior_weight more had been seen; without a prior toward the book',
  example: 'shrunk_rate(k: repeats, n: loans_taken, prior_mean: 0.5, prior_weight: 4)',
  signature: (args) =>
    args.every(isPlain) && args.length !== 3
      ? { type: pointsType, bounds: boundsFromSigns(args) }
      : 'shrunk_rate takes plain numbers: k and n, and either both prior_mean and prior_weight or neither',
  apply: ([k, n, mean, weight], types) => {
    const [kScale, nScale, meanScale, weightScale] = types.map((type) => type.scale);
    // Numerator and denominator over one power of ten, so that it cancels.
    const scale = Math.max(kScale, nScale, meanScale + weightScale);
    const seen = k * power10(scale - kScale);
    const prior = mean * weight;
    const lift = scale - meanScale - weightScale;
    const counted = n * power10(scale - nScale);
    const added = weight * power10(scale - weightScale);
    // What stays within 2^53 is exact in doubles; the rest takes BigInt.
    const [top, bottom] = [seen + prior * power10(lift), counted + added];
    const largest = Math.abs(seen) + Math.abs(prior) * power10(lift) + Math.abs(counted) + Math.abs(added);
    if (largest <= maxUnits) return divide(top, 0, bottom, 0, pointScale);
    return quotient(
      BigInt(k) * bigPower10(scale - kScale) + BigInt(mean) * BigInt(weight) * bigPower10(lift),
      BigInt(n) * bigPower10(scale - nScale) + BigInt(weight) * bigPower10(scale - weightScale),
      pointScale,
    );
  },
};

import type { ScoringRegistry } from '../plan/scoring-method.ts';
import { bands } from './bands.ts';
import { percentile } from './percentile.ts';
import { points } from './points.ts';
import { quantiles } from './quantiles.ts';
import { scale } from './scale.ts';

/** Every scoring method by its keyword, in the order documentation lists them. */
export const scoringMethods: ScoringRegistry = { bands, percentile, quantiles, scale, points };

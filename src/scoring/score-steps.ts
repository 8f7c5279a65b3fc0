import type { Decimal } from '../model/decimal.ts';
import type { Dimension, Rubric } from '../model/rubric.ts';
import { maxUnits, pointScale } from '../model/value-type.ts';
import { toScale } from '../numeric/decimal.ts';
import { computeStep } from '../plan/compute-step.ts';
import {
  both,
  column,
  compare,
  constant,
  flagBounds,
  flagType,
  hull,
  integerType,
  not,
  pointsType,
} from '../plan/expressions.ts';
import type { ScoringRegistry } from '../plan/scoring-method.ts';
import type { ComputeStep, Step, WeightedDimension } from '../plan/step.ts';
import { columnType } from './column-type.ts';
import { factorSteps } from './factor-steps.ts';

// From factors to score, rank and cumulative share. Three flags say who takes part: `$client` is no prospect (percentiles,
// quantiles and the cumulative share are taken over these), `$rated` has a score, `$ranked` is both (ranks and tiers).

/** Names of the flags; `$rated` is written by the weighted-score step. */
const population = { client: '$client', rated: '$rated', ranked: '$ranked' } as const;

const flagColumn = (name: string) => column(name, flagType, flagBounds);

/** 1 for clients, 0 for prospects; a client whose status is missing is a client. */
export function clientStep(rubric: Rubric): ComputeStep {
  const { status } = rubric.portfolio;
  if (status === undefined) return computeStep(population.client, constant(1, flagType));
  const { type, bounds } = columnType(rubric, status);
  const isProspect = compare('=', column(status, type, bounds), constant('prospect', type));
  return computeStep(population.client, not(isProspect));
}

/** Everything from the fields and derived columns to `score`, `rank`, `top_percent` and `cumulative_share`. */
export function scoreSteps(rubric: Rubric, methods: ScoringRegistry): Step[] {
  const factors = rubric.dimensions.flatMap((dimension) => dimension.factors);
  const scored = factors.map((factor) => factorSteps(factor, population.client, methods));
  const bounds = hull(scored.map((steps) => steps[steps.length - 1]));
  return [
    clientStep(rubric),
    ...scored.flat(),
    {
      op: 'weighted-score',
      name: 'score',
      type: pointsType,
      bounds,
      context: 'client',
      dimensions: weighDimensions(rubric.dimensions),
      coverage: rubric.coverage,
    },
    computeStep(population.ranked, both('and', [flagColumn(population.rated), flagColumn(population.client)])),
    {
      op: 'rank',
      name: 'rank',
      type: integerType,
      bounds: { min: 1, max: maxUnits },
      context: 'book',
      of: 'score',
      among: population.ranked,
    },
    {
      op: 'cumulative-share',
      name: 'cumulative_share',
      type: { kind: 'number', scale: pointScale },
      bounds: { min: 0, max: 10 ** pointScale },
      context: 'book',
      of: rubric.portfolio.measure,
      among: population.client,
    },
  ];
}

function weighDimensions(dimensions: readonly Dimension[]): WeightedDimension[] {
  const weights = wholeWeights(dimensions);
  return dimensions.map(({ name, factors, coverage }, index) => {
    const own = wholeWeights(factors);
    return {
      name,
      weight: weights[index],
      ...(coverage === undefined ? {} : { coverage }),
      factors: factors.map((factor, place) => ({
        name: factor.name,
        points: `points.${factor.name}`,
        weight: own[place],
        missing: factor.missing === 'unrated' ? 'unrated' : 'reweight',
      })),
    };
  });
}

/** Weights of one level as whole numbers in the same proportion. */
function wholeWeights(level: readonly { readonly weight: Decimal }[]): bigint[] {
  const scale = Math.max(0, ...level.map(({ weight }) => weight.scale));
  return level.map(({ weight }) => toScale(weight, scale).units);
}

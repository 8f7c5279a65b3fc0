import { flagType, fullPoints, pointsType } from '../../../plan/expressions.ts';
import type { WeightedScoreStep } from '../../../plan/step.ts';
import { addUnits, addUnwritten, type Frame, unitsOf } from '../frame.ts';
import { sharesOf } from '../shares.ts';
import { type Target, type Weigh, weigher } from '../weigh.ts';

/**
 * The doubly weighted mean with its exact contributions. Which factors are present decides the weights, and few patterns
 * of presence occur, so the coefficients of each are made once.
 */
export function runWeightedScore(step: WeightedScoreStep, frame: Frame): void {
  const factors = step.dimensions.flatMap((dimension) => dimension.factors);
  const points = factors.map((factor) => unitsOf(frame, factor.points));
  const largest = points.reduce((most, column) => Math.max(most, largestSize(column)), fullPoints);
  const target: Target = {
    score: addUnits(frame, step.name, pointsType),
    coverage: addUnwritten(frame, 'coverage', pointsType),
    rated: addUnwritten(frame, '$rated', flagType),
    dimensions: step.dimensions.map((dimension) => addUnits(frame, dimension.name, pointsType)),
    contributions: factors.map((factor) => addUnits(frame, `contribution.${factor.name}`, pointsType)),
    lost: factors.map((factor) => addUnits(frame, `lost.${factor.name}`, pointsType)),
  };
  const weighers = new Map<string, Weigh>();
  const present = new Uint8Array(factors.length);
  let weigh: Weigh | undefined;
  for (let row = 0; row < frame.rows; row++) {
    let changed = weigh === undefined;
    for (let index = 0; index < points.length; index++) {
      const here = Number.isNaN(points[index][row]) ? 0 : 1;
      if (here !== present[index]) changed = true;
      present[index] = here;
    }
    if (changed) {
      const pattern = present.join('');
      weigh = weighers.get(pattern) ?? weigher(sharesOf(step, present), largest);
      weighers.set(pattern, weigh);
    }
    weigh?.(row, points, target);
  }
}

function largestSize(values: Float64Array): number {
  let most = 0;
  for (let row = 0; row < values.length; row++) {
    const size = Math.abs(values[row]);
    if (size > most) most = size;
  }
  return most;
}

import { flagType, fullPoints, pointsType } from '../../../plan/expressions.ts';
import type { WeightedScoreStep } from '../../../plan/step.ts';
import { addUnits, addUnwritten, type Frame, unitsOf } from '../frame.ts';
import { blockRows } from '../kernels.ts';
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
  const weigherOf = (missing: Int32Array[], index: number): Weigh => {
    const pattern = missing.map((word) => word[index]).join();
    const known = weighers.get(pattern);
    if (known !== undefined) return known;
    const present = Uint8Array.from(
      points,
      (_, factor) => 1 - ((missing[wordOf(factor)][index] >>> bitOf(factor)) & 1),
    );
    const made = weigher(sharesOf(step, present), largest, points, target);
    weighers.set(pattern, made);
    return made;
  };
  const missing = Array.from({ length: wordOf(points.length - 1) + 1 }, () => new Int32Array(blockRows));
  for (let start = 0; start < frame.rows; start += blockRows) {
    const count = Math.min(blockRows, frame.rows - start);
    markMissing(points, missing, start, count);
    let weigh = weigherOf(missing, 0);
    for (let i = 0; i < count; i++) {
      if (i > 0 && missing.some((word) => word[i] !== word[i - 1])) weigh = weigherOf(missing, i);
      weigh(start + i);
    }
  }
}

const wordBits = 32;
const wordOf = (factor: number) => Math.floor(factor / wordBits);
const bitOf = (factor: number) => factor % wordBits;

/** A bit a factor, set where its points are missing. */
function markMissing(points: readonly Float64Array[], missing: Int32Array[], start: number, count: number): void {
  for (const word of missing) word.fill(0, 0, count);
  for (let factor = 0; factor < points.length; factor++) {
    const values = points[factor];
    const word = missing[wordOf(factor)];
    const bit = 1 << bitOf(factor);
    for (let i = 0; i < count; i++) if (Number.isNaN(values[start + i])) word[i] |= bit;
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

import { flagType, fullPoints, pointsType } from '../../../plan/expressions.ts';
import type { WeightedScoreStep } from '../../../plan/step.ts';
import { addUnwritten, type Frame, unitsOf } from '../frame.ts';
import { sharesOf } from '../shares.ts';
import { weighInBigInts } from '../weigh/big-weigher.ts';
import {
  addWeighted,
  giveUnits,
  type Sums,
  spread,
  weighFactor,
  weighRows,
  writeMeans,
  writeScores,
} from '../weigh/loops.ts';
import { PatternWeights } from '../weigh/pattern-weights.ts';
import { Patterns } from '../weigh/patterns.ts';

/**
 * The doubly weighted mean with its exact contributions: floored, and the missing units go to the largest remainders (ties in
 * rubric order), so that they add up to the score to the last digit. Which factors are present decides the weights, and few
 * patterns of presence occur, so the coefficients of each are made once.
 */
export function runWeightedScore(step: WeightedScoreStep, frame: Frame): void {
  const { dimensions } = step;
  const factors = dimensions.flatMap((dimension) => dimension.factors);
  const points = factors.map((factor) => unitsOf(frame, factor.points));
  const score = addUnwritten(frame, step.name, pointsType);
  const coverage = addUnwritten(frame, 'coverage', pointsType);
  const rated = addUnwritten(frame, '$rated', flagType);
  const means = dimensions.map((dimension) => addUnwritten(frame, dimension.name, pointsType));
  const contributions = factors.map((factor) => addUnwritten(frame, `contribution.${factor.name}`, pointsType));
  const lost = factors.map((factor) => addUnwritten(frame, `lost.${factor.name}`, pointsType));

  const largest = points.reduce((most, column) => Math.max(most, largestSize(column)), fullPoints);
  const weights = new PatternWeights(factors.length, dimensions.length);
  const known = new Patterns(points, (present) => weights.add(sharesOf(step, present), largest));
  const patterns = new Int32Array(weighRows);
  const sums: Sums = {
    totals: new Float64Array(weighRows),
    floors: new Float64Array(weighRows),
    remainders: new Float64Array(factors.length * weighRows),
  };
  for (let start = 0; start < frame.rows; start += weighRows) {
    const count = Math.min(weighRows, frame.rows - start);
    known.find(start, count, patterns);
    spread(weights.coverage, patterns, coverage, start, count);
    spread(weights.rated, patterns, rated, start, count);
    let factor = 0;
    for (const [index, dimension] of dimensions.entries()) {
      sums.totals.fill(0, 0, count);
      for (const { weight } of dimension.factors) {
        addWeighted(points[factor++], Number(weight), sums.totals, start, count);
      }
      writeMeans(sums.totals, weights.sums[index], patterns, means[index], start, count);
    }
    const { coefficients, denominators } = weights;
    sums.totals.fill(0, 0, count);
    sums.floors.fill(0, 0, count);
    for (let f = 0; f < points.length; f++) {
      weighFactor(
        points[f],
        coefficients[f],
        denominators,
        patterns,
        contributions[f],
        lost[f],
        sums,
        f * weighRows,
        start,
        count,
      );
    }
    writeScores(sums, denominators, patterns, score, start, count);
    giveUnits(sums, contributions, start, count);
    if (weights.wide.size === 0) continue;
    for (let i = 0; i < count; i++) {
      const shares = weights.wide.get(patterns[i]);
      if (shares) weighInBigInts(shares, points, { score, dimensions: means, contributions, lost }, start + i);
    }
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

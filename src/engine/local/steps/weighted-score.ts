import { flagType, pointsType } from '../../../plan/expressions.ts';
import type { WeightedScoreStep } from '../../../plan/step.ts';
import { addUnwritten, type Frame, unitsOf } from '../frame.ts';
import { weighInBigInts } from '../weigh/big-weigher.ts';
import { giveUnits, type Sums, spread, weighFactor, weighRows, writeMeans, writeScores } from '../weigh/loops.ts';
import { weighingOf } from '../weigh/weighing.ts';

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

  const { known, weights } = weighingOf(step);
  const patterns = new Int32Array(weighRows);
  const sums: Sums = {
    points: new Float64Array(weighRows),
    totals: new Float64Array(weighRows),
    floors: new Float64Array(weighRows),
    remainders: new Float64Array(factors.length * weighRows),
  };
  // Called from one place, they are compiled one by one and soon, and not all together once that has gone on for long.
  const passes: Pass[] = [
    (start, count) => known.find(points, start, count, patterns),
    (start, count) => spread(weights.coverage, patterns, coverage, start, count),
    (start, count) => spread(weights.rated, patterns, rated, start, count),
    (_, count) => sums.totals.fill(0, 0, count),
    (_, count) => sums.floors.fill(0, 0, count),
  ];
  let next = 0;
  for (const [index, dimension] of dimensions.entries()) {
    passes.push((_, count) => sums.points.fill(0, 0, count));
    for (const { weight } of dimension.factors) {
      const f = next++;
      const [own, adds, costs] = [points[f], contributions[f], lost[f]];
      const times = Number(weight);
      passes.push((start, count) =>
        weighFactor(own, times, weights.ofFactors[f], patterns, adds, costs, sums, f * weighRows, start, count),
      );
    }
    const mean = means[index];
    passes.push((start, count) => writeMeans(sums.points, weights.sums[index], patterns, mean, start, count));
  }
  passes.push(
    (start, count) => writeScores(sums, weights.denominators, patterns, score, start, count),
    (start, count) => giveUnits(sums, contributions, start, count),
  );
  for (let start = 0; start < frame.rows; start += weighRows) {
    const count = Math.min(weighRows, frame.rows - start);
    for (const pass of passes) pass(start, count);
    if (weights.wide.size === 0) continue;
    for (let i = 0; i < count; i++) {
      const shares = weights.wide.get(patterns[i]);
      if (shares) weighInBigInts(shares, points, { score, dimensions: means, contributions, lost }, start + i);
    }
  }
}

/** What is done with one block of rows. */
type Pass = (start: number, count: number) => void;

import type { ReferenceBook } from '../../../model/previous.ts';
import { divide } from '../../../numeric/scaled.ts';
import { pointsType } from '../../../plan/expressions.ts';
import type { RankStep } from '../../../plan/step.ts';
import { addUnits, type Frame, unitsOf } from '../frame.ts';
import { countBefore, forEachPlaced, rankingIn } from './population.ts';

/** 1 + the others that come before; `top_percent` of the others and the client. */
export function placeRank(step: RankStep, frame: Frame, reference: ReferenceBook): void {
  const ranking = rankingIn(reference, step.of, step.among);
  const among = unitsOf(frame, step.among);
  const rank = addUnits(frame, step.name, step.type);
  const topPercent = addUnits(frame, 'top_percent', pointsType);
  forEachPlaced(step, frame, reference, (row, value, own, place) => {
    if (among[row] !== 1) return;
    const others = ranking.rows.length - (Number.isNaN(own) ? 0 : 1);
    rank[row] = 1 + countBefore(ranking, value, place) - (own > value ? 1 : 0);
    topPercent[row] = divide(100 * rank[row], 0, others + 1, 0, pointsType.scale);
  });
}

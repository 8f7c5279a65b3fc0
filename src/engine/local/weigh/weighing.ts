import { fullPoints } from '../../../plan/expressions.ts';
import type { WeightedScoreStep } from '../../../plan/step.ts';
import { sharesOf } from '../shares.ts';
import { PatternWeights } from './pattern-weights.ts';
import { Patterns } from './patterns.ts';

// What a thread weighs by. The ranges of a book meet the same patterns of missing points, whose weights are whole numbers of any
// size: what one range has found out is kept for the next, and is not worked out so often that V8 compiles it.

export interface Weighing {
  readonly known: Patterns;
  readonly weights: PatternWeights;
}

/** Where patterns hardly repeat, what is known of them is let go: each is as many figures as there are factors. */
const mostKept = 4096;

let last: { readonly step: string; readonly weighing: Weighing } | undefined;

/** A thread is given the step anew with each range, so that it is known by what stands in it. */
export function weighingOf(step: WeightedScoreStep): Weighing {
  const written = JSON.stringify(step, (_, value) => (typeof value === 'bigint' ? String(value) : value));
  const isKept = last?.step === written && last.weighing.weights.count <= mostKept;
  if (last === undefined || !isKept) last = { step: written, weighing: makeWeighing(step) };
  return last.weighing;
}

function makeWeighing(step: WeightedScoreStep): Weighing {
  const { min, max } = step.bounds;
  const largest = Math.max(fullPoints, Math.abs(min), Math.abs(max));
  const factors = step.dimensions.reduce((count, dimension) => count + dimension.factors.length, 0);
  const weights = new PatternWeights(factors, step.dimensions.length);
  return { weights, known: new Patterns(factors, (present) => weights.add(sharesOf(step, present), largest)) };
}

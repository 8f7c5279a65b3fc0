import type { ReferenceBook } from '../../../model/previous.ts';
import { readsOf } from '../../../plan/dataflow.ts';
import type { Plan, Step } from '../../../plan/step.ts';
import type { Frame } from '../frame.ts';
import { placeTiers } from './assign-tier.ts';
import { placeCumulativeShare } from './cumulative-share.ts';
import { placeModel } from './model.ts';
import { placePercentile } from './percentile.ts';
import { placeQuantileBin } from './quantile-bin.ts';
import { placeRank } from './rank.ts';

// Steps that see the whole book, run against another one: the step "own data" of a cause. Every other step sees one client
// at a time and is run as always.

type Place<Op extends Step['op']> = (step: Extract<Step, { op: Op }>, frame: Frame, reference: ReferenceBook) => void;

const placing = {
  percentile: placePercentile,
  'quantile-bin': placeQuantileBin,
  rank: placeRank,
  'cumulative-share': placeCumulativeShare,
  model: placeModel,
  'assign-tier': placeTiers,
} as const satisfies { readonly [Op in Step['op']]?: Place<Op> };

/** A step whose result for a client hangs on the others. */
export type BookStep = Extract<Step, { op: keyof typeof placing }>;

export function isBookStep(step: Step): step is BookStep {
  return step.op in placing;
}

export function placeClients<S extends BookStep>(step: S, frame: Frame, reference: ReferenceBook): void {
  const place = placing[step.op] as (step: S, frame: Frame, reference: ReferenceBook) => void;
  place(step, frame, reference);
}

/** The columns of a reference that the steps of a plan place clients by: all that need be kept of it. */
export function referenceColumns(plan: Plan): ReadonlySet<string> {
  const names = new Set<string>();
  for (const step of plan) {
    // A model takes parameters only.
    if (!isBookStep(step) || step.op === 'model') continue;
    for (const name of readsOf(step)) names.add(name);
    if (step.op === 'assign-tier') names.add('tier.rules');
  }
  return names;
}

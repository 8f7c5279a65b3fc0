import type { Expr } from '../model/expression.ts';
import type { Rubric, StabilitySpec, TierRule } from '../model/rubric.ts';
import type { ValueType } from '../model/value-type.ts';
import { computeStep } from '../plan/compute-step.ts';
import { column, columnsOf, constant, flagType, fullPoints, pointBounds, pointsType } from '../plan/expressions.ts';
import { replaceColumn } from '../plan/rewrite.ts';
import type { ComputeStep, Step, TierPlace } from '../plan/step.ts';
import { asFlag } from './rule-choice.ts';

const never = constant(0, flagType);

/** The score with the buffer on top. */
function scoreAbove(buffer: number): Expr {
  return {
    op: 'add',
    left: column('score', pointsType, pointBounds),
    right: constant(buffer, pointsType),
    type: pointsType,
    bounds: { min: buffer, max: fullPoints + buffer },
    context: 'client',
  };
}

/** A rule asked again with the buffer; undefined where it does not ask for the score. */
function bufferedRule({ tier, when }: TierRule, demote: StabilitySpec['demote']): ComputeStep | undefined {
  if (demote === undefined || when === undefined || !columnsOf(when).has('score')) return undefined;
  return computeStep(`$buffered.${tier}`, asFlag(replaceColumn(when, 'score', scoreAbove(demote.buffer))));
}

/** Tiers by hand: `allow` speaks of the tier that the model gives, because the final one is not there yet. */
function overrideSteps({ overrides: { allow } }: Rubric, type: ValueType): Step[] {
  const ofModel = allow && replaceColumn(allow, 'tier', column('tier.model', type));
  return [
    computeStep('$override.allowed', asFlag(ofModel)),
    {
      op: 'override',
      name: 'tier',
      type,
      bounds: { min: 0, max: 0 },
      context: 'client',
      of: 'tier.model',
      to: 'to_tier',
      allowed: '$override.allowed',
    },
  ];
}

/**
 * `tier.model` and `tier` over `$ranked`: rated clients, no prospects. Each rule becomes a flag `$tier.NAME`, because who
 * finds no place in a tier asks for the next one whose rule holds; with a buffer also `$buffered.NAME`, the rule with a score
 * that is higher by it. A client for whom none holds has no tier.
 */
export function tierSteps(rubric: Rubric): Step[] {
  const { tiers, stability } = rubric;
  if (tiers.length === 0) return [];
  const demote = stability?.demote;
  const flags = tiers.map(({ tier, when }) => computeStep(`$tier.${tier}`, asFlag(when)));
  const buffered = tiers.map((tier) => bufferedRule(tier, demote));
  const places = tiers.map(({ tier, capacity }, index): TierPlace => {
    const holds = flags[index].name;
    return {
      tier,
      holds,
      ...(demote === undefined ? {} : { holdsBuffered: buffered[index]?.name ?? holds }),
      ...(capacity === undefined ? {} : { capacity }),
    };
  });
  const type: ValueType = { kind: 'category', scale: 0, values: tiers.map(({ tier }) => tier) };
  const atOnce = computeStep('$at_once', stability?.atOnce === undefined ? never : asFlag(stability.atOnce));
  return [
    ...flags,
    ...buffered.filter((step) => step !== undefined),
    ...(demote === undefined ? [] : [atOnce]),
    {
      op: 'assign-tier',
      name: 'tier.model',
      type,
      bounds: { min: 0, max: 0 },
      context: 'book',
      places,
      by: 'score',
      among: '$ranked',
      ...(demote === undefined ? {} : { holding: { after: demote.after, atOnce: atOnce.name } }),
    },
    ...overrideSteps(rubric, type),
  ];
}

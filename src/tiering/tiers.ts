import type { Rubric } from '../model/rubric.ts';
import { computeStep } from '../plan/compute-step.ts';
import type { Step, TierPlace } from '../plan/step.ts';
import { asFlag } from './rule-choice.ts';

/**
 * `tier` and `tier_by_rules` over `$ranked`: rated clients, no prospects. Each rule becomes a flag `$tier.NAME`, because
 * who finds no place in a tier asks for the next one whose rule holds. A client for whom none holds has no tier.
 */
export function tierSteps({ tiers }: Rubric): Step[] {
  if (tiers.length === 0) return [];
  const places = tiers.map(
    ({ tier, capacity }): TierPlace => ({
      tier,
      holds: `$tier.${tier}`,
      ...(capacity === undefined ? {} : { capacity }),
    }),
  );
  const flags = tiers.map(({ when }, index) => computeStep(places[index].holds, asFlag(when)));
  const values = tiers.map(({ tier }) => tier);
  return [
    ...flags,
    {
      op: 'assign-tier',
      name: 'tier',
      type: { kind: 'category', scale: 0, values },
      bounds: { min: 0, max: 0 },
      context: 'book',
      places,
      by: 'score',
      among: '$ranked',
    },
  ];
}

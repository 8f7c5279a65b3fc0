import type { Rubric } from '../model/rubric.ts';
import type { CapacitySummary } from '../model/summary.ts';
import { type Column, isText } from '../model/table.ts';
import type { AssignTierStep, Plan } from '../plan/step.ts';
import { groupByName } from './tally.ts';

// How many clients asked for each tier that has only so many places, and how many found one. A client asks for a tier
// where its rule holds and no better tier took the client.

export function summariseCapacity(
  rubric: Rubric,
  plan: Plan,
  columns: ReadonlyMap<string, Column>,
  among: Uint8Array,
): CapacitySummary[] {
  const step = plan.find((candidate): candidate is AssignTierStep => candidate.op === 'assign-tier');
  if (step === undefined) return [];
  const names = rubric.tiers.map(({ tier }) => tier);
  const groups = groupByName(columns.get('tier'), names, among);
  return rubric.tiers.flatMap(({ tier, capacity }, index) => {
    if (capacity === undefined) return [];
    const place = step.places.find((candidate) => candidate.tier === tier);
    const holds = place === undefined ? undefined : columns.get(place.holds);
    if (holds === undefined || isText(holds)) return [];
    let asked = 0;
    let placed = 0;
    for (let row = 0; row < groups.length; row++) {
      if (groups[row] === index) placed++;
      if (groups[row] >= index && holds.values[row] === 1) asked++;
    }
    return [{ tier, capacity, asked, placed, overflow: asked - placed, lastScore: null }];
  });
}

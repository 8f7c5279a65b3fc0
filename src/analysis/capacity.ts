import type { Rubric } from '../model/rubric.ts';
import type { CapacitySummary } from '../model/summary.ts';
import { type Column, isText, textAt } from '../model/table.ts';
import { pointScale } from '../model/value-type.ts';
import { decimal } from '../numeric/decimal.ts';
import { rowsDescending } from '../numeric/order.ts';
import type { AssignTierStep, Plan } from '../plan/step.ts';
import { numbersOf } from './measured.ts';
import { groupByName } from './tally.ts';

// Tiers that have only so many places: how many clients asked, how many found one, and who just missed. A client asks for
// the tier that it is held in or its rules give, and from a full one for the next tier whose rule holds. Tiers given by hand
// take no place and are counted beside.

const mostMissed = 10;

export function summariseCapacity(
  rubric: Rubric,
  plan: Plan,
  columns: ReadonlyMap<string, Column>,
  among: Uint8Array,
): CapacitySummary[] {
  const step = plan.find((candidate): candidate is AssignTierStep => candidate.op === 'assign-tier');
  if (step === undefined) return [];
  const names = rubric.tiers.map(({ tier }) => tier);
  const placesOf = (column: string, instead: string) =>
    groupByName(columns.get(column) ?? columns.get(instead), names, among);
  const final = groupByName(columns.get('tier'), names, among);
  const model = placesOf('tier.model', 'tier');
  const first = placesOf('$asked', 'tier_by_rules');
  const isHeld = optionalFlags(columns.get('tier.held'), among.length);
  const byRules = placesOf('tier_by_rules', 'tier');
  const score = numbersOf(columns, 'score');
  const ids = columns.get(rubric.portfolio.id);
  return rubric.tiers.flatMap(({ tier, capacity }, place) => {
    if (capacity === undefined) return [];
    const rule = step.places.find((candidate) => candidate.tier === tier);
    const holds = rule === undefined ? undefined : columns.get(rule.holds);
    if (holds === undefined || isText(holds)) return [];
    const placed = model.map((found) => (found === place ? 1 : 0));
    const missed = model.map((found, row) =>
      found > place && (first[row] === place || holds.values[row] === 1) ? 1 : 0,
    );
    const overflow = countOnes(missed);
    const inside = rowsDescending(score, placed);
    const best = rowsDescending(score, missed).subarray(0, mostMissed);
    const count = (holdsAt: (row: number) => boolean) => inside.filter(holdsAt).length;
    return [
      {
        tier,
        capacity,
        asked: inside.length + overflow,
        placed: inside.length,
        overflow,
        held: count((row) => isHeld[row] === 1 && byRules[row] !== place),
        overridden: final.reduce((sum, found, row) => (found === place && model[row] !== place ? sum + 1 : sum), 0),
        ...(overflow === 0 || ids === undefined || !isText(ids)
          ? {}
          : {
              missed: Array.from(best, (row) => ({
                client: textAt(ids, row) ?? '',
                score: decimal(score[row], pointScale),
                tier: names[model[row]] ?? null,
              })),
            }),
        lastScore: overflow === 0 || inside.length === 0 ? null : decimal(score[inside[inside.length - 1]], pointScale),
      },
    ];
  });
}

function optionalFlags(column: Column | undefined, rows: number): Float64Array {
  return column === undefined || isText(column) ? new Float64Array(rows) : column.values;
}

function countOnes(flags: Int32Array): number {
  return flags.reduce((sum, flag) => sum + flag, 0);
}

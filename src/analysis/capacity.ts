import type { Rubric } from '../model/rubric.ts';
import type { CapacitySummary } from '../model/summary.ts';
import { type Column, isText, listTexts, textAt } from '../model/table.ts';
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
  const placesOf = placesFinder(columns, names, among);
  const final = placesOf('tier', 'tier');
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
    const placed = new Uint8Array(model.length);
    const missed = new Uint8Array(model.length);
    let overflow = 0;
    let overridden = 0;
    for (let row = 0; row < model.length; row++) {
      const found = model[row];
      if (found === place) placed[row] = 1;
      else if (final[row] === place) overridden++;
      if (found <= place || (first[row] !== place && holds.values[row] !== 1)) continue;
      missed[row] = 1;
      overflow++;
    }
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
        overridden,
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

/** Places in the order of the rubric, as `groupByName` gives them, in little memory; columns that are one are looked at once. */
function placesFinder(columns: ReadonlyMap<string, Column>, names: readonly string[], among: Uint8Array) {
  const known = new Map<Int32Array, Int16Array>();
  return (name: string, instead: string): Int16Array => {
    const column = columns.get(name) ?? columns.get(instead);
    if (column === undefined || !isText(column)) return Int16Array.from(groupByName(undefined, names, among));
    const { codes, dictionary } = column;
    const found = known.get(codes);
    if (found !== undefined) return found;
    const placeOf = listTexts(dictionary).map((text) => (names.includes(text) ? names.indexOf(text) : names.length));
    const places = new Int16Array(among.length);
    for (let row = 0; row < places.length; row++) {
      const code = codes[row];
      places[row] = among[row] === 0 ? -1 : code < 0 ? names.length : placeOf[code];
    }
    known.set(codes, places);
    return places;
  };
}

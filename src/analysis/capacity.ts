import type { Rubric } from '../model/rubric.ts';
import type { CapacitySummary } from '../model/summary.ts';
import { type Column, isText, textAt } from '../model/table.ts';
import { pointScale } from '../model/value-type.ts';
import { blockEnd } from '../numeric/blocks.ts';
import { decimal } from '../numeric/decimal.ts';
import type { AssignTierStep, Plan } from '../plan/step.ts';
import { type Places, placeByName } from './cells.ts';
import { numbersOf } from './measured.ts';

// Tiers that have only so many places: how many clients asked, how many found one, and who just missed. A client asks for
// the tier that it is held in or its rules give, and from a full one for the next tier whose rule holds. Tiers given by hand
// take no place and are counted beside.

const mostMissed = 10;

/** What places are counted over: by row, its tiers and scores. */
export interface CapacityValues {
  /** 1 where the row is a client with a score. */
  readonly among: Uint8Array;
  readonly score: Float64Array;
  readonly final: Places;
  readonly model: Places;
  readonly first: Places;
  readonly byRules: Places;
  readonly isHeld: Float64Array | undefined;
  /** The tiers with a capacity: place in the rubric, and whether the rule holds. */
  readonly tiers: readonly { readonly place: number; readonly holds: Float64Array }[];
}

interface Missed {
  readonly row: number;
  readonly score: number;
  readonly place: number;
}

export interface PlaceCounts {
  readonly placed: number;
  readonly overflow: number;
  readonly held: number;
  readonly overridden: number;
  /** The first rows that found no place, best score first, then by row. */
  readonly missed: readonly Missed[];
  /** Infinite where nobody found a place. */
  readonly lastScore: number;
}

/** Undefined where no tier has a capacity. */
export function valuesOfCapacity(
  rubric: Rubric,
  plan: Plan,
  columns: ReadonlyMap<string, Column>,
  among: Uint8Array,
): CapacityValues | undefined {
  const step = plan.find((candidate): candidate is AssignTierStep => candidate.op === 'assign-tier');
  const tiers = rubric.tiers.flatMap(({ tier, capacity }, place) => {
    const rule = capacity === undefined ? undefined : step?.places.find((candidate) => candidate.tier === tier);
    const holds = rule === undefined ? undefined : columns.get(rule.holds);
    return holds === undefined || isText(holds) ? [] : [{ place, holds: holds.values }];
  });
  if (tiers.length === 0) return undefined;
  const names = rubric.tiers.map(({ tier }) => tier);
  const placesOf = (name: string, instead: string) =>
    placeByName(columns.get(name) ?? columns.get(instead), names, among.length);
  const held = columns.get('tier.held');
  return {
    among,
    score: numbersOf(columns, 'score'),
    final: placesOf('tier', 'tier'),
    model: placesOf('tier.model', 'tier'),
    first: placesOf('$asked', 'tier_by_rules'),
    byRules: placesOf('tier_by_rules', 'tier'),
    isHeld: held === undefined || isText(held) ? undefined : held.values,
    tiers,
  };
}

/** By tier with a capacity. */
export function countPlaces(values: CapacityValues): PlaceCounts[] {
  return values.tiers.map(({ place, holds }) => countTier(values, place, holds));
}

function countTier(values: CapacityValues, tier: number, holds: Float64Array): PlaceCounts {
  const counts: Counts = { found: new Int32Array(4), lastScore: Number.POSITIVE_INFINITY, missed: [] };
  const rows = values.among.length;
  for (let from = 0; from < rows; from = blockEnd(from, rows)) {
    countBlock(values, tier, holds, from, blockEnd(from, rows), counts);
  }
  const { found, lastScore, missed } = counts;
  const [placed, overflow, held, overridden] = found;
  return { placed, overflow, held, overridden, missed, lastScore };
}

interface Counts {
  /** Placed, overflow, held, overridden. */
  readonly found: Int32Array;
  lastScore: number;
  readonly missed: Missed[];
}

function countBlock(
  { among, score, isHeld, model, final, first, byRules }: CapacityValues,
  tier: number,
  holds: Float64Array,
  from: number,
  to: number,
  counts: Counts,
): void {
  const { codes: modelCodes, groupOf: modelOf } = model;
  const { codes: finalCodes, groupOf: finalOf } = final;
  const { codes: firstCodes, groupOf: firstOf } = first;
  const { found, missed } = counts;
  for (let row = from; row < to; row++) {
    if (among[row] === 0) continue;
    const place = modelOf[modelCodes[row] + 1];
    if (place === tier) {
      found[0]++;
      if (score[row] < counts.lastScore) counts.lastScore = score[row];
      if (isHeld?.[row] === 1 && byRules.groupOf[byRules.codes[row] + 1] !== tier) found[2]++;
      continue;
    }
    if (finalOf[finalCodes[row] + 1] === tier) found[3]++;
    if (place < tier || (holds[row] !== 1 && firstOf[firstCodes[row] + 1] !== tier)) continue;
    found[1]++;
    const isFull = missed.length === mostMissed;
    if (!isFull || score[row] > missed[mostMissed - 1].score) insertMissed(missed, { row, score: score[row], place });
  }
}

/** Behind all that score as much: they come first by row. */
function insertMissed(missed: Missed[], own: Missed): void {
  const at = missed.findIndex(({ score }) => score < own.score);
  missed.splice(at < 0 ? missed.length : at, 0, own);
  if (missed.length > mostMissed) missed.pop();
}

/** `counts` are by tier of `tiers`. */
export function summariseCapacity(
  rubric: Rubric,
  columns: ReadonlyMap<string, Column>,
  tiers: CapacityValues['tiers'],
  counts: readonly PlaceCounts[],
): CapacitySummary[] {
  const ids = columns.get(rubric.portfolio.id);
  return tiers.map(({ place }, index) => {
    const { tier, capacity = 0 } = rubric.tiers[place];
    const { placed, overflow, held, overridden, missed, lastScore } = counts[index];
    return {
      tier,
      capacity,
      asked: placed + overflow,
      placed,
      overflow,
      held,
      overridden,
      ...(overflow === 0 || ids === undefined || !isText(ids)
        ? {}
        : {
            missed: missed.map((client) => ({
              client: textAt(ids, client.row) ?? '',
              score: decimal(client.score, pointScale),
              tier: rubric.tiers[client.place]?.tier ?? null,
            })),
          }),
      lastScore: overflow === 0 || placed === 0 ? null : decimal(lastScore, pointScale),
    };
  });
}

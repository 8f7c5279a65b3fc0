import type { ReferenceBook } from '../../../model/previous.ts';
import { isText } from '../../../model/table.ts';
import type { AssignTierStep } from '../../../plan/step.ts';
import { addCodes, type Frame, unitsOf } from '../frame.ts';
import { countBefore, type Ranking, rankingOf, referenceUnits, sortOnce } from '../reference/population.ts';
import { nextHolding, writeState } from '../steps/assign-tier.ts';
import { holdClients } from '../steps/hold-clients.ts';

/** Who asked for a tier: for whom it is the first, and who had found no place before it. */
export interface Queue {
  /** 1 for those that asked. */
  readonly among: Uint8Array;
  readonly ranking: Ranking;
}

/** Where the queues of a book come from: the tier asked for first, and the one that was come to. */
const sources = {
  rules: ['tier_by_rules', 'tier.rules'],
  model: ['$asked', 'tier.model'],
} as const;

/** Tiers by rules and after holding, as those of the whole book, while everybody else asks for what it asked for. */
export function placeTiers(step: AssignTierStep, frame: Frame, reference: ReferenceBook): void {
  const among = unitsOf(frame, step.among);
  const holds = step.places.map((place) => unitsOf(frame, place.holds));
  const dictionary = step.places.map((place) => place.tier);
  const tiers = (name: string) => addCodes(frame, name, step.type, dictionary);
  const byRules = tiers('tier_by_rules');
  for (let row = 0; row < frame.rows; row++) if (among[row] === 1) byRules[row] = nextHolding(holds, 0, row);
  const find = (kind: keyof typeof sources, first: Int32Array) =>
    first.map((place, row) => findPlace(step, frame, reference, kind, holds, place, row));
  const withCapacity = find('rules', byRules);
  tiers('tier.rules').set(withCapacity);
  const model = tiers(step.name);
  const held = holdClients(step, frame, byRules);
  tiers('$asked').set(held?.tier ?? byRules);
  model.set(held === undefined ? withCapacity : find('model', held.tier));
  writeState(frame, model, held);
}

/** From the tier asked for first to the first one that has a place. */
function findPlace(
  step: AssignTierStep,
  frame: Frame,
  reference: ReferenceBook,
  kind: keyof typeof sources,
  holds: readonly Float64Array[],
  first: number,
  row: number,
): number {
  const score = unitsOf(frame, step.by)[row];
  const own = referenceUnits(reference, step.by);
  const before = reference.before[row];
  let at = first;
  while (at >= 0) {
    const { capacity } = step.places[at];
    if (capacity === undefined) break;
    const { among, ranking } = queueOf(step, at, reference, kind);
    const ahead = countBefore(ranking, score, before) - (among[before] === 1 && own[before] > score ? 1 : 0);
    if (ahead < capacity) break;
    at = nextHolding(holds, at + 1, row);
  }
  return at;
}

export function queueOf(
  step: AssignTierStep,
  place: number,
  reference: ReferenceBook,
  kind: keyof typeof sources = 'model',
): Queue {
  return sortOnce(reference, `queue ${kind} ${place}`, () => {
    const [first, last] = sources[kind].map((name) => placesIn(step, reference, name));
    const holds = referenceUnits(reference, step.places[place].holds);
    const ranked = referenceUnits(reference, step.among);
    const among = new Uint8Array(reference.rows);
    for (let row = 0; row < reference.rows; row++) {
      const asks = first[row] === place || (holds[row] === 1 && first[row] >= 0 && first[row] < place);
      if (ranked[row] === 1 && asks && (last[row] < 0 || last[row] >= place)) among[row] = 1;
    }
    return { among, ranking: rankingOf(referenceUnits(reference, step.by), among) };
  });
}

/** A column of tiers as places in the order of the step. */
function placesIn(step: AssignTierStep, { columns }: ReferenceBook, name: string): Int32Array {
  const found = columns.get(name);
  if (found === undefined || !isText(found)) throw new Error(`the book has no tiers called ${name}`);
  const names = step.places.map(({ tier }) => tier);
  const { codes, dictionary } = found;
  const placeOf = Int32Array.from({ length: dictionary.length }, (_, code) => names.indexOf(dictionary.at(code) ?? ''));
  return codes.map((code) => (code < 0 ? -1 : placeOf[code]));
}

import type { ReferenceBook } from '../../../model/previous.ts';
import { isText } from '../../../model/table.ts';
import { flagType, integerType } from '../../../plan/expressions.ts';
import type { AssignTierStep } from '../../../plan/step.ts';
import { addCodes, addUnits, type Frame, unitsOf } from '../frame.ts';
import { countBefore, forEachPlaced, type Ranking, rankingOf, referenceUnits } from './population.ts';

/**
 * The tier by rules, places short as they were: a client finds one where fewer of the others that asked come before it than
 * there are places. Who asked for which tier is held as in the reference, and nobody is held in a tier here.
 */
export function placeTiers(step: AssignTierStep, frame: Frame, reference: ReferenceBook): void {
  const { places, type } = step;
  const among = unitsOf(frame, step.among);
  const holds = places.map((place) => unitsOf(frame, place.holds));
  const asked = places.map(({ capacity }, place) =>
    capacity === undefined ? undefined : askersOf(step, place, reference),
  );
  const dictionary = places.map((place) => place.tier);
  const [byRules, first, withCapacity, model] = ['tier_by_rules', '$asked', 'tier.rules', step.name].map((name) =>
    addCodes(frame, name, type, dictionary),
  );
  const periods = addUnits(frame, 'tier.periods', integerType);
  const isHeld = addUnits(frame, 'tier.held', flagType);
  forEachPlaced({ of: step.by, among: step.among }, frame, reference, (row, score, own, before) => {
    if (among[row] !== 1) return;
    let at = nextHolding(holds, 0, row);
    byRules[row] = at;
    first[row] = at;
    while (at >= 0) {
      const askers = asked[at];
      if (askers === undefined) break;
      const hadAsked = askers.among[reference.before[row]] === 1;
      const ahead = countBefore(askers.ranking, score, before) - (hadAsked && own > score ? 1 : 0);
      if (ahead < (places[at].capacity ?? 0)) break;
      at = nextHolding(holds, at + 1, row);
    }
    withCapacity[row] = at;
    model[row] = at;
    if (at < 0) return;
    periods[row] = 0;
    isHeld[row] = 0;
  });
}

interface Askers {
  /** 1 for those that asked. */
  readonly among: Uint8Array;
  readonly ranking: Ranking;
}

/** Who asked for a place: for whom its rule holds, and who had found none before it. */
function askersOf(step: AssignTierStep, place: number, reference: ReferenceBook): Askers {
  const holds = referenceUnits(reference, step.places[place].holds);
  const ranked = referenceUnits(reference, step.among);
  const found = reference.columns.get('tier.rules');
  if (found === undefined || !isText(found)) throw new Error('the reference has no tiers called tier.rules');
  const { codes, dictionary } = found;
  const names = step.places.map(({ tier }) => tier);
  const placeOf = Int32Array.from({ length: dictionary.length }, (_, code) => names.indexOf(dictionary.at(code) ?? ''));
  const among = new Uint8Array(reference.rows);
  for (let row = 0; row < reference.rows; row++) {
    const isPastIt = codes[row] < 0 || placeOf[codes[row]] >= place;
    if (ranked[row] === 1 && holds[row] === 1 && isPastIt) among[row] = 1;
  }
  return { among, ranking: rankingOf(referenceUnits(reference, step.by), among) };
}

/** The first place from `from` on whose rule holds; −1 where none does. */
function nextHolding(holds: readonly Float64Array[], from: number, row: number): number {
  for (let place = from; place < holds.length; place++) if (holds[place][row] === 1) return place;
  return -1;
}

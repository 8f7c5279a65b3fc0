import { rowsDescending } from '../../../numeric/order.ts';
import { flagType, integerType } from '../../../plan/expressions.ts';
import type { AssignTierStep } from '../../../plan/step.ts';
import { addCodes, addSame, addUnits, addUnwritten, type Frame, unitsOf } from '../frame.ts';
import { sortMemory } from '../sort-memory.ts';
import { type Held, holdClients } from './hold-clients.ts';

// Order: rules, then stability, then capacity. Tiers are places in the order of the rubric, best first; −1 is none.

/** Places clients tier by tier; who finds no place asks for the next tier whose rule holds. */
export function runAssignTier(step: AssignTierStep, frame: Frame): void {
  const among = unitsOf(frame, step.among);
  const holds = step.places.map((place) => unitsOf(frame, place.holds));
  const dictionary = step.places.map((place) => place.tier);
  const tiers = (name: string) => addCodes(frame, name, step.type, dictionary);
  const byRules = tiers('tier_by_rules');
  for (let row = 0; row < frame.rows; row++) if (among[row] === 1) byRules[row] = nextHolding(holds, 0, row);

  const withCapacity = tiers('tier.rules');
  withCapacity.set(byRules);
  fillPlaces(step, frame, holds, withCapacity);

  const held = holdClients(step, frame, byRules);
  if (held === undefined) {
    // Columns that are one are one in memory.
    addSame(frame, step.name, step.type, withCapacity, dictionary);
    addSame(frame, '$asked', step.type, byRules, dictionary);
    writeState(frame, withCapacity, undefined);
    return;
  }
  const model = tiers(step.name);
  tiers('$asked').set(held.tier);
  model.set(held.tier);
  fillPlaces(step, frame, holds, model);
  writeState(frame, model, held);
}

/** The first place from `from` on whose rule holds; −1 where none does. */
export function nextHolding(holds: readonly Float64Array[], from: number, row: number): number {
  for (let place = from; place < holds.length; place++) if (holds[place][row] === 1) return place;
  return -1;
}

/** Where places are short the best by score get them, ties by id; the rest goes on, and may be short of places there too. */
function fillPlaces(step: AssignTierStep, frame: Frame, holds: readonly Float64Array[], tier: Int32Array): void {
  const scores = unitsOf(frame, step.by);
  for (let place = 0; place < step.places.length; place++) {
    const { capacity } = step.places[place];
    if (capacity === undefined) continue;
    const asking = new Uint8Array(frame.rows);
    for (let row = 0; row < frame.rows; row++) asking[row] = tier[row] === place ? 1 : 0;
    const order = rowsDescending(scores, asking, sortMemory);
    for (let index = capacity; index < order.length; index++) {
      tier[order[index]] = nextHolding(holds, place + 1, order[index]);
    }
  }
}

/** Who found no place in the tier that it was held in is not held: the state is where it came to, and its count begins anew. */
export function writeState(frame: Frame, model: Int32Array, held: Held | undefined): void {
  const periods = addUnwritten(frame, 'tier.periods', integerType);
  if (held === undefined) {
    for (let row = 0; row < frame.rows; row++) periods[row] = model[row] >= 0 ? 0 : Number.NaN;
    frame.columns.set('tier.held', { type: flagType, values: periods });
    return;
  }
  periods.fill(Number.NaN);
  const isHeld = addUnits(frame, 'tier.held', flagType);
  for (let row = 0; row < frame.rows; row++) {
    if (model[row] < 0) continue;
    const stays = held.isHeld[row] === 1 && held.tier[row] === model[row];
    isHeld[row] = stays ? 1 : 0;
    periods[row] = stays ? held.periods[row] : 0;
  }
}

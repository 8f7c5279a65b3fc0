import { blockEnd } from '../../../numeric/blocks.ts';
import { orderRows } from '../../../numeric/order.ts';
import { rowWord, sortMemory } from '../../../numeric/sort-memory.ts';
import { flagType, integerType } from '../../../plan/expressions.ts';
import type { AssignTierStep } from '../../../plan/step.ts';
import { addCodes, addSame, addUnits, addUnwritten, type Frame, unitsOf } from '../frame.ts';
import { type Held, holdClients } from './hold-clients.ts';

// Order: rules, then stability, then capacity. Tiers are places in the order of the rubric, best first; −1 is none.

/** Places clients tier by tier; who finds no place asks for the next tier whose rule holds. */
export function runAssignTier(step: AssignTierStep, frame: Frame): void {
  const among = unitsOf(frame, step.among);
  const holds = step.places.map((place) => unitsOf(frame, place.holds));
  const dictionary = step.places.map((place) => place.tier);
  const tiers = (name: string) => addCodes(frame, name, step.type, dictionary);
  const byRules = tiers('tier_by_rules');
  placeClients(among, holds, byRules);

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

/** Where several rules hold the first counts: it is the last to be looked at. */
function placeClients(among: Float64Array, holds: readonly Float64Array[], tier: Int32Array): void {
  const rows = tier.length;
  for (let from = 0; from < rows; from = blockEnd(from, rows)) {
    for (let place = holds.length - 1; place >= 0; place--) {
      placeBlock(among, holds[place], place, tier, from, blockEnd(from, rows));
    }
  }
}

function placeBlock(
  among: Float64Array,
  holds: Float64Array,
  place: number,
  tier: Int32Array,
  from: number,
  to: number,
): void {
  for (let row = from; row < to; row++) {
    tier[row] += Math.imul(place - tier[row], (+(holds[row] === 1) | 0) & (+(among[row] === 1) | 0));
  }
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
    const asking = sortMemory.flags(frame.rows);
    for (let from = 0; from < frame.rows; from = blockEnd(from, frame.rows)) {
      askBlock(tier, place, asking, from, blockEnd(from, frame.rows));
    }
    const { words, count } = orderRows(scores, asking, -1, sortMemory);
    if (count <= capacity) continue;
    // Who comes behind the last that finds a place.
    const last = capacity === 0 ? -1 : words[2 * capacity - 2 + rowWord];
    const score = capacity === 0 ? Number.POSITIVE_INFINITY : scores[last];
    for (let from = 0; from < frame.rows; from = blockEnd(from, frame.rows)) {
      passOnBlock(asking, scores, score, last, holds, place + 1, tier, from, blockEnd(from, frame.rows));
    }
  }
}

function askBlock(tier: Int32Array, place: number, asking: Uint8Array, from: number, to: number): void {
  for (let row = from; row < to; row++) asking[row] = +(tier[row] === place) | 0;
}

/** To the next tier whose rule holds. */
function passOnBlock(
  asking: Uint8Array,
  scores: Float64Array,
  lastScore: number,
  lastRow: number,
  holds: readonly Float64Array[],
  place: number,
  tier: Int32Array,
  from: number,
  to: number,
): void {
  for (let row = from; row < to; row++) {
    const isBehind = scores[row] < lastScore || (scores[row] === lastScore && row > lastRow);
    if (asking[row] === 1 && isBehind) tier[row] = nextHolding(holds, place, row);
  }
}

/** Who found no place in the tier that it was held in is not held: the state is where it came to, and its count begins anew. */
export function writeState(frame: Frame, model: Int32Array, held: Held | undefined): void {
  const periods = addUnwritten(frame, 'tier.periods', integerType);
  if (held === undefined) {
    for (let from = 0; from < frame.rows; from = blockEnd(from, frame.rows)) {
      countAnew(model, periods, from, blockEnd(from, frame.rows));
    }
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

function countAnew(model: Int32Array, periods: Float64Array, from: number, to: number): void {
  for (let row = from; row < to; row++) periods[row] = model[row] >= 0 ? 0 : Number.NaN;
}

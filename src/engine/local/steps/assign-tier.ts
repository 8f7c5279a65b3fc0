import { rowsDescending } from '../../../numeric/order.ts';
import type { AssignTierStep } from '../../../plan/step.ts';
import { addCodes, type Frame, unitsOf } from '../frame.ts';

/** Places clients tier by tier; who finds no place asks for the next tier whose rule holds. */
export function runAssignTier(step: AssignTierStep, frame: Frame): void {
  const among = unitsOf(frame, step.among);
  const holds = step.places.map((place) => unitsOf(frame, place.holds));
  const dictionary = step.places.map((place) => place.tier);
  const byRules = addCodes(frame, `${step.name}_by_rules`, step.type, dictionary);
  const tier = addCodes(frame, step.name, step.type, dictionary);
  for (let row = 0; row < frame.rows; row++) {
    if (among[row] !== 1) continue;
    tier[row] = nextHolding(holds, 0, row);
    byRules[row] = tier[row];
  }
  const scores = unitsOf(frame, step.by);
  for (let place = 0; place < step.places.length; place++) {
    const { capacity } = step.places[place];
    if (capacity === undefined) continue;
    const asking = new Uint8Array(frame.rows);
    for (let row = 0; row < frame.rows; row++) asking[row] = tier[row] === place ? 1 : 0;
    for (const row of rowsDescending(scores, asking).subarray(capacity)) {
      tier[row] = nextHolding(holds, place + 1, row);
    }
  }
}

/** The first place from `from` on whose rule holds; −1 where none does. */
function nextHolding(holds: readonly Float64Array[], from: number, row: number): number {
  for (let place = from; place < holds.length; place++) if (holds[place][row] === 1) return place;
  return -1;
}

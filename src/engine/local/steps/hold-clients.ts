import { isText } from '../../../model/table.ts';
import type { AssignTierStep } from '../../../plan/step.ts';
import { type Frame, unitsOf } from '../frame.ts';

// Tiers over time: a client whose rules give a worse tier than it has keeps it until it is clearly below it for some runs.
// Better and worse are by the order of this rubric's tiers; a tier that it no longer has holds nobody.

export interface Held {
  /** The tier that each client asks for first, by place. */
  readonly tier: Int32Array;
  /** 1 where that is one that its rules do not give. */
  readonly isHeld: Uint8Array;
  /** Of those: runs in a row below the buffered bound. */
  readonly periods: Float64Array;
}

/** Undefined where nobody can be held: without `stability.demote`, or without a previous run. */
export function holdClients(step: AssignTierStep, frame: Frame, byRules: Int32Array): Held | undefined {
  const { holding } = step;
  const previous = frame.columns.get('previous.model');
  if (holding === undefined || previous === undefined) return undefined;
  if (!isText(previous)) throw new Error('previous.model holds numbers where tiers are read');
  const among = unitsOf(frame, step.among);
  const buffered = step.places.map(({ holds, holdsBuffered = holds }) => unitsOf(frame, holdsBuffered));
  const atOnce = unitsOf(frame, holding.atOnce);
  const before = unitsOf(frame, 'previous.periods');
  const newPeriod = newPeriodOf(frame);
  const names = step.places.map((place) => place.tier);
  const placeOf = Int32Array.from({ length: previous.dictionary.length }, (_, code) =>
    names.indexOf(previous.dictionary.at(code) as string),
  );

  const tier = byRules.slice();
  const isHeld = new Uint8Array(frame.rows);
  const periods = new Float64Array(frame.rows);
  for (let row = 0; row < frame.rows; row++) {
    const code = previous.codes[row];
    const own = code < 0 ? -1 : placeOf[code];
    if (among[row] !== 1 || own < 0 || isAsGood(byRules[row], own) || atOnce[row] === 1) continue;
    const count = holdsUpTo(buffered, own, row) ? 0 : (before[row] || 0) + newPeriod;
    if (count >= holding.after) continue;
    tier[row] = own;
    isHeld[row] = 1;
    periods[row] = count;
  }
  return { tier, isHeld, periods };
}

/** 1 where this run is of a later day than the previous one: only then a count goes on. */
function newPeriodOf({ parameters }: Frame): number {
  const given = parameters.get('new_period');
  if (given === undefined) throw new Error('tiers over time need the parameter new_period');
  return given;
}

function isAsGood(place: number, own: number): boolean {
  return place >= 0 && place <= own;
}

/** Whether the rule of a tier as good as `own` holds with the buffer. */
function holdsUpTo(buffered: readonly Float64Array[], own: number, row: number): boolean {
  for (let place = 0; place <= own; place++) if (buffered[place][row] === 1) return true;
  return false;
}

import type { StabilitySpec } from '../../model/rubric.ts';
import { type Check, pointUnits } from '../checking.ts';
import { type Draft, object, optional, required } from '../shape/object.ts';
import { amount, feel, integer } from '../shape/scalars.ts';

// Against flapping between runs: a client leaves its tier for a worse one only when it is clearly below it for some runs.

const demoteEntries = {
  buffer: required(
    amount({ expected: 'points, 0 to 100', type: 'points', least: 0n, most: 100n }),
    'Points below the entry of its tier at which a client begins to leave it',
    '5',
  ),
  after: required(integer(1), 'Runs in a row after which it leaves', '2'),
} as const;

const entries = {
  demote: optional(
    object('demote', demoteEntries),
    'When a client leaves its tier for a worse one',
    '{buffer: 5, after: 2}',
    'at once',
  ),
  at_once: optional(feel('condition'), 'Where the rules count at once, without buffer', 'grade = "D"', 'never'),
} as const;

export const stabilityShape = object('stability', entries);

/** `at_once` knows what tier rules know. */
export function checkStability(draft: Draft<typeof entries>, check: Check): StabilitySpec {
  const atOnce = draft.at_once && check.formulas.compile(draft.at_once, 'tiers', 'flag');
  const after = draft.demote?.after;
  const buffer = draft.demote?.buffer && pointUnits(draft.demote.buffer, check.report);
  return {
    ...(buffer === undefined || after === undefined ? {} : { demote: { buffer, after } }),
    ...(atOnce === undefined || draft.at_once === undefined ? {} : { atOnce, source: draft.at_once.text }),
  };
}

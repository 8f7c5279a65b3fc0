import type { Check } from '../checking.ts';
import { type Draft, object, optional, required } from '../shape/object.ts';
import { amount, feel, integer } from '../shape/scalars.ts';

// Against flapping between runs. Checked in full; not executed yet.

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

export function checkStability(draft: Draft<typeof entries>, check: Check): void {
  if (draft.at_once) check.formulas.compile(draft.at_once, 'tiers', 'flag', true);
}

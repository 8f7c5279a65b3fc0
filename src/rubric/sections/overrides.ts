import type { Check } from '../checking.ts';
import { type Draft, object, optional } from '../shape/object.ts';
import { feel, integer, share } from '../shape/scalars.ts';

// Tiers given by hand: which are allowed, and for how long. Checked in full; not executed yet.

const entries = {
  allow: optional(
    feel('condition'),
    'Which overrides are taken; to_tier is the tier asked for',
    'not(grade = "D" and to_tier = "gold")',
    'all',
  ),
  expire_within_days: optional(integer(1), 'Longest time from effective to expires', '366', 'no bound'),
  warn_share: optional(share(), 'Share of clients with an override above which the run warns', '5%'),
} as const;

export const overridesShape = object('overrides', entries);

export function checkOverrides(draft: Draft<typeof entries>, check: Check): void {
  if (draft.allow) check.formulas.compile(draft.allow, 'overrides', 'flag', true);
}

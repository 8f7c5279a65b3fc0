import type { OverridePolicy } from '../../model/rubric.ts';
import type { Check } from '../checking.ts';
import { type Draft, object, optional } from '../shape/object.ts';
import { feel, integer, share } from '../shape/scalars.ts';

// Tiers given by hand: which are taken, and for how long.

const entries = {
  allow: optional(
    feel('condition'),
    'Which overrides are taken: to_tier is the tier asked for, tier the one that the model gives',
    'not(grade = "D" and to_tier = "gold")',
    'all',
  ),
  expire_within_days: optional(integer(1), 'Longest time from effective to expires', '366', 'no bound'),
  warn_share: optional(share(), 'Share of clients with an override above which the run warns', '5%'),
} as const;

export const overridesShape = object('overrides', entries);

export function checkOverrides(draft: Draft<typeof entries>, check: Check): OverridePolicy {
  const allow = draft.allow && check.formulas.compile(draft.allow, 'overrides', 'flag');
  return {
    ...(allow === undefined || draft.allow === undefined ? {} : { allow, source: draft.allow.text }),
    ...(draft.expire_within_days === undefined ? {} : { expireWithinDays: draft.expire_within_days }),
    ...(draft.warn_share === undefined ? {} : { warnShare: draft.warn_share.value }),
  };
}

import type { TierRule } from '../../model/rubric.ts';
import { type Check, lintRules, reportTwice } from '../checking.ts';
import { lintReach } from '../rule-reach.ts';
import { listOf } from '../shape/collections.ts';
import { type Draft, object, optional, placeOf, required } from '../shape/object.ts';
import { amount, feel, integer, text } from '../shape/scalars.ts';
import { localisedText, localisedTexts } from '../shape/texts.ts';

// Tiers, best first; a client gets the first whose rule holds and that has a place.

const hours = amount({ expected: 'a number of hours, 0 or more', type: 'number ≥ 0', least: 0n });

const entries = {
  tier: required(text('tier'), 'Name of the tier', 'gold'),
  label: optional(localisedText(), 'What reports call the tier', '{en: Gold, zh-CN: 金牌客户}', 'the name of the tier'),
  when: optional(
    feel('condition'),
    'Where the rule holds; a last tier without it takes the rest',
    'score >= 75 and grade in ("A", "B")',
    'takes the rest',
  ),
  capacity: optional(
    integer(0),
    'Places; the best by score get them, the rest go on to the next tier',
    '500',
    'no bound',
  ),
  service: optional(
    localisedTexts(),
    'What clients of the tier are served with',
    '{en: [fast-track approval], zh-CN: [快速审批通道]}',
  ),
  effort_hours: optional(hours, 'Service hours a client a year', '40'),
} as const;

export const tiersShape = listOf(object('a tier', entries));
type TierDraft = Draft<typeof entries>;

/** Words that outputs use for clients without a tier, and for all of them. */
const taken: ReadonlySet<string> = new Set(['unrated', 'prospect', 'NEW', 'EXIT', 'all']);

function checkTierNames(drafts: readonly TierDraft[], { report }: Check): void {
  const names = drafts.map((draft) => draft.tier).filter((tier) => tier !== undefined);
  reportTwice(names, 'the tier', report);
  for (const { text: name, position } of names) {
    if (taken.has(name)) report('name-clash', position, `a tier cannot be called "${name}": reports use the word`);
  }
}

/** Warns where no tier takes whoever is left. */
function lintOpen(drafts: readonly TierDraft[], { report }: Check): void {
  const last = drafts.at(-1);
  const takesRest = ({ $entries }: TierDraft) => !$entries.has('when') && !$entries.has('capacity');
  if (last === undefined || drafts.some(takesRest)) return;
  const [why, key] = !last.$entries.has('when') ? ['bounded places', 'capacity'] : ['a condition', 'when'];
  const message = `the last tier has ${why}: rated clients may stay without a tier`;
  report('open-tiers', placeOf(last, key), message, { hint: `add a last tier without "${key}"` });
}

/** Tier rules, best first; `tier` is known to formulas afterwards. */
export function checkTiers(drafts: readonly TierDraft[], check: Check): TierRule[] {
  checkTierNames(drafts, check);
  lintRules(drafts, 'tier', 'all', check.report);
  lintOpen(drafts, check);
  const tiers = drafts.map((draft) => {
    const when = draft.when && check.formulas.compile(draft.when, 'tiers', 'flag');
    const rule: TierRule = {
      tier: draft.tier?.text ?? '',
      label: draft.label ?? {},
      ...(when === undefined || draft.when === undefined ? {} : { when, source: draft.when.text }),
      ...(draft.capacity === undefined ? {} : { capacity: draft.capacity }),
      service: draft.service ?? {},
      ...(draft.effort_hours === undefined ? {} : { effortHours: draft.effort_hours.value }),
    };
    return rule;
  });
  const rules = tiers.map(({ when, capacity }, index) => ({
    when,
    at: placeOf(drafts[index], 'when'),
    takesAll: capacity === undefined,
  }));
  lintReach(rules, 'tier', check.report);
  const values = [...new Set(tiers.map((tier) => tier.tier))];
  check.formulas.add('tiered', 'tier', { kind: 'category', scale: 0, values });
  return tiers;
}

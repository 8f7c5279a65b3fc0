import type { ActionGroup } from '../../model/rubric.ts';
import { type Check, lintRules } from '../checking.ts';
import { lintReach } from '../rule-reach.ts';
import { listOf, mapOf, type Named } from '../shape/collections.ts';
import { type Draft, object, optional, placeOf, required } from '../shape/object.ts';
import { feel } from '../shape/scalars.ts';
import { localisedText } from '../shape/texts.ts';

// What is to be done with a client: in each group the first rule that holds.

const entries = {
  when: optional(
    feel('condition'),
    'Where the rule holds; without it, for every client that is left',
    'grade in ("C", "D")',
    'takes the rest',
  ),
  do: required(localisedText(), 'What is to be done', '{en: half-yearly, zh-CN: 半年审查}'),
} as const;

const rules = listOf(object('an action rule', entries));
export const actionsShape = mapOf('GROUP', { ...rules, type: 'list of rules' });

export function checkActions(groups: readonly Named<readonly Draft<typeof entries>[]>[], check: Check): ActionGroup[] {
  return groups.map(({ name, value }) => {
    lintRules(value, `rule of "${name}"`, 'all', check.report);
    const checked = value.map((rule) => {
      const when = rule.when && check.formulas.compile(rule.when, 'actions', 'flag');
      return { do: rule.do ?? {}, ...(when === undefined ? {} : { when }) };
    });
    const reached = checked.map(({ when }, index) => ({ when, at: placeOf(value[index], 'when'), takesAll: true }));
    lintReach(reached, `rule of "${name}"`, check.report);
    return { name, rules: checked };
  });
}

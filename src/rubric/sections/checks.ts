import type { CheckSpec } from '../../model/rubric.ts';
import { type Check, reportTwice } from '../checking.ts';
import { listOf } from '../shape/collections.ts';
import { type Draft, object, optional, required } from '../shape/object.ts';
import { feel, text, word } from '../shape/scalars.ts';

// Gates over figures of the summary; a breach warns, or fails the run with exit status 1.

const entries = {
  check: required(text('name'), 'What the check is called', 'rejected rows'),
  rule: required(feel('condition'), 'What must hold, over figures of the summary', 'rejected_share <= 0.01'),
  breach: optional(
    word(() => ['warn', 'fail']),
    'What a breach does; both still write all outputs',
    'fail',
    'warn',
  ),
} as const;

export const checksShape = listOf(object('a check', entries));

export function checkChecks(drafts: readonly Draft<typeof entries>[], check: Check): CheckSpec[] {
  reportTwice(
    drafts.map((draft) => draft.check).filter((name) => name !== undefined),
    'the check',
    check.report,
  );
  const specs = drafts.map(({ check: name, rule, breach, $at }): CheckSpec | undefined => {
    const expr = rule && check.formulas.compile(rule, 'checks', 'flag');
    if (expr === undefined || rule === undefined) return undefined;
    return {
      name: name?.text ?? '',
      rule: expr,
      source: rule.text,
      breach: breach?.text === 'fail' ? 'fail' : 'warn',
      position: $at,
    };
  });
  return specs.filter((spec) => spec !== undefined);
}

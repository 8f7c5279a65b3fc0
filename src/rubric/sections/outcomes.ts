import type { LocatedScalar } from '../../model/located.ts';
import { numericKinds } from '../../model/value-type.ts';
import type { Check } from '../checking.ts';
import { mapOf, type Named } from '../shape/collections.ts';
import { type Draft, object, optional, required } from '../shape/object.ts';
import { amount, feel, word } from '../shape/scalars.ts';
import { localisedText } from '../shape/texts.ts';

// Is it working: figures per tier, this run against the previous. Checked in full; not executed yet.

const target = amount({
  expected: 'a level (2%), or a signed relative change (+20%)',
  type: 'percent, +percent or number',
  percent: 'ratio',
});

const entries = {
  of: required(feel('figure'), 'One number over the clients of a tier', 'share(nps >= 9) - share(nps <= 6)'),
  among: optional(feel('condition'), 'The clients that count', 'opening_grade != "D"', 'all of the tier'),
  better: required(
    word(() => ['higher', 'lower']),
    'Which direction is better',
    'higher',
  ),
  target: optional(target, 'A signed target is a relative change, an unsigned one a level', '+20%'),
  label: optional(
    localisedText(),
    'What reports call the outcome',
    '{en: Retention, zh-CN: 客户留存率}',
    'the name of the outcome',
  ),
} as const;

export const outcomesShape = mapOf('OUTCOME', object('an outcome', entries));
type OutcomeDraft = Draft<typeof entries>;

function checkFigure(of: LocatedScalar, check: Check): void {
  const expr = check.formulas.compile(of, 'outcomes', 'any', true);
  if (expr === undefined) return;
  if (!numericKinds.has(expr.type.kind)) {
    check.report('wrong-type', of.position, `an outcome is a number, not a ${expr.type.kind}`, {
      found: expr.type.kind,
    });
  } else if (expr.context !== 'book') {
    const hint = 'wrap it in mean(…), sum(…), median(…) or share(…)';
    check.report(
      'wrong-type',
      of.position,
      'this is a value of each client, and an outcome is one number for all of them',
      { hint },
    );
  }
}

export function checkOutcomes(drafts: readonly Named<OutcomeDraft>[], check: Check): void {
  for (const { value: draft } of drafts) {
    if (draft.of) checkFigure(draft.of, check);
    if (draft.among) check.formulas.compile(draft.among, 'outcomes', 'flag', true);
    const { target: goal } = draft;
    if (goal?.signed && goal.value.units < -(10n ** BigInt(goal.value.scale))) {
      const message = `a relative change of ${goal.at.text} is below -100%: nothing falls by more than all of it`;
      check.report('invalid-value', goal.at.position, message, { found: goal.at.text });
    }
  }
}

import type { Expr } from '../../model/expression.ts';
import type { LocatedScalar } from '../../model/located.ts';
import type { OutcomeSpec } from '../../model/rubric.ts';
import { numericKinds } from '../../model/value-type.ts';
import type { Check } from '../checking.ts';
import { mapOf, type Named } from '../shape/collections.ts';
import { type Draft, object, optional, required } from '../shape/object.ts';
import { amount, feel, word } from '../shape/scalars.ts';
import { localisedText } from '../shape/texts.ts';

// Is it working: figures per tier, this run against the previous. Only here do list functions go over the clients.

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

function checkFigure(of: LocatedScalar, check: Check): Expr | undefined {
  const expr = check.formulas.compile(of, 'outcomes', 'any');
  if (expr === undefined) return undefined;
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
  } else return expr;
  return undefined;
}

function checkTarget({ target: goal }: OutcomeDraft, { report }: Check): OutcomeSpec['target'] {
  if (goal === undefined) return undefined;
  if (goal.signed && goal.value.units < -(10n ** BigInt(goal.value.scale))) {
    const message = `a relative change of ${goal.at.text} is below -100%: nothing falls by more than all of it`;
    report('invalid-value', goal.at.position, message, { found: goal.at.text });
  }
  return { kind: goal.signed ? 'change' : 'level', value: goal.value };
}

export function checkOutcomes(drafts: readonly Named<OutcomeDraft>[], check: Check): OutcomeSpec[] {
  const specs = drafts.map(({ name, value: draft }): OutcomeSpec | undefined => {
    const of = draft.of && checkFigure(draft.of, check);
    const among = draft.among && check.formulas.compile(draft.among, 'clients of an outcome', 'flag');
    const target = checkTarget(draft, check);
    if (of === undefined || draft.of === undefined) return undefined;
    return {
      name,
      label: draft.label ?? {},
      of,
      source: draft.of.text,
      ...(among === undefined ? {} : { among }),
      better: draft.better?.text === 'lower' ? 'lower' : 'higher',
      ...(target === undefined ? {} : { target }),
      position: draft.$at,
    };
  });
  return specs.filter((spec) => spec !== undefined);
}

import type { Expr } from '../../model/expression.ts';
import type { ListSpec } from '../../model/rubric.ts';
import { numericKinds } from '../../model/value-type.ts';
import { constant, flagType } from '../../plan/expressions.ts';
import type { Check } from '../checking.ts';
import { mapOf, type Named } from '../shape/collections.ts';
import { type Draft, object, optional, required } from '../shape/object.ts';
import { feel } from '../shape/scalars.ts';
import { localisedText } from '../shape/texts.ts';

// Lists of clients, such as who to call; a client may be on several.

const entries = {
  when: required(feel('condition'), 'Who is on the list', 'contribution >= 75 and marketing_consent = true'),
  sort: optional(
    feel('value'),
    'What the list is sorted by: largest first, missing last, then id',
    'contribution',
    'by id',
  ),
  label: optional(
    localisedText(),
    'What reports call the list',
    '{en: Watchlist, zh-CN: 预警名单}',
    'the name of the list',
  ),
} as const;

export const listsShape = mapOf('LIST', object('a list', entries));
type ListDraft = Draft<typeof entries>;

function checkSort({ sort }: ListDraft, check: Check): Expr | undefined {
  const expr = sort && check.formulas.compile(sort, 'actions', 'any');
  if (expr === undefined || numericKinds.has(expr.type.kind) || ['date', 'duration', 'flag'].includes(expr.type.kind))
    return expr;
  const message = `a list is sorted by a number, a date or a flag, not by a ${expr.type.kind}`;
  check.report('wrong-type', sort!.position, message, { found: expr.type.kind });
  return undefined;
}

export function checkLists(drafts: readonly Named<ListDraft>[], check: Check): ListSpec[] {
  return drafts.map(({ name, value: draft }) => {
    const when = draft.when && check.formulas.compile(draft.when, 'actions', 'flag');
    const sort = checkSort(draft, check);
    return {
      name,
      label: draft.label ?? {},
      when: when ?? constant(0, flagType),
      ...(draft.when === undefined ? {} : { source: draft.when.text }),
      ...(sort === undefined ? {} : { sort }),
    };
  });
}

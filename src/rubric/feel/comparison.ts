import type { Expr, Relation } from '../../model/expression.ts';
import { parseIsoDate } from '../../numeric/date.ts';
import { parseDecimal } from '../../numeric/decimal.ts';
import { compare } from '../../plan/expressions.ts';
import { nearest } from '../../text/nearest.ts';
import {
  asMoney,
  describe,
  describeType,
  isLiteralNumber,
  isLiteralText,
  isMoney,
  isNull,
  isNumeric,
  isTextual,
} from './kinds.ts';
import type { Setting } from './setting.ts';
import type { Span } from './syntax.ts';

// Comparisons by kind. Money is compared with money or a literal; texts are equal or not (their order means nothing to a
// rubric: a grade "A" is better than "B"); a text that a closed category can never be is an error.

function isOrder(relation: Relation): boolean {
  return relation !== '=' && relation !== '!=';
}

/** The literal belongs to no value of the closed category beside it. */
function reportUnknownValue(category: Expr, literal: Expr, at: Span, within: Setting): boolean {
  const values = category.type.values;
  if (values === undefined || !isLiteralText(literal) || values.includes(literal.value)) return false;
  const meant = nearest(literal.value, values);
  within.report('impossible-value', at, `"${literal.value}" is no value of ${describe(category)}`, {
    found: literal.value,
    expected: values.join(', '),
    hint:
      meant === undefined ? `it can be ${values.map((value) => `"${value}"`).join(', ')}` : `did you mean "${meant}"?`,
  });
  return true;
}

/** What to write instead of a text beside something that is none. */
function hintForText(text: string, other: Expr): string | undefined {
  if (isNumeric(other) && parseDecimal(text) !== null) return `write ${text} without quotes`;
  if (other.type.kind === 'date' && parseIsoDate(text) !== null) return `write date("${text}")`;
  if (other.type.kind === 'flag') return 'a flag is true or false, without quotes';
  return undefined;
}

function reportMismatch(left: Expr, right: Expr, at: Span, within: Setting): undefined {
  const hint = isLiteralText(left)
    ? hintForText(left.value, right)
    : isLiteralText(right)
      ? hintForText(right.value, left)
      : isMoney(left) !== isMoney(right) && isNumeric(left) && isNumeric(right)
        ? 'divide money by money to get a number; only a literal takes the kind of the other side'
        : undefined;
  within.report(
    'wrong-type',
    at,
    `${describe(left)} cannot be compared with ${describe(right)}`,
    hint === undefined ? {} : { hint },
  );
  return undefined;
}

/** `left relation right`, checked; undefined when a problem was reported. */
export function compareTyped(relation: Relation, left: Expr, right: Expr, at: Span, within: Setting): Expr | undefined {
  if (isNull(left) || isNull(right)) {
    if (!isOrder(relation)) return compare(relation, left, right);
    within.report('wrong-type', at, 'an order comparison with null never holds', { hint: 'write = null or != null' });
    return undefined;
  }
  if (isNumeric(left) && isNumeric(right)) {
    if (isMoney(left) === isMoney(right)) return compare(relation, left, right);
    if (isLiteralNumber(left)) return compare(relation, asMoney(left), right);
    if (isLiteralNumber(right)) return compare(relation, left, asMoney(right));
    return reportMismatch(left, right, at, within);
  }
  if (isTextual(left) && isTextual(right)) {
    if (reportUnknownValue(left, right, at, within) || reportUnknownValue(right, left, at, within)) return undefined;
    if (!isOrder(relation)) return compare(relation, left, right);
    within.report('not-in-subset', at, 'texts and categories have no order', {
      hint: 'list the values: grade in ("A", "B")',
    });
    return undefined;
  }
  if (left.type.kind !== right.type.kind || left.type.unit !== right.type.unit)
    return reportMismatch(left, right, at, within);
  if (left.type.kind === 'flag' && isOrder(relation)) {
    within.report('wrong-type', at, `${describeType(left.type)} has no order`, {
      hint: 'compare with = true or = false',
    });
    return undefined;
  }
  return compare(relation, left, right);
}

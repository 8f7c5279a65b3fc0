import type { Expr } from '../../model/expression.ts';
import { pointScale, type ValueType } from '../../model/value-type.ts';
import { rescale } from '../../numeric/scaled.ts';
import { constant, integerType, pointsType } from '../../plan/expressions.ts';
import { boundsAtScale } from './bounds.ts';
import { describe, isLiteralNumber, isLiteralText, isMoney, isNull, isNumeric, isTextual } from './kinds.ts';
import type { Setting } from './setting.ts';
import type { Span } from './syntax.ts';

// Brings values that stand for one another (the branches of `if`, the arguments of `min`) to one type. Literals take the
// type of the others; null fits everywhere.

/** A number at the scale and kind of `type` (missing where it does not fit there); anything else as it is. */
function convertTo(expr: Expr, type: ValueType): Expr {
  if (!isNumeric(expr)) return expr;
  if (expr.type.kind === type.kind && expr.type.scale === type.scale) return expr;
  if (expr.op === 'constant' && typeof expr.value === 'number') {
    const units = rescale(expr.value, expr.type.scale, type.scale);
    if (!Number.isNaN(units)) return constant(units, type);
  }
  return { op: 'convert', arg: expr, type, bounds: boundsAtScale(expr, type.scale), context: expr.context };
}

/** Integers stay integers; every other plain number has six digits. */
export function settleLiteral(expr: Expr): Expr {
  return isLiteralNumber(expr) && expr.type.kind === 'number' ? convertTo(expr, pointsType) : expr;
}

function numericType(parts: readonly Expr[], moneyScale: number): ValueType | undefined {
  const fields = parts.filter((part) => !isLiteralNumber(part));
  if (fields.some(isMoney)) return fields.every(isMoney) ? { kind: 'money', scale: moneyScale } : undefined;
  if (parts.every((part) => part.type.kind === 'integer')) return integerType;
  if (fields.length > 0 && fields.every((part) => part.type.kind === 'percent'))
    return { kind: 'percent', scale: pointScale };
  return pointsType;
}

/** A closed category where all values are known beforehand, otherwise text. */
function textType(parts: readonly Expr[]): ValueType {
  const values = new Set<string>();
  for (const part of parts) {
    if (isLiteralText(part)) values.add(part.value);
    else if (part.type.kind === 'category' && part.type.values !== undefined)
      for (const value of part.type.values) values.add(value);
    else return parts.every((other) => other.type.kind === part.type.kind) ? part.type : { kind: 'text', scale: 0 };
  }
  return { kind: 'category', scale: 0, values: [...values] };
}

/** The one type of some values, nulls aside; undefined where they have none. */
function commonType(parts: readonly Expr[], moneyScale: number): ValueType | undefined {
  const [first, ...others] = parts;
  if (parts.every(isNumeric)) return numericType(parts, moneyScale);
  if (parts.every(isTextual)) return textType(parts);
  const same = others.every((part) => part.type.kind === first.type.kind && part.type.unit === first.type.unit);
  return same ? first.type : undefined;
}

export interface Unified {
  readonly type: ValueType;
  readonly parts: readonly Expr[];
}

/** The values at one type, or undefined when it was reported that they have none. */
export function unify(parts: readonly Expr[], at: Span, what: string, within: Setting): Unified | undefined {
  const known = parts.filter((part) => !isNull(part));
  if (known.length === 0) {
    within.report('wrong-type', at, `${what} are all null`, { hint: 'at least one must have a value' });
    return undefined;
  }
  const type = commonType(known, within.scope.moneyScale);
  if (type === undefined) {
    const other = known.find((part) => commonType([known[0], part], within.scope.moneyScale) === undefined) ?? known[0];
    within.report('wrong-type', at, `${what} are ${describe(known[0])} and ${describe(other)}`, {
      expected: 'values of one kind',
    });
    return undefined;
  }
  return { type, parts: parts.map((part) => (isNull(part) ? part : convertTo(part, type))) };
}

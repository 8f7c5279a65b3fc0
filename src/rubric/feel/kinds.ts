import type { Constant, Expr } from '../../model/expression.ts';
import { numericKinds, textKinds, type ValueType } from '../../model/value-type.ts';

// What values are called in messages, and which are literals that take the kind of the other side.

export function isNumeric(expr: Expr): boolean {
  return numericKinds.has(expr.type.kind);
}

export function isTextual(expr: Expr): boolean {
  return textKinds.has(expr.type.kind);
}

export function isNull(expr: Expr): boolean {
  return expr.type.kind === 'null';
}

export function isMoney(expr: Expr): boolean {
  return expr.type.kind === 'money';
}

/** A plain number written in the formula: beside money it is money. */
export function isLiteralNumber(expr: Expr): expr is Constant & { value: number } {
  return expr.op === 'constant' && typeof expr.value === 'number' && isNumeric(expr) && !isMoney(expr);
}

export function isLiteralText(expr: Expr): expr is Constant & { value: string } {
  return expr.op === 'constant' && typeof expr.value === 'string';
}

/** A literal number as money, with the digits it was written with. */
export function asMoney(expr: Expr & Constant): Constant {
  return { ...expr, type: { kind: 'money', scale: expr.type.scale } };
}

const articles: Partial<Record<ValueType['kind'], string>> = {
  integer: 'an integer',
  id: 'an id',
  text: 'text',
  null: 'null',
  money: 'money',
};

/** "a date", "a duration in months". */
export function describeType(type: ValueType): string {
  if (type.kind === 'duration') return `a duration in ${type.unit}`;
  return articles[type.kind] ?? `a ${type.kind}`;
}

/** "a date", or for a literal what it is in the formula: `a plain number`. */
export function describe(expr: Expr): string {
  if (isLiteralNumber(expr)) return 'a plain number';
  return expr.op === 'column' ? `${expr.name} (${describeType(expr.type)})` : describeType(expr.type);
}

import type { Arithmetic, Constant, Expr } from '../../model/expression.ts';
import { type Bounds, pointScale, type ValueType } from '../../model/value-type.ts';
import { bigPower10, divideRounded } from '../../numeric/scaled.ts';
import { constant, contextOf, integerType, pointsType } from '../../plan/expressions.ts';
import { boundsOfDifference, boundsOfProduct, boundsOfQuotient, boundsOfSum } from './bounds.ts';
import { compileTimeArithmetic } from './calendar-arithmetic.ts';
import { asMoney, describe, isLiteralNumber, isMoney, isNumeric } from './kinds.ts';
import { numberConstant } from './literals.ts';
import type { Setting } from './setting.ts';
import type { Operator, Span, Syntax } from './syntax.ts';

// Arithmetic by kind (rubric-language.md, "Expressions"): money ± money = money, money × or ÷ number = money, money ÷
// money = number; integers stay integers but for division. Operations on literals alone are done here, exactly.

const words: Record<Operator, string> = {
  '+': 'added',
  '-': 'subtracted',
  '*': 'multiplied',
  '/': 'divided',
  '**': 'raised',
};
const ops = { '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide' } as const;
const boundsOf = { '+': boundsOfSum, '-': boundsOfDifference, '*': boundsOfProduct, '/': boundsOfQuotient } as const;

/** Largest whole exponents that stay one exact operation, or integers throughout. */
const mostPower = { integer: 8, number: 2 };

function combine(operator: Operator & keyof typeof ops, left: Expr, right: Expr, type: ValueType): Arithmetic {
  const bounds: Bounds = boundsOf[operator](left, right, type.scale);
  return { op: ops[operator], left, right, type, bounds, context: contextOf([left, right]) };
}

/** Literals only: exact but for a quotient, which has six digits like every quotient. */
function fold(
  operator: Operator,
  left: Constant & { value: number },
  right: Constant & { value: number },
): Constant | undefined {
  const [a, b] = [BigInt(left.value), BigInt(right.value)];
  const [aScale, bScale] = [left.type.scale, right.type.scale];
  const scale = Math.max(aScale, bScale);
  const [x, y] = [a * bigPower10(scale - aScale), b * bigPower10(scale - bScale)];
  switch (operator) {
    case '+':
      return numberConstant(x + y, scale);
    case '-':
      return numberConstant(x - y, scale);
    case '*':
      return numberConstant(a * b, aScale + bScale);
    case '/':
      return numberConstant(divideRounded(x * bigPower10(pointScale), y), pointScale);
    case '**':
      return bScale > 0 || b < 0n || b > 64n ? undefined : numberConstant(a ** b, aScale * Number(b));
  }
}

function numberType(left: Expr, right: Expr): ValueType {
  return left.type.kind === 'integer' && right.type.kind === 'integer' ? integerType : pointsType;
}

/** The sides as they are combined and the type of the result, or what is wrong with them. */
function typeOf(
  operator: Operator,
  left: Expr,
  right: Expr,
  money: ValueType,
): { left: Expr; right: Expr; type: ValueType } | { wrong: string; hint: string } {
  const literalLeft = isLiteralNumber(left);
  const literalRight = isLiteralNumber(right);
  if (operator === '+' || operator === '-') {
    if (isMoney(left) && isMoney(right)) return { left, right, type: money };
    if (isMoney(left) && literalRight) return { left, right: asMoney(right), type: money };
    if (isMoney(right) && literalLeft) return { left: asMoney(left), right, type: money };
    if (isMoney(left) || isMoney(right)) {
      const hint = `declare it as money too, or multiply it by money; only a literal takes the kind of the other side`;
      return { wrong: `${describe(left)} and ${describe(right)} cannot be ${words[operator]}`, hint };
    }
    return { left, right, type: numberType(left, right) };
  }
  if (operator === '*') {
    if (isMoney(left) && isMoney(right)) {
      return { wrong: 'money times money has no meaning', hint: 'divide one by the other to get a number' };
    }
    return { left, right, type: isMoney(left) || isMoney(right) ? money : numberType(left, right) };
  }
  if (isMoney(right) && !isMoney(left)) {
    if (literalLeft) return { left: asMoney(left), right, type: pointsType };
    return {
      wrong: `${describe(left)} divided by money has no meaning`,
      hint: 'divide money by money, or money by a number',
    };
  }
  return { left, right, type: isMoney(left) && !isMoney(right) ? money : pointsType };
}

function raise(left: Expr, right: Expr, at: Span, within: Setting): Expr | undefined {
  const most = left.type.kind === 'integer' ? mostPower.integer : mostPower.number;
  const exponent = isLiteralNumber(right) && right.type.scale === 0 ? right.value : Number.NaN;
  if (isMoney(left) || !(exponent >= 1 && exponent <= most)) {
    within.report('not-in-subset', at, `only whole exponents written out are exact: up to ${most} for this base`, {
      hint: 'write the product out, or use present_value for discounting',
    });
    return undefined;
  }
  let power = left;
  for (let step = 1; step < exponent; step++) power = combine('*', power, left, numberType(left, left));
  return power;
}

function calculate(operator: Operator, left: Expr, right: Expr, at: Span, within: Setting): Expr | undefined {
  if (isLiteralNumber(right) && right.value === 0 && operator === '/') {
    within.report('bad-literal', at, 'a division by 0 is always missing', { hint: 'write null if missing is meant' });
    return undefined;
  }
  if (isLiteralNumber(left) && isLiteralNumber(right)) {
    const folded = fold(operator, left, right);
    if (folded !== undefined) return folded;
  }
  if (operator === '**') return raise(left, right, at, within);
  const typed = typeOf(operator, left, right, { kind: 'money', scale: within.scope.moneyScale });
  if ('wrong' in typed) {
    within.report('wrong-type', at, typed.wrong, { hint: typed.hint });
    return undefined;
  }
  return combine(operator, typed.left, typed.right, typed.type);
}

export function compileArithmetic(syntax: Syntax & { node: 'arithmetic' }, within: Setting): Expr | undefined {
  const left = within.compile(syntax.left, within);
  const right = within.compile(syntax.right, within);
  if (left === undefined || right === undefined) return undefined;
  if (isNumeric(left) && isNumeric(right)) return calculate(syntax.operator, left, right, syntax, within);
  if (syntax.operator !== '**') {
    const timed = compileTimeArithmetic(syntax.operator, left, right);
    if (timed !== undefined) return timed;
  }
  const verb = words[syntax.operator];
  within.report('wrong-type', syntax, `${describe(left)} and ${describe(right)} cannot be ${verb}`, {
    ...(left.type.kind === 'null' || right.type.kind === 'null'
      ? { hint: 'arithmetic with null is always missing' }
      : {}),
  });
  return undefined;
}

export function compileMinus(syntax: Syntax & { node: 'minus' }, within: Setting): Expr | undefined {
  const arg = within.compile(syntax.arg, within);
  if (arg === undefined) return undefined;
  if (isLiteralNumber(arg)) return numberConstant(-BigInt(arg.value), arg.type.scale);
  if (isNumeric(arg) || arg.type.kind === 'duration') {
    const type = arg.type.kind === 'percent' ? pointsType : arg.type;
    return combine('-', constant(0, { ...type, scale: 0 }), arg, type);
  }
  within.report('wrong-type', syntax, `${describe(arg)} has no negative`);
  return undefined;
}

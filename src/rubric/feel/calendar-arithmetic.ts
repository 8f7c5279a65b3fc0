import type { Expr } from '../../model/expression.ts';
import { unbounded, type ValueType } from '../../model/value-type.ts';
import { constant, contextOf, pointsType } from '../../plan/expressions.ts';
import { boundsOfDifference, boundsOfProduct, boundsOfQuotient, boundsOfSum } from './bounds.ts';

// Arithmetic with dates and durations: date − date = days; date ± days = date; date ± months goes to the same day of
// another month, or to its last; durations of one unit add up, and multiply by integers.

const dateType: ValueType = { kind: 'date', scale: 0 };
const daysType: ValueType = { kind: 'duration', scale: 0, unit: 'days' };

/** A date plus a duration of months (negative ones go back). */
function addMonths(date: Expr, months: Expr): Expr {
  const args = [date, months];
  return { op: 'call', name: 'add months', args, type: dateType, bounds: unbounded, context: contextOf(args) };
}

function negative(duration: Expr): Expr {
  if (duration.op === 'constant') return constant(-(duration.value as number) + 0, duration.type);
  const zero = constant(0, duration.type);
  const { type, context } = duration;
  return { op: 'subtract', left: zero, right: duration, type, bounds: boundsOfDifference(zero, duration, 0), context };
}

/** The result, or undefined where the operands are not of this kind. */
export function compileTimeArithmetic(operator: '+' | '-' | '*' | '/', left: Expr, right: Expr): Expr | undefined {
  const context = contextOf([left, right]);
  const kinds = `${left.type.kind} ${operator} ${right.type.kind}`;
  switch (kinds) {
    case 'date - date':
      return { op: 'subtract', left, right, type: daysType, bounds: boundsOfDifference(left, right, 0), context };
    case 'duration + date':
      return compileTimeArithmetic('+', right, left);
    case 'date + duration':
      if (right.type.unit === 'months') return addMonths(left, right);
      return { op: 'add', left, right, type: dateType, bounds: boundsOfSum(left, right, 0), context };
    case 'date - duration':
      if (right.type.unit === 'months') return addMonths(left, negative(right));
      return { op: 'subtract', left, right, type: dateType, bounds: boundsOfDifference(left, right, 0), context };
    case 'duration + duration':
      if (left.type.unit !== right.type.unit) return undefined;
      return { op: 'add', left, right, type: left.type, bounds: boundsOfSum(left, right, 0), context };
    case 'duration - duration':
      if (left.type.unit !== right.type.unit) return undefined;
      return { op: 'subtract', left, right, type: left.type, bounds: boundsOfDifference(left, right, 0), context };
    case 'integer * duration':
      return compileTimeArithmetic('*', right, left);
    case 'duration * integer':
      return { op: 'multiply', left, right, type: left.type, bounds: boundsOfProduct(left, right, 0), context };
    case 'duration / duration':
      if (left.type.unit !== right.type.unit) return undefined;
      return {
        op: 'divide',
        left,
        right,
        type: pointsType,
        bounds: boundsOfQuotient(left, right, pointsType.scale),
        context,
      };
    default:
      return undefined;
  }
}

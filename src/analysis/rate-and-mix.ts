import type { BookFigure } from '../model/book-figure.ts';
import type { Expr } from '../model/expression.ts';
import { type Fraction, fraction, minus, one, over, plus, times, unitsAt, zero } from '../numeric/fraction.ts';
import { bigPower10 } from '../numeric/scaled.ts';

// Of the change of a figure of the book, the part that comes from within groups of clients (docs/decisions/0013-outcomes.md).
// A mean is Σ w·r over groups: w a group's part of the denominator, r its own value. Its change is then exactly
// Σ ½(w + w′)(r − r′), the rates, + Σ ½(r + r′)(w − w′), the mix (Kitagawa 1955). So it is of any quotient of sums, and of
// sums and multiples of such. A group with no denominator in one of the books has no rate there: all of it is mix.

/** A sum or count over clients, or a sum of such: what it comes to in a group. */
type Additive = (figure: BookFigure) => Fraction;

/** factor · top ÷ bottom. */
interface Quotient {
  readonly factor: Fraction;
  readonly top: Additive;
  readonly bottom: Additive;
}

/**
 * The part of the rates, in units of the figure's type, rounded once; null where it cannot be told apart. Both books give
 * their groups in the same order, and all of them together last.
 */
export function measureRates(figure: Expr, before: readonly BookFigure[], now: readonly BookFigure[]): bigint | null {
  const quotients = quotientsOf(figure);
  if (quotients === null) return null;
  let sum = zero;
  for (const quotient of quotients) {
    const rates = ratesOf(quotient, before, now);
    if (rates === null) return null;
    sum = plus(sum, times(quotient.factor, rates));
  }
  return unitsAt(sum, figure.type.scale);
}

function ratesOf({ top, bottom }: Quotient, before: readonly BookFigure[], now: readonly BookFigure[]) {
  const last = before.length - 1;
  const [wholeBefore, wholeNow] = [bottom(before[last]), bottom(now[last])];
  if (wholeBefore.top === 0n || wholeNow.top === 0n) return null;
  let sum = zero;
  for (let group = 0; group < last; group++) {
    const [was, is] = [bottom(before[group]), bottom(now[group])];
    if (was.top === 0n || is.top === 0n) continue;
    const weight = plus(over(was, wholeBefore), over(is, wholeNow));
    const change = minus(over(top(now[group]), is), over(top(before[group]), was));
    sum = plus(sum, over(times(weight, change), fraction(2n)));
  }
  return sum;
}

/** The figure as a sum of quotients and a constant; null where it is none. */
function quotientsOf(expr: Expr): readonly Quotient[] | null {
  switch (expr.op) {
    case 'constant':
      return expr.value === null ? null : [];
    case 'convert':
      return quotientsOf(expr.arg);
    case 'aggregate':
      if (expr.name !== 'mean' && expr.name !== 'share') return null;
      return [{ factor: one, top: totalOf(expr), bottom: (figure) => countOf(figure, expr) }];
    case 'add':
    case 'subtract': {
      const [left, right] = [quotientsOf(expr.left), quotientsOf(expr.right)];
      if (left === null || right === null) return null;
      const sign = fraction(expr.op === 'add' ? 1n : -1n);
      return [...left, ...right.map((quotient) => ({ ...quotient, factor: times(quotient.factor, sign) }))];
    }
    case 'multiply': {
      const [left, right] = [constantOf(expr.left), constantOf(expr.right)];
      if (left !== null) return scale(quotientsOf(expr.right), left);
      return right === null ? null : scale(quotientsOf(expr.left), right);
    }
    case 'divide': {
      const divisor = constantOf(expr.right);
      if (divisor !== null) return divisor.top === 0n ? null : scale(quotientsOf(expr.left), over(one, divisor));
      const [top, bottom] = [additiveOf(expr.left), additiveOf(expr.right)];
      return top === null || bottom === null ? null : [{ factor: one, top, bottom }];
    }
    default:
      return null;
  }
}

function scale(quotients: readonly Quotient[] | null, factor: Fraction): readonly Quotient[] | null {
  return quotients?.map((quotient) => ({ ...quotient, factor: times(quotient.factor, factor) })) ?? null;
}

function constantOf(expr: Expr): Fraction | null {
  if (expr.op === 'convert') return constantOf(expr.arg);
  if (expr.op !== 'constant' || typeof expr.value !== 'number') return null;
  return fraction(BigInt(expr.value), bigPower10(expr.type.scale));
}

/** Sums and counts, their sums, differences and multiples: what adds up over groups. */
function additiveOf(expr: Expr): Additive | null {
  switch (expr.op) {
    case 'convert':
      return additiveOf(expr.arg);
    case 'aggregate':
      if (expr.name === 'count') return (figure) => countOf(figure, expr);
      return expr.name === 'sum' ? totalOf(expr) : null;
    case 'add':
    case 'subtract': {
      const [left, right] = [additiveOf(expr.left), additiveOf(expr.right)];
      const combine = expr.op === 'add' ? plus : minus;
      return left === null || right === null ? null : (figure) => combine(left(figure), right(figure));
    }
    case 'multiply': {
      const [left, right] = [constantOf(expr.left), constantOf(expr.right)];
      const [factor, part] = left === null ? [right, expr.left] : [left, expr.right];
      const inner = factor === null ? null : additiveOf(part);
      return factor === null || inner === null ? null : (figure) => times(factor, inner(figure));
    }
    default:
      return null;
  }
}

type List = Expr & { op: 'aggregate' };

function totalOf(list: List): Additive {
  const unit = bigPower10(list.name === 'share' ? 0 : (list.value?.type.scale ?? 0));
  return (figure) => fraction(figure.totals.get(list)?.sum ?? 0n, unit);
}

function countOf(figure: BookFigure, list: List): Fraction {
  return fraction(BigInt(figure.totals.get(list)?.count ?? 0));
}

import type { Decimal } from '../../model/decimal.ts';
import type { Expr } from '../../model/expression.ts';
import { bigPower10 } from '../../numeric/scaled.ts';
import type { End, Interval, UnaryTest } from '../../plan/unary-test.ts';
import { isTextual } from './kinds.ts';

// The set of values a test takes, as far as it is known before a row is read: intervals of exact numbers (dates,
// durations and flags as their units), or texts. null is not known.

export type Covers = UnaryTest['covers'];

const everything: Interval = { low: { at: null, closed: false }, high: { at: null, closed: false } };

function compareDecimals(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const x = a.units * bigPower10(scale - a.scale);
  const y = b.units * bigPower10(scale - b.scale);
  return x < y ? -1 : x > y ? 1 : 0;
}

function compareLow(a: End, b: End): number {
  if (a.at === null || b.at === null) return a.at === b.at ? 0 : a.at === null ? -1 : 1;
  return compareDecimals(a.at, b.at) || Number(b.closed) - Number(a.closed);
}

function compareHigh(a: End, b: End): number {
  if (a.at === null || b.at === null) return a.at === b.at ? 0 : a.at === null ? 1 : -1;
  return compareDecimals(a.at, b.at) || Number(a.closed) - Number(b.closed);
}

/** Whether nothing lies between a high end and the low end of what comes next. */
function touches(high: End, low: End): boolean {
  if (high.at === null || low.at === null) return true;
  const order = compareDecimals(high.at, low.at);
  return order > 0 || (order === 0 && (high.closed || low.closed));
}

export function isEmpty(interval: Interval): boolean {
  const { low, high } = interval;
  if (low.at === null || high.at === null) return false;
  const order = compareDecimals(low.at, high.at);
  return order > 0 || (order === 0 && !(low.closed && high.closed));
}

/** Ascending, none touching the next. */
function merge(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  for (const interval of intervals.toSorted((a, b) => compareLow(a.low, b.low))) {
    const last = merged.at(-1);
    if (last === undefined || !touches(last.high, interval.low)) merged.push(interval);
    else if (compareHigh(last.high, interval.high) < 0)
      merged[merged.length - 1] = { low: last.low, high: interval.high };
  }
  return merged;
}

/** What any of the sets takes. */
export function uniteCovers(sets: readonly Covers[]): Covers {
  const intervals: Interval[] = [];
  const texts: string[] = [];
  for (const set of sets) {
    if (set === null) return null;
    if ('intervals' in set) intervals.push(...set.intervals);
    else texts.push(...set.texts);
  }
  return texts.length > 0 ? { texts: [...new Set(texts)] } : { intervals: merge(intervals) };
}

/** Every value the subject can have; null where that is any text. */
export function coverEverything(subject: Expr): Covers {
  if (isTextual(subject)) return subject.type.values === undefined ? null : { texts: subject.type.values };
  return { intervals: [everything] };
}

/** What the set does not take, of the values the subject can have. */
export function complementCovers(set: Covers, subject: Expr): Covers {
  const all = coverEverything(subject);
  if (set === null || all === null) return null;
  if ('texts' in all) return { texts: all.texts.filter((text) => !('texts' in set && set.texts.includes(text))) };
  const gaps: Interval[] = [];
  let low: End = everything.low;
  for (const interval of 'intervals' in set ? set.intervals : []) {
    if (interval.low.at !== null) gaps.push({ low, high: { at: interval.low.at, closed: !interval.low.closed } });
    if (interval.high.at === null) return { intervals: gaps };
    low = { at: interval.high.at, closed: !interval.high.closed };
  }
  return { intervals: [...gaps, { low, high: everything.high }] };
}

/** The exact number of a constant; undefined for anything else. */
export function decimalOf(expr: Expr): Decimal | undefined {
  if (expr.op !== 'constant' || typeof expr.value !== 'number') return undefined;
  return { units: BigInt(expr.value), scale: expr.type.scale };
}

/** What `subject relation operand` takes. */
export function coverRelation(relation: string, operand: Expr, subject: Expr): Covers {
  if (relation === '!=') return complementCovers(coverRelation('=', operand, subject), subject);
  if (operand.op === 'constant' && typeof operand.value === 'string') return { texts: [operand.value] };
  const at = decimalOf(operand);
  if (at === undefined) return null;
  const closed = relation.includes('=');
  const low = relation.startsWith('<') ? everything.low : { at, closed };
  const high = relation.startsWith('>') ? everything.high : { at, closed };
  return { intervals: [{ low, high }] };
}

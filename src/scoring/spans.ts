import type { Decimal } from '../model/decimal.ts';
import { bigPower10 } from '../numeric/scaled.ts';
import type { Interval } from '../plan/unary-test.ts';

// Sets of values as spans of whole units, both ends in. A column holds whole units of its scale and nothing between them,
// so every open end moves to the next unit and set arithmetic is exact: at scale 0 there is nothing between 2 and 3.

/** Whole units from `low` to `high`, both in. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

/** The largest whole units that are not above a decimal. */
function floorUnits({ units, scale }: Decimal, toScale: number): bigint {
  if (toScale >= scale) return units * bigPower10(toScale - scale);
  const divisor = bigPower10(scale - toScale);
  const quotient = units / divisor;
  return units < 0n && units % divisor !== 0n ? quotient - 1n : quotient;
}

function isWhole({ units, scale }: Decimal, toScale: number): boolean {
  return toScale >= scale || units % bigPower10(scale - toScale) === 0n;
}

/** The part of an interval that lies within a span, in units of `scale`; undefined where there is none. */
export function spanOf({ low, high }: Interval, scale: number, within: Span): Span | undefined {
  let from = BigInt(within.low);
  let to = BigInt(within.high);
  if (low.at !== null) {
    const floor = floorUnits(low.at, scale);
    const first = low.closed && isWhole(low.at, scale) ? floor : floor + 1n;
    if (first > from) from = first;
  }
  if (high.at !== null) {
    const floor = floorUnits(high.at, scale);
    const last = !high.closed && isWhole(high.at, scale) ? floor - 1n : floor;
    if (last < to) to = last;
  }
  return from > to ? undefined : { low: Number(from), high: Number(to) };
}

/** The same set in ascending order, each run of neighbouring units once. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.low - b.low)) {
    const last = merged.at(-1);
    if (last !== undefined && span.low <= last.high + 1) {
      merged[merged.length - 1] = { low: last.low, high: Math.max(last.high, span.high) };
    } else {
      merged.push(span);
    }
  }
  return merged;
}

/** What is in both; the arguments are merged. */
export function intersectSpans(a: readonly Span[], b: readonly Span[]): Span[] {
  const common: Span[] = [];
  for (const x of a) {
    for (const y of b) {
      const low = Math.max(x.low, y.low);
      const high = Math.min(x.high, y.high);
      if (low <= high) common.push({ low, high });
    }
  }
  return common;
}

/** What is in `a` and not in `b`; the arguments are merged. */
export function subtractSpans(a: readonly Span[], b: readonly Span[]): Span[] {
  const left: Span[] = [];
  for (const { low, high } of a) {
    let from = low;
    for (const cut of b) {
      if (cut.high < from || cut.low > high) continue;
      if (cut.low > from) left.push({ low: from, high: cut.low - 1 });
      from = cut.high + 1;
    }
    if (from <= high) left.push({ low: from, high });
  }
  return left;
}

import type { Decimal } from '../model/decimal.ts';
import type { Expr } from '../model/expression.ts';

/** An end of an interval; null is without end. */
export interface End {
  readonly at: Decimal | null;
  readonly closed: boolean;
}

export interface Interval {
  readonly low: End;
  readonly high: End;
}

/** What a FEEL unary test takes: as a condition to evaluate, and as a set to lint, where it is one. */
export interface UnaryTest {
  /** Never holds for a missing subject. */
  readonly condition: Expr;
  /** Numbers (dates as days, flags as 0 and 1) or texts that the test holds for; null where it cannot be told before a row is read. */
  readonly covers: { readonly intervals: readonly Interval[] } | { readonly texts: readonly string[] } | null;
}

import type { Decimal } from './decimal.ts';

// What amounts in other currencies are brought to the rubric's currency by.

/** Units of the rubric's currency for one unit of `currency`. */
export interface Rate {
  readonly currency: string;
  /** Positive, at most 15 digits in all. */
  readonly rate: Decimal;
  /** The day it is of, in days since 1970-01-01. */
  readonly date: number;
}

/** The rates of one day. */
export interface Rates {
  /** The rubric's currency; its own rate is 1 and need not be there. */
  readonly currency: string;
  /** The latest on or before this day; undefined takes the latest there is. */
  readonly asOf: number | undefined;
  readonly byCurrency: ReadonlyMap<string, Rate>;
  /** Digits behind the point of a currency; undefined where there is no such code. */
  readonly digitsOf: (code: string) => number | undefined;
  /** The field whose amount the row is lost with, where it cannot be brought over. */
  readonly measure?: string;
}

/** A rate that was used, and for how many amounts. */
export interface UsedRate extends Rate {
  readonly amounts: number;
}

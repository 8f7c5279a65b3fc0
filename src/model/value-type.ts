// Types of values, as the rubric language knows them. A number is `units / 10^scale` with whole `units`.

export type Kind =
  | 'money'
  | 'number'
  | 'integer'
  | 'percent'
  | 'date'
  | 'duration'
  | 'text'
  | 'category'
  | 'id'
  | 'flag'
  | 'list'
  | 'null';

export interface ValueType {
  readonly kind: Kind;
  /** Digits behind the point; 0 for everything that is not money, number or percent. */
  readonly scale: number;
  /** The values of a closed category, in the order the rubric gives them. */
  readonly values?: readonly string[];
  /** What a duration counts. */
  readonly unit?: 'days' | 'months';
  /** Of a list: the table its rows come from and, for a projected column, the type of an element. */
  readonly table?: string;
  readonly element?: ValueType;
}

/** Smallest and largest units an expression can take; both within ±maxUnits. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Where an expression has one value: per table row, per client, once for the book, or in the previous run. */
export type Context = 'row' | 'client' | 'book' | 'previous';

/** The largest whole number of units a column holds: 2^53 − 1. */
export const maxUnits = Number.MAX_SAFE_INTEGER;

/** Digits of every number, ratio, point and score. */
export const pointScale = 6;

export const unbounded: Bounds = { min: -maxUnits, max: maxUnits };

export const numericKinds: ReadonlySet<Kind> = new Set(['money', 'number', 'integer', 'percent']);
export const textKinds: ReadonlySet<Kind> = new Set(['text', 'category', 'id']);

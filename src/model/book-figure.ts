import type { Aggregate, Expr } from './expression.ts';
import type { Table } from './table.ts';

// One number over many clients: what an outcome is. An engine evaluates it over any groups of rows; the totals behind its
// lists come along, so that a change can be split exactly.

/** Rows that count, in groups. */
export interface BookRows {
  readonly table: Table;
  /** Days since 1970-01-01. */
  readonly asOf: number;
  /** Where it does not hold, or is missing, the row does not count; absent: all rows count. */
  readonly among?: Expr;
  /** 0 … size − 1; −1 for rows that are in no group. */
  readonly groups: Int32Array;
  readonly size: number;
}

/** Exact sum of a list's values, in units of their scale, and how many there are. Of `share` the sum is how many hold. */
export interface ListTotal {
  readonly sum: bigint;
  readonly count: number;
}

export interface BookFigure {
  /** In units of the figure's type; null is missing. */
  readonly units: bigint | null;
  /** Rows that gave a value to at least one of its lists. */
  readonly rows: number;
  /** By list function of the figure, each a node of its expression. */
  readonly totals: ReadonlyMap<Aggregate, ListTotal>;
}

/** The figure of each group, and last of all groups together. */
export type EvaluateBook = (figure: Expr, over: BookRows) => readonly BookFigure[];

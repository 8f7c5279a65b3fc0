import type { Position } from '../../model/problem.ts';
import type { Bounds, Context, ValueType } from '../../model/value-type.ts';
import type { FunctionRegistry } from '../../plan/functions/function.ts';

// What a formula may speak of where it stands. The checker makes one scope a stage; a name of a later stage is an error
// that says which stage makes it.

export interface NamedValue {
  readonly type: ValueType;
  readonly bounds: Bounds;
  readonly context: Context;
}

export interface Scope {
  /** Names that are known here, dotted ones (`points.loan_size`) included. */
  readonly names: ReadonlyMap<string, NamedValue>;
  /** Names that exist but not here, with the reason as a sentence: "tier is known only after the tiers are given". */
  readonly later: ReadonlyMap<string, string>;
  /** Tables by name, each with its columns (context `row`). */
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, NamedValue>>;
  readonly functions: FunctionRegistry;
  /** What list functions go over here: rows of tables, or all clients; absent: both. */
  readonly lists?: 'rows' | 'clients' | 'nothing';
  /** Digits of money in the rubric's currency. */
  readonly moneyScale: number;
}

export type Report = (
  code: string,
  at: Position,
  message: string,
  more?: { readonly found?: string; readonly expected?: string; readonly hint?: string },
) => void;

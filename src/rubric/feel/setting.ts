import type { Expr } from '../../model/expression.ts';
import type { Narrowed } from './narrowing.ts';
import type { NamedValue, Scope } from './scope.ts';
import type { Span, Syntax } from './syntax.ts';

// What a part of a formula sees while it is compiled.

/** Inside a filter or a quantifier: the row at hand. */
interface RowSetting {
  /** What the row is called: `item` in a filter, the variable of `some x in …`. */
  readonly variable: string;
  /** Columns of the row; empty where the list is of single values. */
  readonly columns: ReadonlyMap<string, NamedValue>;
  /** Whether a column may be named alone, as in `loans[renewed]`. */
  readonly bare: boolean;
  /** What the variable itself stands for in a list of single values. */
  readonly value?: Expr;
}

export type Complain = (
  code: string,
  at: Span,
  message: string,
  more?: { readonly found?: string; readonly expected?: string; readonly hint?: string },
) => void;

export interface Setting {
  readonly scope: Scope;
  readonly report: Complain;
  /** The value that `?` stands for, in unary tests. */
  readonly subject?: Expr;
  readonly row?: RowSetting;
  /** What the conditions around say of values' bounds, the innermost last. */
  readonly narrowed?: readonly Narrowed[];
  /** Compiles a part; undefined when a problem was reported. Given here so that no two files import each other. */
  compile(syntax: Syntax, within: Setting): Expr | undefined;
}

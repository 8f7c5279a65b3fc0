import type { Bounds, Context, ValueType } from './value-type.ts';

// The typed expression tree: what FEEL text becomes and what every engine evaluates. Each operation is computed exactly
// over its operands and rounded once, half away from zero, to the scale of its type. A missing operand of arithmetic or
// of an order comparison gives missing; `=` and `!=` know missing as a value; `and`, `or`, `not` are three-valued.

interface Node {
  readonly type: ValueType;
  readonly bounds: Bounds;
  readonly context: Context;
}

/** Units for numbers, dates and flags; text for text kinds; null is missing. */
export interface Constant extends Node {
  readonly op: 'constant';
  readonly value: number | string | null;
}

/** A column by name: a field, feature, lookup, dimension, `points.F`, `score` … */
export interface ColumnRef extends Node {
  readonly op: 'column';
  readonly name: string;
}

export interface Arithmetic extends Node {
  readonly op: 'add' | 'subtract' | 'multiply' | 'divide';
  readonly left: Expr;
  readonly right: Expr;
}

export type Relation = '<' | '<=' | '>' | '>=' | '=' | '!=';

/** Both sides numeric (scales may differ; the comparison is exact), both dates, flags, durations of one unit, or text. */
export interface Compare extends Node {
  readonly op: 'compare';
  readonly relation: Relation;
  readonly left: Expr;
  readonly right: Expr;
}

export interface Logic extends Node {
  readonly op: 'and' | 'or';
  readonly args: readonly Expr[];
}

export interface Not extends Node {
  readonly op: 'not';
  readonly arg: Expr;
}

/** The first case whose condition is true; a missing condition does not hold. Branches have the node's type and scale. */
export interface Choose extends Node {
  readonly op: 'choose';
  readonly cases: readonly { readonly when: Expr; readonly then: Expr }[];
  readonly otherwise: Expr;
}

/** The same number at the scale (and kind) of `type`, rounded when digits are lost. */
export interface Convert extends Node {
  readonly op: 'convert';
  readonly arg: Expr;
}

/** A function of `plan/functions`, by name; missing in any argument gives missing unless the function says otherwise. */
export interface Call extends Node {
  readonly op: 'call';
  readonly name: string;
  readonly args: readonly Expr[];
}

/** Category to class. A value that is not listed takes `otherwise` (null: missing, and a finding). */
export interface Lookup extends Node {
  readonly op: 'lookup';
  readonly arg: Expr;
  readonly classes: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly otherwise: string | null;
}

/** Piecewise linear between knots, flat outside: x in units of `xScale`, y in units of the node's type; x ascending. */
export interface Interpolate extends Node {
  readonly op: 'interpolate';
  readonly arg: Expr;
  readonly xScale: number;
  readonly knots: readonly { readonly x: number; readonly y: number }[];
}

/** A list function over a client's rows of a table, or over the clients of the book (`table` undefined). */
export interface Aggregate extends Node {
  readonly op: 'aggregate';
  readonly name: string;
  readonly table?: string;
  readonly where?: Expr;
  readonly value?: Expr;
}

export type Expr =
  | Constant
  | ColumnRef
  | Arithmetic
  | Compare
  | Logic
  | Not
  | Choose
  | Convert
  | Call
  | Lookup
  | Interpolate
  | Aggregate;

import type { Choose, ColumnRef, Compare, Constant, Expr, Relation } from '../model/expression.ts';
import { type Bounds, type Context, maxUnits, pointScale, unbounded, type ValueType } from '../model/value-type.ts';

// Constructors of expression nodes that plan steps are made of. Bounds are kept honest: no node can take units outside.

export const flagType: ValueType = { kind: 'flag', scale: 0 };
export const pointsType: ValueType = { kind: 'number', scale: pointScale };
export const integerType: ValueType = { kind: 'integer', scale: 0 };
export const nullType: ValueType = { kind: 'null', scale: 0 };
export const flagBounds: Bounds = { min: 0, max: 1 };
/** 100 points in units of scale 6. */
export const fullPoints = 100 * 10 ** pointScale;
export const pointBounds: Bounds = { min: 0, max: fullPoints };

const breadth: Record<Context, number> = { row: 0, client: 1, previous: 1, book: 2 };

/** The context of an expression over parts: a book figure beside a client's column is still one value a client. */
export function contextOf(parts: readonly { readonly context: Context }[]): Context {
  let context: Context = 'book';
  for (const part of parts) if (breadth[part.context] < breadth[context]) context = part.context;
  return context;
}

/** Constants hold everywhere, so their context is the broadest. */
export function constant(value: number | string | null, type: ValueType): Constant {
  const units = typeof value === 'number' ? value : 0;
  return { op: 'constant', value, type, bounds: { min: units, max: units }, context: 'book' };
}

export function column(
  name: string,
  type: ValueType,
  bounds: Bounds = unbounded,
  context: Context = 'client',
): ColumnRef {
  return { op: 'column', name, type, bounds, context };
}

export function compare(relation: Relation, left: Expr, right: Expr): Compare {
  return {
    op: 'compare',
    relation,
    left,
    right,
    type: flagType,
    bounds: flagBounds,
    context: contextOf([left, right]),
  };
}

/** True where the expression has a value. */
export function present(of: Expr): Compare {
  return compare('!=', of, constant(null, nullType));
}

export function both(op: 'and' | 'or', args: readonly Expr[]): Expr {
  if (args.length === 1) return args[0];
  return { op, args, type: flagType, bounds: flagBounds, context: contextOf(args) };
}

export function not(arg: Expr): Expr {
  return { op: 'not', arg, type: flagType, bounds: flagBounds, context: arg.context };
}

/** A case of a choice. */
export function branch(when: Expr, then: Expr): Choose['cases'][number] {
  return { when, then };
}

/** Branches must share one type. */
export function choose(cases: readonly { readonly when: Expr; readonly then: Expr }[], otherwise: Expr): Expr {
  const branches = [...cases.map((branch) => branch.then), otherwise];
  const typed = branches.find((branch) => branch.type.kind !== 'null') ?? otherwise;
  return {
    op: 'choose',
    cases,
    otherwise,
    type: typed.type,
    bounds: hull(branches.filter((branch) => branch.type.kind !== 'null')),
    context: contextOf([...branches, ...cases.map((branch) => branch.when)]),
  };
}

/** The least bounds that hold all parts. */
export function hull(parts: readonly { readonly bounds: Bounds }[]): Bounds {
  if (parts.length === 0) return { min: 0, max: 0 };
  return {
    min: Math.max(-maxUnits, Math.min(...parts.map((part) => part.bounds.min))),
    max: Math.min(maxUnits, Math.max(...parts.map((part) => part.bounds.max))),
  };
}

/** Every column an expression reads, each once. */
export function columnsOf(expr: Expr, found: Set<string> = new Set()): Set<string> {
  switch (expr.op) {
    case 'constant':
      break;
    case 'column':
      found.add(expr.name);
      break;
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'compare':
      columnsOf(expr.left, found);
      columnsOf(expr.right, found);
      break;
    case 'and':
    case 'or':
    case 'call':
      for (const arg of expr.args) columnsOf(arg, found);
      break;
    case 'not':
    case 'convert':
    case 'lookup':
    case 'interpolate':
      columnsOf(expr.arg, found);
      break;
    case 'choose':
      for (const { when, then } of expr.cases) {
        columnsOf(when, found);
        columnsOf(then, found);
      }
      columnsOf(expr.otherwise, found);
      break;
    case 'aggregate':
      if (expr.where) columnsOf(expr.where, found);
      if (expr.value) columnsOf(expr.value, found);
      break;
  }
  return found;
}

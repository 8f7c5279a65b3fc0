import type { Compare, Expr } from '../model/expression.ts';
import { formatDate } from '../numeric/date.ts';
import { formatShort } from '../numeric/decimal.ts';
import { columnsOf } from './expressions.ts';

// A typed expression as FEEL again, for people: what was written, but for names of steps, spaces and how a list of values
// was put.

/** From loosest to tightest: what binds less than the place it stands in needs brackets. */
const tightness = { choose: 0, or: 1, and: 2, compare: 3, add: 4, subtract: 4, multiply: 5, divide: 5 } as const;

/** `nameOf` says what a column is called; by default its own name. */
export function writeFormula(expr: Expr, nameOf: (name: string) => string = (name) => name): string {
  return write(expr, 0, nameOf);
}

/** The conditions that all must hold. */
export function conjunctsOf(expr: Expr): readonly Expr[] {
  return expr.op === 'and' ? expr.args.flatMap(conjunctsOf) : [expr];
}

function write(expr: Expr, around: number, nameOf: (name: string) => string): string {
  const text = writeBare(expr, nameOf);
  const own = tightness[expr.op as keyof typeof tightness];
  const isList = expr.op === 'or' && valuesOf(expr.args) !== undefined;
  return own !== undefined && !isList && own < around ? `(${text})` : text;
}

const signs = { add: '+', subtract: '-', multiply: '*', divide: '/' } as const;

function writeBare(expr: Expr, nameOf: (name: string) => string): string {
  const inner = (part: Expr, around = 0) => write(part, around, nameOf);
  switch (expr.op) {
    case 'constant':
      return writeConstant(expr.value, expr.type);
    case 'column':
      return nameOf(expr.name);
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide': {
      const own = tightness[expr.op];
      return `${inner(expr.left, own)} ${signs[expr.op]} ${inner(expr.right, own + 1)}`;
    }
    case 'compare':
      return `${inner(expr.left, 4)} ${expr.relation} ${inner(expr.right, 4)}`;
    case 'and':
      return writeRanges(expr.args, nameOf) ?? expr.args.map((arg) => inner(arg, tightness.and)).join(' and ');
    case 'or': {
      const values = valuesOf(expr.args);
      if (values === undefined) return expr.args.map((arg) => inner(arg, tightness.or)).join(' or ');
      const list = values.map(({ right }) => inner(right)).join(', ');
      return `${inner(values[0].left)} in (${list})`;
    }
    case 'not':
      return `not(${inner(expr.arg)})`;
    case 'choose': {
      const cases = expr.cases.map(({ when, then }) => `if ${inner(when)} then ${inner(then)}`);
      return `${cases.join(' else ')} else ${inner(expr.otherwise)}`;
    }
    case 'convert':
      return inner(expr.arg);
    case 'call':
      return `${expr.name}(${expr.args.map((arg) => inner(arg)).join(', ')})`;
    case 'lookup':
      return inner(expr.arg);
    case 'interpolate':
      return `scale(${inner(expr.arg)})`;
    case 'aggregate': {
      const rows = `${expr.table ?? ''}${expr.where === undefined ? '' : `[${inner(expr.where)}]`}`;
      return `${expr.name}(${rows}${expr.value === undefined ? '' : `.${inner(expr.value)}`})`;
    }
  }
}

function writeConstant(value: number | string | null, { kind, scale, unit }: Expr['type']): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (kind === 'flag') return value === 1 ? 'true' : 'false';
  if (kind === 'date') return `date("${formatDate(value)}")`;
  if (kind === 'duration') return `duration("P${value}${unit === 'months' ? 'M' : 'D'}")`;
  return formatShort(value, scale);
}

/** The comparisons of one column with several values; undefined where it is something else. */
function valuesOf(args: readonly Expr[]): readonly Compare[] | undefined {
  const compares = args.filter((arg): arg is Compare => arg.op === 'compare' && arg.relation === '=');
  if (args.length < 2 || compares.length < args.length) return undefined;
  const [{ left }] = compares;
  const isSame = compares.every(
    (own) => left.op === 'column' && own.left.op === 'column' && own.left.name === left.name && !hasColumn(own.right),
  );
  return isSame ? compares : undefined;
}

/** `x >= a and x < b` of one x, as `x in [a..b)`. */
function writeRanges(args: readonly Expr[], nameOf: (name: string) => string): string | undefined {
  if (args.length !== 2) return undefined;
  const [low, high] = args;
  if (low.op !== 'compare' || high.op !== 'compare' || low.left.op !== 'column' || high.left.op !== 'column') {
    return undefined;
  }
  const isRange = /^>=?$/.test(low.relation) && /^<=?$/.test(high.relation) && low.left.name === high.left.name;
  if (!isRange || hasColumn(low.right) || hasColumn(high.right)) return undefined;
  const [open, close] = [low.relation === '>=' ? '[' : '(', high.relation === '<=' ? ']' : ')'];
  const ends = [low.right, high.right].map((end) => write(end, 0, nameOf));
  return `${nameOf(low.left.name)} in ${open}${ends.join('..')}${close}`;
}

function hasColumn(expr: Expr): boolean {
  return columnsOf(expr).size > 0;
}

import type { Expr } from '../../../src/model/expression.ts';
import type { LocatedScalar } from '../../../src/model/located.ts';
import type { Position } from '../../../src/model/problem.ts';
import { type Bounds, type Context, maxUnits, unbounded, type ValueType } from '../../../src/model/value-type.ts';
import { formatShort } from '../../../src/numeric/decimal.ts';
import { feelFunctions } from '../../../src/plan/functions/index.ts';
import type { Interval, UnaryTest } from '../../../src/plan/unary-test.ts';
import type { NamedValue, Report, Scope } from '../../../src/rubric/feel/scope.ts';

// A scope with one name of every kind, and short texts for expressions, tests and problems.

const types = {
  money: { kind: 'money', scale: 2 },
  number: { kind: 'number', scale: 6 },
  integer: { kind: 'integer', scale: 0 },
  percent: { kind: 'percent', scale: 6 },
  date: { kind: 'date', scale: 0 },
  days: { kind: 'duration', scale: 0, unit: 'days' },
  months: { kind: 'duration', scale: 0, unit: 'months' },
  text: { kind: 'text', scale: 0 },
  flag: { kind: 'flag', scale: 0 },
  grade: { kind: 'category', scale: 0, values: ['A', 'B', 'C', 'D'] },
  status: { kind: 'category', scale: 0, values: ['client', 'prospect'] },
} as const satisfies Record<string, ValueType>;

function named(type: ValueType, bounds: Bounds = unbounded, context: Context = 'client'): NamedValue {
  return { type, bounds: type.kind === 'flag' ? { min: 0, max: 1 } : bounds, context };
}

const natural: Bounds = { min: 0, max: maxUnits };

export const scope: Scope = {
  names: new Map([
    ['revenue', named(types.money)],
    ['balance', named(types.money, natural)],
    ['dscr', named(types.number)],
    ['debt_ratio', named(types.percent, { min: 0, max: 2_000_000 })],
    ['dpd', named(types.integer, natural)],
    ['nps', named(types.integer, { min: 0, max: 10 })],
    ['since', named(types.date)],
    ['as_of', named(types.date, unbounded, 'book')],
    ['notice', named(types.days)],
    ['term', named(types.months)],
    ['city', named(types.text)],
    ['grade', named(types.grade)],
    ['status', named(types.status)],
    ['consent', named(types.flag)],
    ['opening_grade', named(types.grade, unbounded, 'previous')],
    ['points.loan_size', named(types.number, { min: 0, max: 100_000_000 })],
  ]),
  later: new Map([['tier', 'tier is known only after the tiers are given']]),
  tables: new Map([
    [
      'loans',
      new Map([
        ['amount', named(types.money, natural, 'row')],
        ['start', named(types.date, unbounded, 'row')],
        ['renewed', named(types.flag, unbounded, 'row')],
        ['kind', named(types.text, unbounded, 'row')],
        ['dpd', named(types.integer, natural, 'row')],
      ]),
    ],
  ]),
  functions: feelFunctions,
  moneyScale: 2,
};

export function scalar(text: string): LocatedScalar {
  return { kind: 'scalar', value: text, text, position: { file: 'r.yaml', line: 7, column: 11, length: text.length } };
}

/** Collects problems as "line:column+length code message (hint)". */
export function collect(): { report: Report; problems: string[] } {
  const problems: string[] = [];
  const report: Report = (code: string, at: Position, message, more) => {
    const hint = more?.hint === undefined ? '' : ` (${more.hint})`;
    problems.push(`${at.line}:${at.column}+${at.length} ${code} ${message}${hint}`);
  };
  return { report, problems };
}

export function printType(type: ValueType): string {
  const unit = type.unit === undefined ? '' : `:${type.unit}`;
  const values = type.values === undefined ? '' : `{${type.values.join('|')}}`;
  const scale = type.kind === 'number' || type.kind === 'percent' || type.kind === 'money' ? `.${type.scale}` : '';
  return `${type.kind}${scale}${unit}${values}`;
}

const signs = { add: '+', subtract: '-', multiply: '*', divide: '/' } as const;

/** The tree as prefix text, so that its shape is seen. */
export function printExpr(expr: Expr): string {
  switch (expr.op) {
    case 'constant':
      if (typeof expr.value !== 'number') return JSON.stringify(expr.value);
      return `${expr.type.kind === 'money' ? '$' : ''}${formatShort(expr.value, expr.type.scale)}`;
    case 'column':
      return expr.context === 'row' ? `row.${expr.name}` : expr.name;
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
      return `(${signs[expr.op]} ${printExpr(expr.left)} ${printExpr(expr.right)})`;
    case 'compare':
      return `(${expr.relation} ${printExpr(expr.left)} ${printExpr(expr.right)})`;
    case 'and':
    case 'or':
      return `(${[expr.op, ...expr.args.map(printExpr)].join(' ')})`;
    case 'not':
      return `(not ${printExpr(expr.arg)})`;
    case 'choose': {
      const cases = expr.cases.map((one) => `${printExpr(one.when)} ? ${printExpr(one.then)}`);
      return `(${[...cases, printExpr(expr.otherwise)].join(' : ')})`;
    }
    case 'convert':
      return `(as ${printType(expr.type)} ${printExpr(expr.arg)})`;
    case 'call':
      return `${expr.name}(${expr.args.map(printExpr).join(', ')})`;
    case 'aggregate': {
      const where = expr.where === undefined ? '' : ` where ${printExpr(expr.where)}`;
      const value = expr.value === undefined ? '' : ` ${printExpr(expr.value)}`;
      return `${expr.name}<${expr.table ?? 'book'}${value}${where}>`;
    }
    default:
      throw new Error(`formulas make no ${expr.op}`);
  }
}

function printInterval({ low, high }: Interval): string {
  const end = (at: typeof low) => (at.at === null ? '' : formatShort(at.at.units, at.at.scale));
  return `${low.closed ? '[' : '('}${end(low)}..${end(high)}${high.closed ? ']' : ')'}`;
}

export function printTest(test: UnaryTest): string {
  const { covers } = test;
  if (covers === null) return `${printExpr(test.condition)} covers ?`;
  const parts = 'texts' in covers ? covers.texts.map((text) => `"${text}"`) : covers.intervals.map(printInterval);
  return `${printExpr(test.condition)} covers ${parts.join(' ') || 'nothing'}`;
}

import type { Expr } from '../../src/model/expression.ts';
import type { Located, LocatedScalar } from '../../src/model/located.ts';
import { type Bounds, unbounded, type ValueType } from '../../src/model/value-type.ts';
import { parseDecimal, toScale } from '../../src/numeric/decimal.ts';
import { both, column, compare, constant, flagType, pointBounds } from '../../src/plan/expressions.ts';
import type { MethodScope } from '../../src/plan/scoring-method.ts';
import type { End, UnaryTest } from '../../src/plan/unary-test.ts';
import { readYaml } from '../../src/rubric/yaml.ts';

// A stand-in for the rubric's checker: enough of FEEL to read bands without it. `?` is a test that cannot be told.

export interface Reported {
  readonly code: string;
  readonly message: string;
  readonly column: number;
  readonly hint?: string;
  readonly expected?: string;
}

/** A column called `value` of a type such as `number`, within bounds given as plain numbers. */
export function subject(kind: ValueType['kind'], scale = 0, min?: number, max?: number, values?: string[]): Expr {
  const bounds: Bounds = {
    min: min === undefined ? unbounded.min : min * 10 ** scale,
    max: max === undefined ? unbounded.max : max * 10 ** scale,
  };
  return column('value', values ? { kind, scale, values } : { kind, scale }, bounds);
}

/** A YAML text as located values. */
export function located(yaml: string): Located {
  const found = readYaml('rubric.yaml', yaml, (code, _at, message) => {
    throw new Error(`${code}: ${message}`);
  });
  if (found === undefined) throw new Error('the YAML of this test cannot be read');
  return found;
}

export function makeScope(
  of: Expr | undefined,
  more: { pointsRange?: Bounds; formulas?: Record<string, Expr> } = {},
): { scope: MethodScope; reported: Reported[] } {
  const reported: Reported[] = [];
  const pointsRange = more.pointsRange ?? pointBounds;
  const report: MethodScope['report'] = (code, at, message, rest = {}) => {
    reported.push({ code, message, column: at.column, ...rest });
  };
  const scope: MethodScope = {
    name: 'factor',
    of,
    pointsRange,
    report,
    unaryTests: (at, over) => readTest((at as LocatedScalar).text, over),
    expression: (at) => more.formulas?.[(at as LocatedScalar).text],
    points(at) {
      const value = at.kind === 'scalar' ? parseDecimal(at.text) : null;
      const units = value === null ? Number.NaN : Number(toScale(value, 6).units);
      if (units >= pointsRange.min && units <= pointsRange.max) return units;
      report('points', at.position, 'no points');
      return undefined;
    },
  };
  return { scope, reported };
}

const openEnd: End = { at: null, closed: false };

export function readTest(text: string, over: Expr): UnaryTest | undefined {
  if (text === '?') return { condition: constant(1, flagType), covers: null };
  const words = text.split(',').map((word) => /^ *"(.*)" *$/.exec(word)?.[1]);
  if (words.every((word) => word !== undefined)) {
    const tests = words.map((word) => compare('=', over, constant(word, over.type)));
    return { condition: both('or', tests), covers: { texts: words } };
  }
  const relation = /^(<=?|>=?) *(\S+)$/.exec(text);
  if (relation !== null) {
    const sign = relation[1] as '<' | '<=' | '>' | '>=';
    const end: End = { at: decimalOf(relation[2]), closed: sign.endsWith('=') };
    const interval = sign.startsWith('<') ? { low: openEnd, high: end } : { low: end, high: openEnd };
    return { condition: compare(sign, over, numberOf(relation[2])), covers: { intervals: [interval] } };
  }
  const range = /^([[(])(\S+)\.\.(\S+)([\])])$/.exec(text);
  if (range !== null) {
    const low: End = { at: decimalOf(range[2]), closed: range[1] === '[' };
    const high: End = { at: decimalOf(range[3]), closed: range[4] === ']' };
    const above = compare(low.closed ? '>=' : '>', over, numberOf(range[2]));
    const below = compare(high.closed ? '<=' : '<', over, numberOf(range[3]));
    return { condition: both('and', [above, below]), covers: { intervals: [{ low, high }] } };
  }
  const end: End = { at: decimalOf(text), closed: true };
  return { condition: compare('=', over, numberOf(text)), covers: { intervals: [{ low: end, high: end }] } };
}

function decimalOf(text: string) {
  const value = parseDecimal(text);
  if (value === null) throw new Error(`${text} is no test that this stand-in reads`);
  return value;
}

function numberOf(text: string): Expr {
  const { units, scale } = decimalOf(text);
  return constant(Number(units), { kind: 'number', scale });
}

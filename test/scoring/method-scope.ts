import type { Expr } from '../../src/model/expression.ts';
import type { Located, LocatedScalar } from '../../src/model/located.ts';
import { type Bounds, unbounded, type ValueType } from '../../src/model/value-type.ts';
import { parseDecimal, toScale } from '../../src/numeric/decimal.ts';
import { column, pointBounds } from '../../src/plan/expressions.ts';
import { feelFunctions } from '../../src/plan/functions/index.ts';
import type { MethodScope } from '../../src/plan/scoring-method.ts';
import { compileExpression, compileUnaryTests } from '../../src/rubric/feel/compile.ts';
import type { Scope } from '../../src/rubric/feel/scope.ts';
import { readYaml } from '../../src/rubric/yaml.ts';

// What the rubric's checker gives a scoring method, for one factor over a column called `value`.

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

const nothing: Scope = {
  names: new Map(),
  later: new Map(),
  tables: new Map(),
  functions: feelFunctions,
  moneyScale: 2,
};

export function makeScope(
  of: Expr | undefined,
  more: { pointsRange?: Bounds; names?: Scope['names'] } = {},
): { scope: MethodScope; reported: Reported[] } {
  const reported: Reported[] = [];
  const pointsRange = more.pointsRange ?? pointBounds;
  const names: Scope = { ...nothing, names: more.names ?? nothing.names };
  const report: MethodScope['report'] = (code, at, message, rest = {}) => {
    reported.push({ code, message, column: at.column, ...rest });
  };
  const scope: MethodScope = {
    name: 'factor',
    of,
    pointsRange,
    report,
    unaryTests: (at, over) => compileUnaryTests(at as LocatedScalar, over, names, report),
    expression: (at, want) => compileExpression(at as LocatedScalar, names, want, report),
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

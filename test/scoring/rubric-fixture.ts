import type { Expr } from '../../src/model/expression.ts';
import type { Dimension, Factor, Rubric } from '../../src/model/rubric.ts';
import { unbounded, type ValueType } from '../../src/model/value-type.ts';
import { parseDecimal } from '../../src/numeric/decimal.ts';
import { column, compare, constant } from '../../src/plan/expressions.ts';
import { scoringMethods } from '../../src/scoring/index.ts';
import { located, makeScope } from './method-scope.ts';
import { category, flag, integer, number } from './run-steps.ts';

// A checked rubric made by hand: fields `id`, `revenue`, `status`, `debt` and `late`, everything else as asked.

const position = { file: 'rubric.yaml', line: 1, column: 1, length: 1 };
const fields: Record<string, ValueType> = {
  id: { kind: 'id', scale: 0 },
  revenue: { kind: 'money', scale: 2 },
  status: { ...category, values: ['client', 'prospect'] },
  debt: number,
  late: integer,
};

export function decimalOf(text: string) {
  return parseDecimal(text)!;
}

/** A column by name, of a field or of the tool. */
export function at(name: string, type: ValueType = fields[name] ?? number): Expr {
  return column(name, type, unbounded);
}

/** `name relation units`, units at scale 0. */
export function where(name: string, relation: '<' | '<=' | '>' | '>=' | '=' | '!=', units: number): Expr {
  return compare(relation, at(name), constant(units, integer));
}

export function is(name: string, text: string): Expr {
  return compare('=', at(name, category), constant(text, category));
}

export const flagOf = (name: string): Expr => column(name, flag, { min: 0, max: 1 });

/** A factor by bands over a field; the whole number of it is its points where no bands are given. */
export function factor(
  name: string,
  given: Partial<Factor> & { readonly yaml?: string; readonly weighs?: string },
): Factor {
  const { yaml = '{0: 0, 100: 100}', weighs = '1', ...rest } = given;
  const method = rest.method ?? 'scale';
  const of = rest.of ?? at('debt');
  const { scope } = makeScope(of);
  const settings = scoringMethods[method].read(located(yaml), { ...scope, name });
  return { name, label: {}, weight: decimalOf(weighs), of, method, settings, missing: 'reweight', position, ...rest };
}

export function dimension(name: string, weighs: string, factors: readonly Factor[], coverage?: string): Dimension {
  const own = coverage === undefined ? {} : { coverage: decimalOf(coverage) };
  return { name, label: {}, weight: decimalOf(weighs), factors, position, ...own };
}

export function rubric(given: Partial<Rubric>): Rubric {
  return {
    id: 'fixture',
    version: '1',
    title: {},
    currency: 'CNY',
    locale: 'en',
    portfolio: { id: 'id', measure: 'revenue', status: 'status' },
    fields: Object.entries(fields).map(([name, valueType]) => ({
      name,
      type: valueType.kind,
      valueType,
      from: [name],
      required: false,
      missingMarks: [],
      currency: 'CNY',
      label: {},
      position,
    })),
    tables: [],
    models: [],
    derived: [],
    dimensions: [],
    coverage: decimalOf('0.7'),
    gradeOrder: [],
    grades: [],
    tiers: [],
    overrides: {},
    outcomes: [],
    actions: [],
    lists: [],
    breakdowns: [],
    pareto: { top: [], clientsFor: [], abc: [] },
    checks: [],
    ...given,
  };
}

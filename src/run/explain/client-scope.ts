import { evaluateRows } from '../../engine/local/evaluate-rows.ts';
import type { Decimal } from '../../model/decimal.ts';
import type { ExplainedColumn, ExplainedCondition, ExplainedValue } from '../../model/explanation.ts';
import type { Expr } from '../../model/expression.ts';
import type { Localised } from '../../model/locale.ts';
import type { Rubric } from '../../model/rubric.ts';
import { type Column, isText, type Table, textAt } from '../../model/table.ts';
import type { ValueType } from '../../model/value-type.ts';
import { formatDate } from '../../numeric/date.ts';
import { decimal } from '../../numeric/decimal.ts';
import { columnsOf } from '../../plan/expressions.ts';
import type { Plan } from '../../plan/step.ts';
import { conjunctsOf, writeFormula } from '../../plan/write-formula.ts';

/** What the parts of an explanation share: one client's row of every column, and how columns are called. */
export interface ClientScope {
  readonly rubric: Rubric;
  readonly plan: Plan;
  readonly row: Table;
  readonly parameters: ReadonlyMap<string, number>;
  readonly labels: ReadonlyMap<string, Localised>;
}

export function labelsOf({ fields, derived, dimensions }: Rubric): ReadonlyMap<string, Localised> {
  const factors = dimensions.flatMap((dimension) => dimension.factors);
  const points = factors.map(({ name, label }) => [`points.${name}`, label] as const);
  const scored = factors.map(({ name, label }) => [`of.${name}`, label] as const);
  return new Map([
    ...points,
    ...scored,
    ...[...dimensions, ...derived, ...fields].map(({ name, label }) => [name, label] as const),
  ]);
}

export function columnAt({ row }: ClientScope, name: string): Column {
  const column = row.columns.get(name);
  if (column === undefined) throw new Error(`the client has no column ${name}`);
  return column;
}

/** Units of a numeric column; NaN is missing. */
export function unitsAt(scope: ClientScope, name: string): number {
  const column = columnAt(scope, name);
  if (isText(column)) throw new Error(`column ${name} holds text where a number is read`);
  return column.values[0];
}

export function textOf({ row }: ClientScope, name: string): string | null {
  const column = row.columns.get(name);
  return column !== undefined && isText(column) ? textAt(column, 0) : null;
}

export function decimalAt(scope: ClientScope, name: string): Decimal | null {
  const units = unitsAt(scope, name);
  return Number.isNaN(units) ? null : decimal(units, columnAt(scope, name).type.scale);
}

/** Units or text as a value of its type. */
export function explainValue(value: number | string | null, { kind, scale }: ValueType): ExplainedValue {
  if (value === null || typeof value === 'string') return value;
  if (Number.isNaN(value)) return null;
  if (kind === 'date') return formatDate(value);
  return kind === 'flag' ? value === 1 : decimal(value, scale);
}

export function explainColumn(scope: ClientScope, name: string): ExplainedColumn {
  const column = columnAt(scope, name);
  const { type } = column;
  const value = explainValue(isText(column) ? textAt(column, 0) : column.values[0], type);
  const unit = type.kind === 'money' ? scope.rubric.currency : (type.unit ?? null);
  return { name, label: scope.labels.get(name) ?? {}, kind: type.kind, unit, value };
}

/** 1, 0 or NaN of a condition. */
export function truthOf({ row, parameters }: ClientScope, condition: Expr): number {
  return evaluateRows(condition, row, parameters)[0];
}

export function explainConditions(scope: ClientScope, rule: Expr): ExplainedCondition[] {
  return conjunctsOf(rule).map((part) => {
    const truth = truthOf(scope, part);
    const named = [...columnsOf(part)].filter((name) => !name.startsWith('$') && scope.row.columns.has(name));
    return {
      text: writeFormula(part),
      holds: Number.isNaN(truth) ? null : truth === 1,
      found: named.map((name) => explainColumn(scope, name)),
    };
  });
}

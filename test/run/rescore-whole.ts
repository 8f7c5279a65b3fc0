import type { ScoredPlan } from '../../src/engine/local/own-book/own-book.ts';
import { runPlan } from '../../src/engine/local/run.ts';
import type { Decimal } from '../../src/model/decimal.ts';
import type { ExplainedValue } from '../../src/model/explanation.ts';
import { type Column, isText, listTexts, type Table, type TextColumn, textAt } from '../../src/model/table.ts';
import { parseIsoDate } from '../../src/numeric/date.ts';
import { columnsGiven, writes } from '../../src/plan/dataflow.ts';

// The whole book again with one value changed, by the engine alone: what counterfactuals are held against.

/** Units or text of a value as an explanation gives it. */
export function unitsOf(value: ExplainedValue, { kind }: Pick<Column['type'], 'kind'>): number | string {
  if (value === null) return Number.NaN;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') return kind === 'date' ? (parseIsoDate(value) as number) : value;
  return Number((value as Decimal).units);
}

export async function rescoreWhole(
  { plan, book, parameters }: ScoredPlan,
  row: number,
  name: string,
  value: number | string,
): Promise<{ tier: string | null; score: number }> {
  const others = plan.filter((step) => !writes(step, name) || step.op === 'input');
  const given = columnsGiven(others);
  const columns = new Map<string, Column>();
  for (const one of [...given, name]) {
    const column = book.columns.get(one);
    if (column !== undefined) columns.set(one, one === name ? changed(column, row, value) : column);
  }
  const table: Table = { rows: book.rows, columns };
  const result = await runPlan(others, table, parameters);
  const score = result.columns.get('score') as Column;
  return {
    tier: textAt(result.columns.get('tier.model') as TextColumn, row),
    score: isText(score) ? Number.NaN : score.values[row],
  };
}

function changed(column: Column, row: number, value: number | string): Column {
  if (isText(column)) {
    const dictionary = [...listTexts(column.dictionary), String(value)];
    const codes = column.codes.slice();
    codes[row] = dictionary.length - 1;
    return { ...column, codes, dictionary };
  }
  const values = column.values.slice();
  values[row] = Number(value);
  return { ...column, values };
}

import { runPlanHere } from '../../src/engine/local/run-here.ts';
import { type Column, isText, type Table, textAt } from '../../src/model/table.ts';
import type { ValueType } from '../../src/model/value-type.ts';
import type { Step } from '../../src/plan/step.ts';

// Runs steps over a few clients with the local engine, so that what is emitted is tested by what it does.

type Values = readonly (number | string | null)[];

export interface Given {
  readonly type: ValueType;
  /** Numbers as they are read, not units; null is missing. */
  readonly values: Values;
}

export const flag: ValueType = { kind: 'flag', scale: 0 };
export const number: ValueType = { kind: 'number', scale: 6 };
export const integer: ValueType = { kind: 'integer', scale: 0 };
export const category: ValueType = { kind: 'category', scale: 0 };

function columnOf({ type, values }: Given): Column {
  if (type.kind === 'category') {
    const dictionary = [...new Set(values.filter((value) => value !== null).map(String))];
    const codes = Int32Array.from(values, (value) => (value === null ? -1 : dictionary.indexOf(String(value))));
    return { type, codes, dictionary };
  }
  const units = values.map((value) => (value === null ? Number.NaN : Math.round(Number(value) * 10 ** type.scale)));
  return { type, values: Float64Array.from(units) };
}

export interface Ran {
  /** A column as plain numbers or texts. */
  values(name: string): Values;
  readonly names: readonly string[];
  readonly findings: readonly { code: string; step: string; count: number }[];
}

export function runSteps(steps: readonly Step[], given: Readonly<Record<string, Given>>): Ran {
  const columns = new Map(Object.entries(given).map(([name, one]) => [name, columnOf(one)]));
  const rows = Object.values(given)[0].values.length;
  const table: Table = { rows, columns };
  const result = runPlanHere(steps, table, new Map([['new_period', 1]]));
  return {
    names: [...result.columns.keys()],
    findings: result.findings,
    values(name) {
      const column = result.columns.get(name);
      if (column === undefined) throw new Error(`no step wrote ${name}`);
      return Array.from({ length: rows }, (_, row) => {
        if (isText(column)) return textAt(column, row);
        const units = column.values[row];
        return Number.isNaN(units) ? null : units / 10 ** column.type.scale;
      });
    },
  };
}

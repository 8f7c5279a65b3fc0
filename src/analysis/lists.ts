import type { Rubric } from '../model/rubric.ts';
import type { Summary } from '../model/summary.ts';
import { type Column, isText } from '../model/table.ts';
import { decimal } from '../numeric/decimal.ts';
import { flagsOf } from './measured.ts';
import { measureSpread } from './spread.ts';

// Who is on each list, and how many clients each action takes. Prospects count: lists and actions are for them too.

export interface ListTally {
  readonly clients: number;
  readonly sum: bigint;
}

/** Rows whose flag is set, and the sum of their values. */
export function tallyList(flags: Float64Array, values: Float64Array): ListTally {
  const on = flagsOf(flags);
  return { clients: on.count, sum: measureSpread(values, on.flags).sum };
}

export function summariseLists(rubric: Rubric, tallies: readonly ListTally[], scale: number): Summary['lists'] {
  return rubric.lists.map(({ name, label }, index) => {
    const { clients, sum } = tallies[index];
    return { list: name, label, clients, measure: decimal(sum, scale) };
  });
}

/** The rule that each row follows, by its index, and how many rules there are. */
export interface ActionValues {
  readonly indices: Float64Array;
  readonly rules: number;
}

export function valuesOfActions(rubric: Rubric, columns: ReadonlyMap<string, Column>): ActionValues[] {
  return rubric.actions.map(({ name, rules }) => {
    const column = columns.get(`action.${name}`);
    const indices = column === undefined || isText(column) ? new Float64Array(0) : column.values;
    return { indices, rules: rules.length };
  });
}

/** Rows by rule; those that follow none are not counted. */
export function countActions({ indices, rules }: ActionValues): Int32Array {
  const counts = new Int32Array(rules);
  for (let row = 0; row < indices.length; row++) {
    const index = indices[row];
    if (index >= 0 && index < rules) counts[index]++;
  }
  return counts;
}

export function summariseActions(rubric: Rubric, counts: readonly Int32Array[]): Summary['actions'] {
  return rubric.actions.map(({ name, rules }, group) => {
    return { group: name, rules: rules.map((rule, index) => ({ do: rule.do, clients: counts[group][index] })) };
  });
}

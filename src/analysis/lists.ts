import type { Rubric } from '../model/rubric.ts';
import type { Summary } from '../model/summary.ts';
import { type Column, isText } from '../model/table.ts';
import { decimal } from '../numeric/decimal.ts';
import type { Measured } from './measured.ts';
import { numbersOf } from './measured.ts';
import { tallyMeasure } from './tally.ts';

// Who is on each list, and how many clients each action takes. Prospects count: lists and actions are for them too.

export function summariseLists(
  rubric: Rubric,
  columns: ReadonlyMap<string, Column>,
  measured: Measured,
): Summary['lists'] {
  return rubric.lists.map(({ name, label }) => {
    const flags = numbersOf(columns, `list.${name}`);
    const { clients, measure } = tallyMeasure(indexGroups(flags, 1), 2, measured.values);
    return { list: name, label, clients: clients[1], measure: decimal(measure[1], measured.scale) };
  });
}

export function summariseActions(rubric: Rubric, columns: ReadonlyMap<string, Column>): Summary['actions'] {
  return rubric.actions.map(({ name, rules }) => {
    const column = columns.get(`action.${name}`);
    const indices = column === undefined || isText(column) ? new Float64Array(0) : column.values;
    const { clients } = tallyMeasure(indexGroups(indices, rules.length - 1), rules.length, indices);
    return { group: name, rules: rules.map((rule, index) => ({ do: rule.do, clients: clients[index] })) };
  });
}

/** Whole numbers 0..last as groups; missing and others as −1. */
function indexGroups(values: Float64Array, last: number): Int32Array {
  const groups = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    groups[row] = value >= 0 && value <= last ? value : -1;
  }
  return groups;
}

import { collectMeasure, type Measured } from '../../src/analysis/measured.ts';
import type { Column } from '../../src/model/table.ts';

/** A book of nothing but a measure, in units of scale 2. */
export function measuredOf(values: readonly number[]): Measured {
  const columns = new Map<string, Column>([
    ['measure', { type: { kind: 'money', scale: 2 }, values: Float64Array.from(values) }],
  ]);
  return collectMeasure(columns, values.length, 'measure');
}

/** Ten incomes published with the R package `ineq`. */
export const incomes = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261];

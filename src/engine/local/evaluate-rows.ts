import type { Expr } from '../../model/expression.ts';
import type { Table } from '../../model/table.ts';
import { blockRows } from './block-memory.ts';
import { bindNumber } from './evaluate.ts';

/** A number, date or flag for every row of a table from its own columns, in units; NaN is missing. */
export function evaluateRows(expr: Expr, table: Table, parameters: ReadonlyMap<string, number>): Float64Array {
  const overflow = new Uint8Array(blockRows);
  const kernel = bindNumber(expr, { columns: table.columns, parameters, overflow });
  const out = new Float64Array(table.rows);
  for (let start = 0; start < table.rows; start += blockRows) {
    const count = Math.min(blockRows, table.rows - start);
    out.set(kernel(start, count).subarray(0, count), start);
  }
  return out;
}

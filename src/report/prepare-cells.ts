import type { Crew } from '../parallel/crew.ts';
import type { CellSource } from './cell-source.ts';
import { commonCellsJob } from './common-cells.ts';

// What a file of most of the table's rows is worth before its first line: a pass over the table in its own order, after which
// a row in the order of the file is a few small numbers instead of a jump into every column.

/** The same cells. What is made does not depend on the crew. */
export async function prepareCells(
  columns: readonly CellSource[],
  rows: number,
  written: number,
  crew: Crew,
): Promise<readonly CellSource[]> {
  // Of a short list the cells are quicker looked at than the table.
  if (written === 0 || 4 * written < rows) return columns;
  const parts = slice(columns, crew.size === 1 ? 1 : 2 * crew.size);
  const joining = parts.map((part) => crew.do(commonCellsJob, { columns: part, rows }));
  return (await Promise.all(joining)).flat();
}

function slice<Value>(values: readonly Value[], parts: number): (readonly Value[])[] {
  const size = Math.ceil(values.length / parts);
  return Array.from({ length: Math.ceil(values.length / size) }, (_, part) =>
    values.slice(part * size, (part + 1) * size),
  );
}

import { countLineEnds } from './records.ts';

// A missing closing quote that finds another quote later reads as well-formed CSV. The trace it leaves: the cell's first
// line would have completed its row, and its last line with the cells behind it would be a row of its own.

interface QuotedRows {
  /** Rows that would have begun inside the cells of the record. */
  readonly rows: number;
  /** Line ends of the record before the cell that has them. */
  readonly lineEndsBefore: number;
}

export function findQuotedRows(cells: readonly string[], delimiter: string, width: number): QuotedRows {
  let lineEndsBefore = 0;
  for (const [index, cell] of cells.entries()) {
    const lineEnds = countLineEnds(cell);
    if (lineEnds > 0 && width > 1) {
      const lengths = cell.split(/\r\n|\n|\r/).map((line) => countCells(line, delimiter));
      const completes = index + lengths[0] === width;
      const goesOn = lengths[lengths.length - 1] + cells.length - index - 1 === width;
      if (completes && (goesOn || cells.length !== width)) return { rows: lineEnds, lineEndsBefore };
    }
    lineEndsBefore += lineEnds;
  }
  return { rows: 0, lineEndsBefore: 0 };
}

/** Cells of a line; a comma with a space behind it belongs to prose, such as an address. */
function countCells(line: string, delimiter: string): number {
  const parts = line.split(delimiter);
  return delimiter === ' ' ? parts.length : 1 + parts.slice(1).filter((part) => !part.startsWith(' ')).length;
}

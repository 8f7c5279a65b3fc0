import type { Problem } from '../../model/problem.ts';
import type { ChunkBuilder } from '../chunk-builder.ts';
import { findQuotedRows } from './quoted-lines.ts';
import { CsvRecords, type TakeRecord, UnclosedQuote } from './records.ts';
import { type RowReader, ScannedRows } from './scan/scanned-rows.ts';

// What rows of delimited text become, whoever tells their cells apart: the headings are skipped, blank rows are none, short
// and long ones are rejects, and a quote that swallowed rows is refused or noted.

/** How the rows of a file are made. */
export interface RowShape {
  readonly delimiter: string;
  readonly carriageReturns: boolean;
  /** Rows at the head that are no data. */
  readonly headingRows: number;
  /** Headings, and how many of them there are up to the last that is not blank. */
  readonly width: number;
  readonly named: number;
}

/** Who reads: csv-parse, the scanner until csv-parse must take over, or the scanner alone, which throws OddBytes there. */
type ReadBy = 'csv-parse' | 'scanner' | 'scanner-alone';

/** A reader of rows from `line` on into a builder; `added` is called after each row. It throws UnclosedQuote. */
export function readRowsInto(
  builder: ChunkBuilder,
  shape: RowShape,
  by: ReadBy,
  added: () => void,
  line = 1,
): RowReader {
  const { delimiter, carriageReturns, headingRows, width, named } = shape;
  let skip = headingRows;
  const take: TakeRecord = (cells, at, lineEndsInside) => {
    if (skip > 0) {
      skip--;
      return;
    }
    if (cells[0].trim() === '' && isBlank(cells, 1)) return;
    const fits = cells.length >= named && (cells.length <= width || isBlank(cells, width));
    if (lineEndsInside > 0) {
      const { rows, lineEndsBefore } = findQuotedRows(cells, delimiter, width);
      // Rows inside a quoted cell of a row that does not fit: the quote was closed by one that opens another cell.
      if (rows > 0 && !fits) throw new UnclosedQuote(at + lineEndsBefore);
      if (rows > 0) builder.addFinding(noteQuotedRows(rows));
    }
    if (fits) builder.addRow(at, cells);
    else builder.addRagged(at, cells.length, width);
    added();
  };
  if (by === 'csv-parse') return new CsvRecords(delimiter, carriageReturns, take, line);
  const rules = { delimiter, carriageReturns, headingRows, fewest: named, most: width, handsOver: by === 'scanner' };
  return new ScannedRows(rules, builder, added, take, line);
}

function isBlank(cells: readonly string[], from: number): boolean {
  for (let index = from; index < cells.length; index++) if (cells[index].trim() !== '') return false;
  return true;
}

/** Without a line: rows in another order give the same findings. */
function noteQuotedRows(count: number): Problem {
  const message = 'lines inside quoted cells look like rows of their own';
  return {
    code: 'rows-inside-quotes',
    severity: 'finding',
    message,
    count,
    hint: 'look for a quote that is not closed',
  };
}

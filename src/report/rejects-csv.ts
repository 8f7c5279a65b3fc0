import type { Reject } from '../model/book.ts';
import { textCell } from './csv-cells.ts';
import { type CsvOptions, joinLines } from './csv-lines.ts';

// rejects.csv: a line per row or value that could not be used, in the order of the files.

const headings = ['file', 'sheet', 'line', 'cell', 'client', 'field', 'value', 'code', 'expected', 'lost'];

export function writeRejects(rejects: readonly Reject[], options: CsvOptions): Generator<string> {
  return joinLines(listRejects(rejects), options);
}

function* listRejects(rejects: readonly Reject[]): Generator<string> {
  yield headings.join(',');
  for (const { file, sheet, line, cell, client, field, value, code, expected, whole } of rejects) {
    const before = [file, sheet].map((text) => textCell(text ?? null));
    const after = [cell, client, field, value, code, expected].map((text) => textCell(text ?? null));
    yield [...before, String(line), ...after, whole ? 'row' : 'value'].join(',');
  }
}

import { createReadStream } from 'node:fs';
import { type Info, parse } from 'csv-parse';
import { type Difference, quoted } from './difference.ts';

// Two CSV files of a run, cell by cell, each read as a stream. Undefined where all cells are the same, so that the bytes differ
// in quotes or line ends only.

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

async function* readRows(path: string): AsyncGenerator<Row> {
  const parser = createReadStream(path).pipe(
    parse({ bom: true, info: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: false }),
  );
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
    yield { cells: record, line: info.lines };
  }
}

export async function compareCsv(path: string, again: string): Promise<Difference | undefined> {
  const [own, other] = [readRows(path), readRows(again)];
  let headings: readonly string[] = [];
  try {
    for (let row = 0; ; row++) {
      const [a, b] = [await own.next(), await other.next()].map((next) =>
        next.done ? undefined : (next.value as Row),
      );
      if (a === undefined && b === undefined) return undefined;
      if (row === 0) headings = b?.cells ?? [];
      const found = differing(a, b, row, headings);
      if (found !== undefined) return found;
    }
  } finally {
    await own.return(undefined);
    await other.return(undefined);
  }
}

function differing(
  a: Row | undefined,
  b: Row | undefined,
  row: number,
  headings: readonly string[],
): Difference | undefined {
  const place = row === 0 ? 'the headings' : `row ${row}${clientOf(b ?? a, headings)}`;
  if (a === undefined || b === undefined) {
    return {
      where: place,
      found: a === undefined ? 'no such row' : 'a row',
      expected: b === undefined ? 'no such row' : 'a row',
    };
  }
  const length = Math.max(a.cells.length, b.cells.length);
  for (let at = 0; at < length; at++) {
    if (a.cells[at] === b.cells[at]) continue;
    const column = row === 0 ? `column ${at + 1}` : `column ${headings[at] ?? at + 1}`;
    return { where: `${place}, ${column}`, found: quoted(a.cells[at]), expected: quoted(b.cells[at]) };
  }
  return undefined;
}

/** By the column that names the client: `id` of reports, `client` of rejects. */
function clientOf(row: Row | undefined, headings: readonly string[]): string {
  const at = headings.findIndex((heading) => heading === 'id' || heading === 'client');
  const id = row?.cells[at];
  return id === undefined || id === '' ? '' : ` (client ${id})`;
}

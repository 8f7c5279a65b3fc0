import { type Column, isText } from '../../../src/model/table.ts';
import type { RunReport } from '../../../src/report/format.ts';
import { writePage } from '../../../src/report/html/page.ts';
import { readAsset } from '../../../src/run/assets.ts';
import { numbers, report, texts } from '../sample.ts';

// Pages of the sample run, and of books made from it: as many clients as asked, or names that mean harm.

export async function pageOf(of: RunReport, most?: number): Promise<string> {
  const parts: string[] = [];
  for await (const part of writePage(of, readAsset, most)) parts.push(part);
  return parts.join('');
}

/** The sample's rows again and again, under ids and names of their own. */
export function reportOf(clients: number): RunReport {
  const rows = Array.from({ length: clients }, (_, row) => row);
  const own = report.table.rows;
  const columns = new Map<string, Column>();
  for (const [name, column] of report.table.columns) {
    columns.set(
      name,
      isText(column)
        ? { ...column, codes: Int32Array.from(rows, (row) => column.codes[row % own]) }
        : { ...column, values: Float64Array.from(rows, (row) => column.values[row % own]) },
    );
  }
  const everyRow = Int32Array.from(rows);
  const type = { kind: 'id', scale: 0 } as const;
  columns.set('client_id', {
    type,
    codes: everyRow,
    dictionary: rows.map((row) => `K${String(row).padStart(6, '0')}`),
  });
  columns.set('client_name', {
    type: { kind: 'text', scale: 0 },
    codes: everyRow,
    dictionary: rows.map((row) => `华北重工第${row}号有限公司`),
  });
  columns.set(
    'rank',
    numbers(
      rows.map((row) => row + 1),
      'integer',
      0,
    ),
  );
  return { ...report, table: { rows: clients, columns }, order: Uint32Array.from(rows) };
}

export const hostileNames = [
  '</script><script>window.harmed = true</script>',
  '<img src=x onerror="window.harmed = true">',
  '<!--<script>',
  '\u202egnp.exe\u202c \u200f\u05d0',
  '👩\u200d👩\u200d👧 Ltd',
  'nul \u0000 and escape \u001b[31m',
  '\u2028\u2029 & "quotes" \'single\'',
  '\ud800 alone',
] as const;

/** The sample with these names for its first clients in the order of the report. */
export function reportWithNames(names: readonly string[]): RunReport {
  const all: string[] = Array.from({ length: report.table.rows }, (_, row) => `Client ${row}`);
  for (const [place, name] of names.entries()) all[report.order[place]] = name;
  const columns = new Map([...report.table.columns, ['client_name', texts(all)] as const]);
  return { ...report, table: { ...report.table, columns } };
}

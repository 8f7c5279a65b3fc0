import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ColumnIndex, readColumns } from '../../input/recorded-columns.ts';
import { type Column, isText, type Table, textAt } from '../../model/table.ts';
import { formatDate } from '../../numeric/date.ts';
import { formatShort } from '../../numeric/decimal.ts';
import { type Difference, quoted } from './difference.ts';

// Two files of columns/ by client and column. Undefined where they say the same of every client, or cannot be read as columns:
// then their bytes have to be looked at.

export async function compareColumn(directory: string, again: string, file: string): Promise<Difference | undefined> {
  const folder = file.slice(0, file.lastIndexOf('/'));
  try {
    const name = await nameOf(again, folder, file);
    if (name === undefined) return undefined;
    const [own, other] = [await readOne(directory, folder, name), await readOne(again, folder, name)];
    const [a, b] = [own, other].map(({ table }) => table.columns.get(name));
    if (a === undefined || b === undefined) return undefined;
    for (let row = 0; row < Math.max(own.table.rows, other.table.rows); row++) {
      const [found, expected] = [valueAt(a, row), valueAt(b, row)];
      if (found === expected) continue;
      const client = other.ids === undefined ? undefined : valueAt(other.ids, row);
      const where = `row ${row + 1}${client === undefined || client === '' ? '' : ` (client ${client})`}, column ${name}`;
      return { where, found: quoted(found), expected: quoted(expected) };
    }
    return undefined;
  } catch {
    // Whatever was done to the file: it is not what a run writes.
    return undefined;
  }
}

async function indexOf(directory: string, folder: string): Promise<ColumnIndex> {
  return JSON.parse(await readFile(join(directory, folder, 'index.json'), 'utf8')) as ColumnIndex;
}

async function nameOf(directory: string, folder: string, file: string): Promise<string | undefined> {
  return (await indexOf(directory, folder)).columns.find((column) => column.file === file)?.name;
}

async function readOne(
  directory: string,
  folder: string,
  name: string,
): Promise<{ readonly table: Table; readonly ids: Column | undefined }> {
  const id = (await indexOf(directory, folder)).columns.find(({ kind }) => kind === 'id')?.name;
  const read = (file: string) =>
    readFile(join(directory, file.replace(/^columns\/index\.json$/, `${folder}/index.json`)));
  const table = await readColumns(read, new Set([name, ...(id === undefined ? [] : [id])]));
  return { table, ids: id === undefined ? undefined : table.columns.get(id) };
}

function valueAt(column: Column, row: number): string | undefined {
  if (isText(column)) return row < column.codes.length ? (textAt(column, row) ?? '') : undefined;
  const value = column.values[row];
  if (value === undefined) return undefined;
  if (Number.isNaN(value)) return '';
  return column.type.kind === 'date' ? formatDate(value) : formatShort(value, column.type.scale);
}

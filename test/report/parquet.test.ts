import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { writeClients } from '../../src/report/clients-csv.ts';
import { formats } from '../../src/report/formats.ts';
import { writeParquet } from '../../src/report/parquet.ts';
import { field, readRaw, rowsOf, sourceOf } from '../input/book-helpers.ts';
import { report } from './sample.ts';

async function fileOf(given = report): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeParquet(given)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function csvOf(given = report): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of writeClients(given)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString();
}

/** Headings and cells as texts, read back by our own reader. */
async function cellsOf(bytes: Uint8Array): Promise<Record<string, unknown>[]> {
  const id = field('id', 'id', { missingMarks: [] });
  const raw = await readRaw([sourceOf(bytes, 'clients.parquet')], [id], { passThrough: true });
  const headings = [...raw.table.columns.keys()];
  return rowsOf(raw).map((row) => Object.fromEntries(row.map((cell, index) => [headings[index], cell ?? ''])));
}

function withoutZeros(cell: string): string {
  return /^-?\d+\.\d{6}$/.test(cell) ? cell.replace(/\.?0+$/, '') : cell;
}

describe('clients.parquet', () => {
  test('is what --format parquet writes', () => {
    expect(formats.parquet.files(report).map(({ name }) => name)).toEqual(['clients.parquet']);
  });

  test.each(['en', 'zh-CN'] as const)('holds the columns, rows and values of clients.csv (%s)', async (locale) => {
    const given = { ...report, locale };
    const csv = parse(await csvOf(given), { columns: true }) as Record<string, string>[];
    // A Parquet file has all six digits of what is not money. A CSV disarms formulas with an apostrophe and keeps blanks around a text; the reader trims them.
    const expected = csv.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cell.replace(/^'(?=[=+@-])/, '').trim()])),
    );
    const written = (await cellsOf(await fileOf(given))).map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, withoutZeros(String(cell))])),
    );
    expect(written).toEqual(expected);
  });

  test('the same report gives the same bytes', async () => {
    expect((await fileOf()).equals(await fileOf())).toBe(true);
  });

  test('rows of several row groups stay in order', async () => {
    const order = Uint32Array.from({ length: 70_000 }, (_, row) => report.order[row % report.order.length]);
    const few = { ...report, order, passThrough: [] };
    const ids = (await cellsOf(await fileOf(few))).map(({ id }) => id);
    const expected = (parse(await csvOf(few), { columns: true }) as { id: string }[]).map(({ id }) => id);
    expect(ids).toEqual(expected);
  });

  test('a book without clients is a file without rows', async () => {
    const bytes = await fileOf({ ...report, order: new Uint32Array(0) });
    await expect(cellsOf(bytes)).rejects.toThrow('no row below the headings');
  });
});

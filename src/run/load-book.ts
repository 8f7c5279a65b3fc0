import type { ManifestInput } from '../audit/manifest.ts';
import { clientsOfTable } from '../input/clients-of-table.ts';
import { clientsOf } from '../input/merge-clients.ts';
import { ownersByKey } from '../input/own-rows.ts';
import type { Book, TableTotals } from '../model/book.ts';
import type { ReadOptions } from '../model/reader.ts';
import type { Rubric } from '../model/rubric.ts';
import type { OwnedTable, TextColumn } from '../model/table.ts';
import { counted, type Host } from './host.ts';
import { findTables, OwnedTables, rowsThatCount, type TableFiles } from './load-tables.ts';
import { readSources } from './read-sources.ts';
import { findSources } from './sources.ts';

export interface LoadedBook {
  readonly book: Book;
  readonly tables: ReadonlyMap<string, OwnedTable>;
  readonly tableTotals: readonly TableTotals[];
  readonly inputs: readonly ManifestInput[];
}

export interface BookFiles {
  readonly books: readonly string[];
  readonly tables: TableFiles;
  readonly read: ReadOptions;
}

/** Reads a book and its tables into clients and rows they own, with the hashes of the bytes that were read. */
export async function loadBook(files: BookFiles, rubric: Rubric, host: Host): Promise<LoadedBook> {
  const sources = await findSources(files.books, host);
  const tableSources = await findTables(rubric, files.tables, host);
  const { id, measure, of } = rubric.portfolio;
  const maker = rubric.tables.find((table) => table.name === of);
  const fields = maker === undefined ? rubric.fields : maker.fields;
  const { raw, inputs } = await readSources(sources, fields, id, files.read, host);
  host.progress.phase('merge', counted(raw.table.rows, 'row'));
  const isField = rubric.fields.some((field) => field.name === measure);
  const book =
    maker === undefined
      ? clientsOf(raw, id, isField ? measure : undefined)
      : clientsOfTable(raw, id, rowsThatCount(maker, raw.table, files.tables.asOf));
  // A key a client, which only tables ask for: without one it would be memory for nothing.
  const owners = rubric.tables.length === 0 ? new Map() : ownersByKey(book.table.columns.get(id) as TextColumn);
  const owned = new OwnedTables(owners, files.tables.asOf);
  if (maker !== undefined) owned.add(maker, raw);
  const tableInputs: ManifestInput[] = [];
  for (const { spec, sources: own, options } of tableSources) {
    const read = await readSources(own, spec.fields, spec.key, options, host);
    owned.add(spec, read.raw);
    tableInputs.push(...read.inputs.map((input) => ({ table: spec.name, ...input })));
  }
  return {
    book: {
      ...book,
      rejects: [...book.rejects, ...owned.rejects],
      findings: [...book.findings, ...owned.findings],
    },
    tables: owned.tables,
    tableTotals: owned.totals,
    inputs: [...inputs, ...tableInputs],
  };
}

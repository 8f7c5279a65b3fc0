import type { FileDigest, ManifestInput } from '../audit/manifest.ts';
import { clientsOfTable } from '../input/clients/clients-of-table.ts';
import { clientsOf } from '../input/clients/merge-clients.ts';
import { ownersByKey } from '../input/clients/own-rows.ts';
import { Owners } from '../input/clients/owners.ts';
import type { ReadRows } from '../input/read-book.ts';
import type { Book, RawBook, Reject, TableTotals } from '../model/book.ts';
import type { UsedRate } from '../model/rates.ts';
import type { ReadOptions } from '../model/reader.ts';
import type { Rubric, TableSpec } from '../model/rubric.ts';
import type { OwnedTable, TextColumn } from '../model/table.ts';
import { alone, type Crew } from '../parallel/crew.ts';
import { counted, type Host } from './host.ts';
import { loadRates, ratesUsed } from './load-rates.ts';
import { findTables, OwnedTables, optionsOf, rowsThatCount, type TableFiles } from './load-tables.ts';
import { readSources } from './read-sources.ts';
import { findSources } from './sources.ts';
import { unusedFields } from './unused-fields.ts';

export interface LoadedBook {
  readonly book: Book;
  readonly tables: ReadonlyMap<string, OwnedTable>;
  readonly tableTotals: readonly TableTotals[];
  /** By table, rejects of its rows and cells; they are among those of the book, too. */
  readonly tableRejects: ReadonlyMap<string, readonly Reject[]>;
  readonly inputs: readonly ManifestInput[];
  /** The file of `--rates`, where there is one, and the rates that amounts were converted by. */
  readonly rateFile?: FileDigest;
  readonly rates: readonly UsedRate[];
}

export interface BookFiles {
  readonly books: readonly string[];
  readonly tables: TableFiles;
  readonly read: ReadOptions;
  /** Path of the rate file. */
  readonly rates?: string;
  /** Whether columns of tables are kept that nothing in the rubric speaks of. */
  readonly keepUnused?: boolean;
}

/** Reads a book and its tables into clients and rows they own, with the hashes of the bytes that were read. */
export async function loadBook(files: BookFiles, rubric: Rubric, host: Host, crew: Crew = alone): Promise<LoadedBook> {
  const sources = await findSources(files.books, host);
  const tableSources = await findTables(rubric, files.tables, host);
  const { rates, file: rateFile } = await loadRates(files.rates, rubric, files.tables.asOf, host);
  const { id, measure, of } = rubric.portfolio;
  const maker = rubric.tables.find((table) => table.name === of);
  const fields = maker === undefined ? rubric.fields : maker.fields;
  const rowsOf = (spec: TableSpec): ReadRows => ({
    shared: spec.key,
    mayBeEmpty: spec !== maker,
    ...(files.keepUnused === true ? {} : { unkept: unusedFields(spec, rubric) }),
  });
  const given = maker === undefined ? files.read : { ...optionsOf(maker), ...files.read };
  const own = rates === undefined ? {} : { rates: maker === undefined ? { ...rates, measure } : rates };
  const options = { ...given, ...own };
  const { raw, inputs } = await readSources(sources, fields, id, options, host, maker && rowsOf(maker), crew);
  host.progress.phase('merge', counted(raw.table.rows, 'row'));
  const isField = rubric.fields.some((field) => field.name === measure);
  const book =
    maker === undefined
      ? await clientsOf(raw, id, isField ? measure : undefined, passedThrough(raw, rubric), crew)
      : clientsOfTable(raw, id, rowsThatCount(maker, raw.table, files.tables.asOf));
  // A key a client, which only tables ask for: without one it would be memory for nothing.
  const owners = rubric.tables.length === 0 ? new Owners() : ownersByKey(book.table.columns.get(id) as TextColumn);
  const owned = new OwnedTables(owners, files.tables.asOf);
  if (maker !== undefined) owned.add(maker, raw);
  const tableInputs: ManifestInput[] = [];
  const converted = [raw.converted];
  for (const { spec, ...files } of tableSources) {
    const options = rates === undefined ? files.options : { ...files.options, rates };
    const read = await readSources(files.sources, spec.fields, spec.key, options, host, rowsOf(spec), crew);
    converted.push(read.raw.converted);
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
    tableRejects: owned.rejectsOf,
    inputs: [...inputs, ...tableInputs],
    ...(rateFile === undefined ? {} : { rateFile }),
    rates: ratesUsed(rates, converted),
  };
}

/** Columns that no field of the rubric takes. */
function passedThrough({ table }: RawBook, { fields }: Rubric): Set<string> {
  const known = new Set(fields.map((field) => field.name));
  return new Set([...table.columns.keys()].filter((name) => !known.has(name)));
}

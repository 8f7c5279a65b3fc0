import { dirname, resolve } from 'node:path';
import { profileColumns } from '../analysis/profile.ts';
import type { Book, TableTotals } from '../model/book.ts';
import type { Problem } from '../model/problem.ts';
import type { FieldProfile, TableProfile } from '../model/profile.ts';
import type { ReadOptions } from '../model/reader.ts';
import type { Rubric, TableSpec } from '../model/rubric.ts';
import type { OwnedTable } from '../model/table.ts';
import type { Host } from './host.ts';
import { type LoadedBook, loadBook } from './load-book.ts';
import { readRubric } from './rubric-file.ts';

export interface CheckOutcome {
  readonly problems: readonly Problem[];
  /** Undefined where the rubric has errors. */
  readonly rubric: Rubric | undefined;
  /** Undefined where no book was given or the rubric has errors. */
  readonly book: Book | undefined;
  readonly profile: readonly FieldProfile[];
  /** The further tables, in the order in which they find their owners. */
  readonly tables: readonly TableProfile[];
}

/** Lints a rubric and, where one is given, holds a book's headings, types and values against it. Scores nothing. */
export async function checkFiles(
  rubricPath: string,
  books: readonly string[],
  read: ReadOptions,
  given: ReadonlyMap<string, string>,
  host: Host,
  rates?: string,
): Promise<CheckOutcome> {
  const { rubric, problems } = await readRubric(rubricPath, host.cwd);
  if (rubric === undefined || books.length === 0) return { problems, rubric, book: undefined, profile: [], tables: [] };
  const tables = { given, rubricDirectory: dirname(resolve(host.cwd, rubricPath)), asOf: undefined };
  const loaded = await loadBook(
    { books, tables, read, keepUnused: true, ...(rates === undefined ? {} : { rates }) },
    rubric,
    host,
  );
  const { book } = loaded;
  const ofTables = new Set([...loaded.tableRejects.values()].flat());
  const ownRejects = ofTables.size === 0 ? book.rejects : book.rejects.filter((reject) => !ofTables.has(reject));
  return {
    problems: [...problems, ...book.findings],
    rubric,
    book,
    profile: profileColumns(book.table, ownRejects, rubric.fields),
    tables: loaded.tableTotals.map((totals) => profileTable(totals, loaded, rubric)),
  };
}

function profileTable(totals: TableTotals, { tables, tableRejects }: LoadedBook, rubric: Rubric): TableProfile {
  const spec = rubric.tables.find(({ name }) => name === totals.table) as TableSpec;
  const rejects = tableRejects.get(spec.name) ?? [];
  const unknownOwners = rejects.filter(({ code }) => code === 'unknown-owner').length;
  const fields = profileColumns(tables.get(spec.name) as OwnedTable, rejects, spec.fields);
  return { ...totals, unknownOwners, fields };
}

import type { ManifestInput } from '../audit/manifest.ts';
import { clientsOf } from '../input/merge-clients.ts';
import { readBook } from '../input/read-book.ts';
import { fieldTypes } from '../input/types/index.ts';
import type { Book } from '../model/book.ts';
import type { ReadOptions } from '../model/reader.ts';
import type { Rubric } from '../model/rubric.ts';
import { hashed } from './hashing.ts';
import { counted, type Host } from './host.ts';
import { findSources } from './sources.ts';

export interface LoadedBook {
  readonly book: Book;
  readonly inputs: readonly ManifestInput[];
}

/** Reads the files of a book into clients, with the hashes of the bytes that were read. */
export async function loadBook(
  paths: readonly string[],
  rubric: Rubric,
  options: ReadOptions,
  host: Host,
): Promise<LoadedBook> {
  const sources = (await findSources(paths, host)).map(hashed);
  host.progress.phase('read', sources.map((source) => source.name).join(', '));
  const { id, measure } = rubric.portfolio;
  const raw = await readBook(sources, rubric.fields, id, options, fieldTypes);
  host.progress.phase('merge', counted(raw.table.rows, 'row'));
  const isField = rubric.fields.some((field) => field.name === measure);
  const book = clientsOf(raw, id, isField ? measure : undefined);
  const inputs = await Promise.all(
    sources.map(async (source, index) => {
      const { sheet, rows } = raw.files[index];
      return { name: source.name, ...(await source.digest()), ...(sheet === undefined ? {} : { sheet }), rows };
    }),
  );
  return { book, inputs };
}

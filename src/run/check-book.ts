import { dirname, resolve } from 'node:path';
import { profileBook } from '../analysis/profile.ts';
import type { Book } from '../model/book.ts';
import type { Problem } from '../model/problem.ts';
import type { FieldProfile } from '../model/profile.ts';
import type { ReadOptions } from '../model/reader.ts';
import type { Rubric } from '../model/rubric.ts';
import type { Host } from './host.ts';
import { loadBook } from './load-book.ts';
import { readRubric } from './rubric-file.ts';

export interface CheckOutcome {
  readonly problems: readonly Problem[];
  /** Undefined where the rubric has errors. */
  readonly rubric: Rubric | undefined;
  /** Undefined where no book was given or the rubric has errors. */
  readonly book: Book | undefined;
  readonly profile: readonly FieldProfile[];
}

/** Lints a rubric and, where one is given, holds a book's headings, types and values against it. Scores nothing. */
export async function checkFiles(
  rubricPath: string,
  books: readonly string[],
  read: ReadOptions,
  given: ReadonlyMap<string, string>,
  host: Host,
): Promise<CheckOutcome> {
  const { rubric, problems } = await readRubric(rubricPath, host.cwd);
  if (rubric === undefined || books.length === 0) return { problems, rubric, book: undefined, profile: [] };
  const tables = { given, rubricDirectory: dirname(resolve(host.cwd, rubricPath)), asOf: undefined };
  const { book } = await loadBook({ books, tables, read }, rubric, host);
  return { problems: [...problems, ...book.findings], rubric, book, profile: profileBook(book, rubric.fields) };
}

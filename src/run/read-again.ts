import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Problem } from '../model/problem.ts';
import type { Rubric } from '../model/rubric.ts';
import type { OwnedTable, Table } from '../model/table.ts';
import { UserError } from '../model/user-error.ts';
import type { Crew } from '../parallel/crew.ts';
import type { Host } from './host.ts';
import { type BookFiles, loadBook } from './load-book.ts';

// The inputs of a run read once more, under the rubric of the run before: only where the two rubrics differ.

/**
 * The files of a run as another rubric reads them: a table that both know has this run's file, whatever the other rubric
 * names; a table or rates that it does not have are none of its own.
 */
export async function readUnder(
  rubric: Rubric,
  own: Rubric,
  files: BookFiles,
  host: Host,
  crew: Crew,
): Promise<{ readonly table: Table; readonly tables: ReadonlyMap<string, OwnedTable> }> {
  const { rates, tables, ...rest } = files;
  const named = own.tables.flatMap(({ name, file }): [string, string][] =>
    file === undefined ? [] : [[name, resolve(tables.rubricDirectory, file)]],
  );
  const known = new Set(rubric.tables.map(({ name }) => name).filter((name) => name !== rubric.portfolio.of));
  const given = new Map([...named, ...tables.given].filter(([name]) => known.has(name)));
  const fields = [...rubric.fields, ...rubric.tables.flatMap((table) => table.fields)];
  const isConverted = fields.some((field) => field.currencyField !== undefined);
  const mine = { ...rest, tables: { ...tables, given }, ...(isConverted && rates !== undefined ? { rates } : {}) };
  const loaded = await loadBook(mine, rubric, host, crew);
  const mapped = new Set(rubric.fields.map((field) => field.name));
  const { rows, columns } = loaded.book.table;
  return {
    table: { rows, columns: new Map([...columns].filter(([name]) => mapped.has(name))) },
    tables: loaded.tables,
  };
}

/** A host whose standard input can be read twice. */
export function rememberInput(host: Host): Host {
  const parts: Uint8Array[] = [];
  let ended = false;
  async function* stdin(): AsyncGenerator<Uint8Array> {
    if (ended) return yield* parts;
    for await (const part of host.stdin) {
      parts.push(part);
      yield part;
    }
    ended = true;
  }
  return { ...host, stdin: { [Symbol.asyncIterator]: stdin } };
}

/** A pipe gives its bytes once. */
export async function refusePipes(paths: readonly string[], cwd: string): Promise<void> {
  const problems: Problem[] = [];
  for (const path of paths) {
    const found = path === '-' ? undefined : await stat(resolve(cwd, path)).catch(() => undefined);
    if (found?.isFIFO() !== true) continue;
    const message = `${path} is a pipe, but the rubric is not that of the previous run, so the inputs are read twice`;
    const hint = 'write it to a file first';
    problems.push({ code: 'pipe-read-twice', severity: 'error', file: path, message, hint });
  }
  if (problems.length > 0) throw new UserError(problems);
}

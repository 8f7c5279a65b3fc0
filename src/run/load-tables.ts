import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { evaluateRows } from '../engine/local/evaluate-rows.ts';
import { ownersThrough, ownRows } from '../input/clients/own-rows.ts';
import type { Owners } from '../input/clients/owners.ts';
import type { RawBook, Reject, TableTotals } from '../model/book.ts';
import type { Problem } from '../model/problem.ts';
import type { ByteSource, ReadOptions } from '../model/reader.ts';
import type { Rubric, TableSpec } from '../model/rubric.ts';
import type { OwnedTable, Table } from '../model/table.ts';
import { UserError } from '../model/user-error.ts';
import { columnsOf } from '../plan/expressions.ts';
import { nearest } from '../text/nearest.ts';
import type { Host } from './host.ts';
import { findSources } from './sources.ts';

/** Where the files of tables are: given on the command line, or beside the rubric. */
export interface TableFiles {
  /** Table to path, relative to the working directory. */
  readonly given: ReadonlyMap<string, string>;
  /** Where `file:` of the rubric starts. */
  readonly rubricDirectory: string;
  /** Days since 1970-01-01; without it every row of a table counts whose `where` speaks of it. */
  readonly asOf: number | undefined;
}

export interface TableSources {
  readonly spec: TableSpec;
  readonly sources: readonly ByteSource[];
  readonly options: ReadOptions;
}

/** The files of every table except the one that the book itself is. All problems are told at once. */
export async function findTables(rubric: Rubric, files: TableFiles, host: Host): Promise<TableSources[]> {
  const wanted = rubric.tables.filter((table) => table.name !== rubric.portfolio.of);
  const names = wanted.map((table) => table.name);
  const problems: Problem[] = [...files.given.keys()]
    .filter((name) => !names.includes(name))
    .map((name) => unknownTable(name, names, rubric));
  const found: TableSources[] = [];
  for (const spec of wanted) {
    const given = files.given.get(spec.name);
    if (given === undefined && spec.file === undefined) {
      const message = `the table "${spec.name}" has no file`;
      problems.push(await askFor(spec, { code: 'missing-table', message }, host));
      continue;
    }
    const from = given === undefined ? files.rubricDirectory : host.cwd;
    try {
      const sources = await findSources([given ?? (spec.file as string)], host, from);
      found.push({ spec, sources, options: optionsOf(spec) });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (given !== undefined) problems.push(...error.problems);
      else for (const { code, message } of error.problems) problems.push(await askFor(spec, { code, message }, host));
    }
  }
  if (problems.length > 0) throw new UserError(problems);
  return found;
}

/** A problem with the file of a table, at the table's name in the rubric. */
async function askFor(
  { name, position }: TableSpec,
  what: Pick<Problem, 'code' | 'message'>,
  host: Host,
): Promise<Problem> {
  const { file, line, column, length } = position;
  const hint = `give --table ${name}=FILE, or name it under "file"`;
  const excerpt = await lineOf(resolve(host.cwd, file), line);
  const place = { file, line, column, length, ...(excerpt === undefined ? {} : { excerpt }) };
  return { ...what, severity: 'error', hint, ...place };
}

/** The line of a rubric that has been read; undefined where it cannot be read again. */
async function lineOf(path: string, line: number): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).split(/\r\n|\n|\r/)[line - 1];
  } catch {
    return undefined;
  }
}

function unknownTable(name: string, names: readonly string[], { portfolio }: Rubric): Problem {
  const near = nearest(name, names);
  const isBook = name === portfolio.of;
  return {
    code: 'unknown-table',
    severity: 'error',
    message: isBook ? `the table "${name}" is the book itself` : `the rubric has no table "${name}"`,
    found: name,
    expected: names.length === 0 ? 'no --table' : names.join(', '),
    ...(near === undefined ? {} : { hint: `did you mean "${near}"?` }),
  };
}

/** What the command line says of the book's files says nothing of a table's. */
export function optionsOf({ sheet, encoding, delimiter }: TableSpec): ReadOptions {
  return {
    passThrough: false,
    ...(sheet === undefined ? {} : { sheet }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
  };
}

/** Per row 1 where the table's `where` holds; undefined where every row counts. */
export function rowsThatCount({ where }: TableSpec, table: Table, asOf: number | undefined): Float64Array | undefined {
  if (where === undefined || (asOf === undefined && columnsOf(where).has('as_of'))) return undefined;
  return evaluateRows(where, table, asOf === undefined ? new Map() : new Map([['as_of', asOf]]));
}

/** Tables that have found their clients, owners before those that go through them. */
export class OwnedTables {
  readonly tables = new Map<string, OwnedTable>();
  readonly totals: TableTotals[] = [];
  readonly rejects: Reject[] = [];
  readonly rejectsOf = new Map<string, readonly Reject[]>();
  readonly findings: Problem[] = [];
  readonly #clients: Owners;
  readonly #asOf: number | undefined;

  constructor(clients: Owners, asOf: number | undefined) {
    this.#clients = clients;
    this.#asOf = asOf;
  }

  add(spec: TableSpec, raw: RawBook): void {
    const { name, key, via } = spec;
    const through = via === undefined ? undefined : this.tables.get(via);
    const owners = through === undefined ? this.#clients : ownersThrough(through, via as string, key);
    const counts = rowsThatCount(spec, raw.table, this.#asOf);
    const owned = ownRows(raw, owners, {
      name,
      key,
      within: via === undefined ? 'the book' : `table ${via}`,
      ...(counts === undefined ? {} : { counts }),
    });
    this.tables.set(name, owned.table);
    this.totals.push(owned.totals);
    // Not spread into `push`: a table of another book may bring millions.
    for (const reject of owned.rejects) this.rejects.push(reject);
    this.rejectsOf.set(name, owned.rejects);
    this.findings.push(...raw.findings.map((finding) => ({ ...finding, message: `${name}: ${finding.message}` })));
    if (owned.totals.read === 0) {
      const message = `the table "${name}" has no row, so every client has an empty list`;
      this.findings.push({ code: 'empty-table', severity: 'finding', message });
    }
  }
}

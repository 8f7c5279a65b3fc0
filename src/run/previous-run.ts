import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { RecordedManifest } from '../audit/read-manifest.ts';
import { readColumns } from '../input/recorded-columns.ts';
import { readSummary } from '../input/recorded-summary.ts';
import type { FormerClients, PreviousRun } from '../model/previous.ts';
import type { Rubric } from '../model/rubric.ts';
import { isText, type NumericColumn, type Table } from '../model/table.ts';
import { UserError } from '../model/user-error.ts';
import { formatDate, parseIsoDate } from '../numeric/date.ts';
import { flagType } from '../plan/expressions.ts';
import { formerOf } from './former-clients.ts';
import type { Host } from './host.ts';
import { previousMasked } from './mask/masked-runs.ts';
import { readRubricOfRun } from './rubric-file.ts';
import { checkRunFiles, noRun } from './run-files.ts';
import { fileProblem } from './sources.ts';

// The run before, read back from its directory alone. Its files are held against their hashes first; a run that was changed,
// is no run, or is of a later day than `asOf` is refused.

export async function openPrevious(path: string, asOf: number, host: Host): Promise<PreviousRun> {
  return openRun(path, host, 'previous', (day, { mask }) => {
    if (day > asOf) throw laterRun(path, day, asOf);
    if (mask !== undefined) throw previousMasked(path);
  });
}

/** A run of any day. */
export interface OpenedRun extends PreviousRun {
  readonly manifest: RecordedManifest;
}

/** `phase` is what its reading is called; `accept` throws where the run may not be taken. */
export async function openRun(
  path: string,
  host: Host,
  phase: string,
  accept: (day: number, manifest: RecordedManifest) => void = () => {},
): Promise<OpenedRun> {
  const directory = resolve(host.cwd, path);
  await requireDirectory(directory, path);
  host.progress.phase(phase, path);
  const { manifest, manifestSha256 } = await checkRunFiles(directory, path);
  const day = parseIsoDate(manifest.asOf);
  if (day === null) throw new UserError([noRun(path, `${path} holds a run as of no date, "${manifest.asOf}"`)]);
  accept(day, manifest);
  for (const needed of ['rubric/1-', 'columns/index.json', 'summary.json']) {
    if ([...manifest.files.keys()].some((name) => name.startsWith(needed))) continue;
    throw new UserError([noRun(path, `${path} holds a run that did not keep ${needed.replace('1-', '')}`)]);
  }
  const { rubric, problems } = await readRubricOfRun(directory, path);
  if (rubric === undefined) throw new UserError(problems);
  const read = (name: string): Promise<Uint8Array> => readFile(join(directory, name));
  const summary = await readKept(path, 'summary.json', async () =>
    readSummary(Buffer.from(await read('summary.json')).toString('utf8')),
  );
  const table = await readKept(path, 'columns/', () => readColumns(read));
  const ids = table.columns.get(rubric.portfolio.id);
  if (ids === undefined || !isText(ids)) {
    throw new UserError([noRun(path, `${path} holds a run that did not keep the column ${rubric.portfolio.id}`)]);
  }
  const before = manifest.previousAsOf === undefined ? null : parseIsoDate(manifest.previousAsOf);
  return {
    asOf: day,
    newPeriod: before !== null && day > before ? 1 : 0,
    table: withClientFlag(table, rubric),
    rubric,
    rubricFiles: manifest.rubricFiles,
    ...summary,
    former: manifest.files.has('columns/former/index.json')
      ? await readKept(path, 'columns/former/', () => readFormer(read))
      : noFormer,
    manifest,
    manifestSha256,
  };
}

/** Files are as the run wrote them by now: what cannot be read in them was written by another version. */
async function readKept<T>(path: string, what: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Error) || 'code' in error) throw error;
    throw new UserError([{ ...noRun(path, `${path}/${what} is none of this version`), found: error.message }]);
  }
}

export async function requireDirectory(directory: string, shown: string): Promise<void> {
  try {
    if ((await stat(directory)).isDirectory()) return;
  } catch (error) {
    throw new UserError([fileProblem(shown, error)]);
  }
  throw new UserError([noRun(shown, `${shown} is a file, not the directory of a run`)]);
}

function laterRun(path: string, day: number, asOf: number): UserError {
  return new UserError([
    {
      code: 'previous-later',
      severity: 'error',
      file: path,
      message: `the run in ${path} is of a later day than this one`,
      found: formatDate(day),
      expected: `${formatDate(asOf)} or before`,
    },
  ]);
}

/** `$client` as the plan's first step gives it: everybody whose status is not `prospect`. */
function withClientFlag({ rows, columns }: Table, { portfolio }: Rubric): Table {
  const values = new Float64Array(rows).fill(1);
  const status = portfolio.status === undefined ? undefined : columns.get(portfolio.status);
  if (status !== undefined && isText(status)) {
    for (let row = 0; row < rows; row++) {
      const code = status.codes[row];
      if (code >= 0 && status.dictionary.at(code) === 'prospect') values[row] = 0;
    }
  }
  return { rows, columns: new Map([...columns, ['$client', { type: flagType, values } satisfies NumericColumn]]) };
}

const noFormer: FormerClients = { ids: [], lastSeen: new Float64Array(0), tiers: [] };

/** `columns/former/` is laid out as `columns/`. */
async function readFormer(read: (name: string) => Promise<Uint8Array>): Promise<FormerClients> {
  return formerOf(
    await readColumns((name) => read(name.replace(/^columns\/index\.json$/, 'columns/former/index.json'))),
  );
}

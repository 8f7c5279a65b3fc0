import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type RecordedRun, readRecordedRun } from '../audit/recorded-run.ts';
import type { Rubric } from '../model/rubric.ts';
import { UserError } from '../model/user-error.ts';
import { formatDate, parseIsoDate } from '../numeric/date.ts';
import { hashed, sha256 } from './hashing.ts';
import type { Host } from './host.ts';
import { findTables } from './load-tables.ts';
import { recordOptions } from './recorded-options.ts';
import { readRubric } from './rubric-file.ts';
import { checkRunFiles } from './run-files.ts';
import type { SegmentRequest } from './segment-request.ts';
import { findSources } from './sources.ts';
import { toolDigest } from './tool-digest.ts';
import { tool } from './version.ts';

// Whether the run that stands in the output directory is the one that is asked for: the same tool, day, options, and bytes
// of rubric, inputs, rates, overrides, settings and previous run. Every input is hashed for it, nothing is parsed. A file that
// cannot be read, or gives its bytes only once, makes it another run: what is wrong with it is told by the run itself.

/** The text of the manifest of the run that stands there, where nothing has changed. Throws where its files were touched. */
export async function findUnchanged(request: SegmentRequest, host: Host): Promise<string | undefined> {
  const directory = resolve(host.cwd, request.out);
  if (!existsSync(join(directory, 'manifest.json'))) return undefined;
  const manifest = await readFile(join(directory, 'manifest.json'), 'utf8');
  const recorded = readRecordedRun(manifest);
  if (recorded === undefined || !(await isSame(recorded, request, host))) return undefined;
  if (request.bundle !== undefined && !existsSync(resolve(host.cwd, request.bundle))) {
    if (request.force) return undefined;
    throw noBundle(request.out, request.bundle);
  }
  await checkRunFiles(directory, request.out);
  return manifest;
}

/** Taken away since, or never put in its place by a run that was killed: to make it means another manifest for the same day. */
function noBundle(out: string, bundle: string): UserError {
  const message = `${out} is of the same files and options, but its bundle ${bundle} is not there`;
  const hint = 'leave --bundle out where it was taken away on purpose, or make both again with --force';
  return new UserError([{ code: 'output-exists', severity: 'error', file: bundle, message, hint }]);
}

async function isSame(recorded: RecordedRun, request: SegmentRequest, host: Host): Promise<boolean> {
  try {
    const { rubric, files } = await readRubric(request.rubric, host.cwd);
    if (rubric === undefined) return false;
    const own = { ...tool, sha256: await toolDigest() };
    const options = Object.entries(recordOptions({ ...request, locale: request.locale ?? rubric.locale }));
    return (
      areEqual(recorded.tool, own) &&
      recorded.asOf === formatDate(parseIsoDate(request.asOf) ?? Number.NaN) &&
      areEqual(sorted([...recorded.options]), sorted(options)) &&
      recorded.config?.sha256 === request.config?.sha256 &&
      areEqual(recorded.rubric.files.map(hashOf), files.map(hashOf)) &&
      recorded.rates?.sha256 === (await hashFile(request.rates, host)) &&
      recorded.overrides?.sha256 === (await hashFile(request.overrides, host)) &&
      recorded.previous?.manifestSha256 === (await hashManifest(request.previous, host)) &&
      areEqual(recorded.inputs.map(keyOf), await keysOfInputs(request, rubric, host))
    );
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

async function keysOfInputs(request: SegmentRequest, rubric: Rubric, host: Host): Promise<string[]> {
  const { books, tables: given = new Map(), rubric: path, asOf } = request;
  for (const book of [...books, ...given.values()]) await refuseStreams(book, host);
  const rubricDirectory = dirname(resolve(host.cwd, path));
  const tables = await findTables(rubric, { given, rubricDirectory, asOf: parseIsoDate(asOf) ?? undefined }, host);
  const keys: string[] = [];
  for (const source of await findSources(books, host)) {
    keys.push(keyOf({ name: source.name, ...(await hashed(source).digest()), table: undefined }));
  }
  for (const { spec, sources } of tables) {
    for (const source of sources) {
      keys.push(keyOf({ name: source.name, ...(await hashed(source).digest()), table: spec.name }));
    }
  }
  return keys;
}

/** What gives its bytes only once is left to the run. */
async function refuseStreams(path: string, host: Host): Promise<void> {
  const found = path === '-' ? undefined : await stat(resolve(host.cwd, path)).catch(() => undefined);
  if (path === '-' || (found !== undefined && !found.isFile() && !found.isDirectory())) throw new UserError([]);
}

async function hashFile(path: string | undefined, host: Host): Promise<string | undefined> {
  if (path === undefined) return undefined;
  await refuseStreams(path, host);
  const [source] = await findSources([path], host);
  return (await hashed(source).digest()).sha256;
}

async function hashManifest(run: string | undefined, host: Host): Promise<string | undefined> {
  if (run === undefined) return undefined;
  return readFile(join(resolve(host.cwd, run), 'manifest.json')).then(sha256, () => '');
}

function keyOf({ name, sha256, table = '' }: { name: string; sha256: string; table?: string | undefined }): string {
  return `${table}/${name} ${sha256}`;
}

function hashOf(file: { readonly sha256: string }): string {
  return file.sha256;
}

function sorted(entries: (readonly [string, unknown])[]): unknown {
  return Object.entries(Object.fromEntries(entries)).sort(([a], [b]) => (a < b ? -1 : 1));
}

function areEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

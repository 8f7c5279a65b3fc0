import { dirname, resolve } from 'node:path';
import { type FileDigest, type ManifestParts, manifestOf } from '../audit/manifest.ts';
import type { Locale } from '../model/locale.ts';
import type { PreviousRun } from '../model/previous.ts';
import type { Problem } from '../model/problem.ts';
import type { ReadOptions } from '../model/reader.ts';
import type { Rubric } from '../model/rubric.ts';
import type { CheckSummary } from '../model/summary.ts';
import { UserError } from '../model/user-error.ts';
import { formatDate } from '../numeric/date.ts';
import { formatShort } from '../numeric/decimal.ts';
import type { Crew } from '../parallel/crew.ts';
import { createCrew } from '../parallel/worker-crew.ts';
import type { ModelRegistry } from '../plan/predictive-model.ts';
import { columnFiles } from '../report/columns.ts';
import type { CsvOptions } from '../report/csv-lines.ts';
import type { RunReport } from '../report/format.ts';
import { formats } from '../report/formats.ts';
import { type JsonValue, writeJson } from '../report/summary-json.ts';
import { parseAsOf } from './as-of.ts';
import { compilePlan } from './compile-plan.ts';
import { formerTable } from './former-clients.ts';
import { sha256 } from './hashing.ts';
import { counted, type Host } from './host.ts';
import { findKeptColumns } from './kept-columns.ts';
import { type BookFiles, type LoadedBook, loadBook } from './load-book.ts';
import { openOutput } from './output-directory.ts';
import type { Previous } from './over-time.ts';
import { type LoadedOverrides, loadOverrides } from './overrides.ts';
import { openPrevious } from './previous-run.ts';
import { readUnder, refusePipes, rememberInput } from './read-again.ts';
import { type RubricFile, readRubric, rubricFilesOfRun } from './rubric-file.ts';
import { scoreBook } from './score-book.ts';
import { tool } from './version.ts';

// The main job: a book, scored by a rubric, tiered and written. The run directory appears whole at the end or not at all.

export interface SegmentRequest {
  readonly rubric: string;
  readonly books: readonly string[];
  readonly asOf: string;
  readonly out: string;
  readonly force: boolean;
  /** Keys of report/formats.ts. */
  readonly formats: readonly string[];
  readonly read: Omit<ReadOptions, 'rates'>;
  /** Table to path, from the command line. */
  readonly tables?: ReadonlyMap<string, string>;
  /** Path of the rate file. */
  readonly rates?: string;
  /** Directory of the run before. */
  readonly previous?: string;
  /** Path of the file of tiers given by hand. */
  readonly overrides?: string;
  readonly csv: CsvOptions;
  /** Default: the rubric's. */
  readonly locale?: Locale;
  /** How many threads may work at once, from 1: no output depends on it. Default: 1. */
  readonly threads?: number;
}

export interface SegmentOutcome {
  readonly report: RunReport;
  readonly warnings: readonly Problem[];
  /** Files of the run directory, with their hashes. */
  readonly written: readonly FileDigest[];
  /** The checks with `breach: fail` that do not hold. */
  readonly breaches: readonly Problem[];
}

export async function segment(request: SegmentRequest, givenHost: Host): Promise<SegmentOutcome> {
  const asOf = parseAsOf(request.asOf);
  const rubricFile = await readRubric(request.rubric, givenHost.cwd);
  const { rubric, problems, files } = rubricFile;
  if (rubric === undefined) throw new UserError(problems);
  const output = await openOutput(resolve(givenHost.cwd, request.out), request.out, request.force);
  const crew = createCrew(request.threads ?? 1);
  try {
    const { books, read, rates } = request;
    const tables = {
      given: request.tables ?? new Map(),
      rubricDirectory: dirname(resolve(givenHost.cwd, request.rubric)),
      asOf,
    };
    const bookFiles: BookFiles = { books, tables, read, ...(rates === undefined ? {} : { rates }) };
    const lookBack = await openPreviousOf(request, { ...rubricFile, rubric }, asOf, bookFiles, givenHost, crew);
    const { host, previous } = lookBack;
    const overrides =
      request.overrides === undefined ? undefined : await loadOverrides(request.overrides, rubric, host);
    const loaded = await loadBook(bookFiles, rubric, host, crew);
    host.progress.phase('score', counted(loaded.book.table.rows, 'client'));
    const { csv, locale = rubric.locale } = request;
    const report = await scoreBook(
      loaded.book,
      rubric,
      { rubricSha256: files[0].sha256, asOf, locale, csv },
      {
        ...loaded,
        models: await modelsFor(rubric, ...(previous === undefined ? [] : [previous.run.rubric])),
        ...(previous && { previous }),
        ...(overrides && { overrides }),
      },
      crew,
    );
    host.progress.phase('write', request.out);
    for (const name of new Set([...request.formats, 'json'])) {
      // summary.json is always there: a later run reads its figures.
      for (const file of formats[name].files(report, crew)) await output.write(file.name, file.content);
    }
    const kept = findKeptColumns(compilePlan(rubric), report.table.columns);
    host.progress.mark?.('columns');
    for (const file of columnFiles(report.table, kept, undefined, crew)) await output.write(file.name, file.content);
    for (const file of rubricFilesOfRun(rubricFile)) await output.write(file.name, file.content);
    if (report.former !== undefined && report.former.ids.length > 0) {
      const former = columnFiles(formerTable(report.former), new Set(), 'columns/former');
      for (const file of former) await output.write(file.name, file.content);
    }
    const manifest = manifestText(
      request,
      report,
      { ...loaded, previous: previous?.run, overrides },
      files,
      output.written,
      host,
    );
    await output.write('manifest.json', [manifest]);
    await output.write('manifest.json.sha256', [`${sha256(manifest)}  manifest.json\n`]);
    await output.commit();
    return { report, warnings: problems, written: output.written, breaches: breachesOf(report.summary.checks) };
  } finally {
    await crew.close();
    await output.discard();
  }
}

/** The run before, where one is given, and a host whose inputs can be read again if that needs them. */
async function openPreviousOf(
  request: SegmentRequest,
  { rubric, files: rubricFiles }: RubricFile & { readonly rubric: Rubric },
  asOf: number,
  files: BookFiles,
  host: Host,
  crew: Crew,
): Promise<{ readonly host: Host; readonly previous?: Previous }> {
  if (request.previous === undefined) return { host };
  const run = await openPrevious(request.previous, asOf, host);
  const hashes = rubricFiles.map((file) => file.sha256);
  const sameRubric = hashes.join() === run.rubricFiles.join();
  if (!sameRubric) await refusePipes([...request.books, ...files.tables.given.values()], host.cwd);
  const own = sameRubric ? host : rememberInput(host);
  return { host: own, previous: { run, sameRubric, readAgain: (under) => readUnder(under, rubric, files, own, crew) } };
}

/** The models storey brings an optimiser with it, which a rubric without models need not load. */
async function modelsFor(...rubrics: readonly Rubric[]): Promise<ModelRegistry> {
  const fits = rubrics.some((rubric) => compilePlan(rubric).some((step) => step.op === 'model'));
  return fits ? (await import('../models/index.ts')).predictiveModels : {};
}

function breachesOf(checks: readonly CheckSummary[]): Problem[] {
  const breached = checks.filter((check) => check.breach === 'fail' && check.holds !== true);
  return breached.map(({ check, rule, figures }) => {
    const found = Object.entries(figures).map(([name, figure]) =>
      figure === null ? `${name} n/a` : `${name} ${formatShort(figure.units, figure.scale)}`,
    );
    const message = `the check "${check}" does not hold`;
    return { code: 'check-breached', severity: 'error', message, found: found.join(', '), expected: rule };
  });
}

/** What the manifest says was read. */
interface ReadInputs extends LoadedBook {
  readonly previous: PreviousRun | undefined;
  readonly overrides: LoadedOverrides | undefined;
}

function manifestText(
  request: SegmentRequest,
  { rubric, summary, locale }: RunReport,
  { inputs, rateFile, previous, overrides }: ReadInputs,
  rubricFiles: readonly FileDigest[],
  outputs: readonly FileDigest[],
  host: Host,
): string {
  const { passThrough, ...read } = request.read;
  const { controlTotals, clients, unrated, prospects } = summary.book;
  const parts: ManifestParts = {
    tool,
    rubric: { id: rubric.id, version: rubric.version, files: rubricFiles },
    asOf: formatDate(parseAsOf(request.asOf)),
    options: { formats: request.formats.join(','), locale, passThrough, ...request.csv, ...read },
    inputs,
    ...(rateFile === undefined ? {} : { rates: rateFile }),
    ...(previous && { previous: { asOf: formatDate(previous.asOf), manifestSha256: previous.manifestSha256 } }),
    ...(overrides && { overrides: overrides.input }),
    counts: { clients, unrated, prospects, findings: summary.findings.length },
    controlTotals,
    ...(summary.models === undefined ? {} : { models: summary.models }),
    outputs: [...outputs],
    recorded: { at: host.now().toISOString(), node: process.version, platform: `${process.platform}-${process.arch}` },
  };
  return `${writeJson(manifestOf(parts) as JsonValue)}\n`;
}

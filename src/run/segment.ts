import { dirname, resolve } from 'node:path';
import type { Problem } from '../model/problem.ts';
import type { Rubric } from '../model/rubric.ts';
import type { CheckSummary } from '../model/summary.ts';
import type { Table } from '../model/table.ts';
import { UserError } from '../model/user-error.ts';
import { formatShort } from '../numeric/decimal.ts';
import { alone, type Crew, crewFor, fewRows, manyRows } from '../parallel/crew.ts';
import type { ModelRegistry } from '../plan/predictive-model.ts';
import { formats } from '../report/formats.ts';
import { parseAsOf } from './as-of.ts';
import { readAsset } from './assets.ts';
import { ColumnWriter } from './column-writer.ts';
import { compilePlan } from './compile-plan.ts';
import { formerTable } from './former-clients.ts';
import { sha256 } from './hashing.ts';
import { counted, type Host } from './host.ts';
import { inTurn } from './in-turn.ts';
import { findKeptColumns } from './kept-columns.ts';
import { type BookFiles, loadBook } from './load-book.ts';
import { openOutput } from './output-directory.ts';
import type { Previous } from './over-time.ts';
import { loadOverrides } from './overrides.ts';
import { formatsWritten } from './recorded-options.ts';
import { type RubricFile, readRubric, rubricFilesOfRun } from './rubric-file.ts';
import { scoreBook } from './score-book.ts';
import type { SegmentOutcome, SegmentRequest, Stands } from './segment-request.ts';
import { createCrew } from './start-crew.ts';
import { writeManifest } from './write-manifest.ts';

// The main job: a book, scored by a rubric, tiered and written. The run directory appears whole at the end or not at all.
// What only some runs need is loaded when they do.

export async function segment(request: SegmentRequest, asker: Host, stands: Stands = {}): Promise<SegmentOutcome> {
  const asOf = parseAsOf(request.asOf);
  const rubricFile = stands.rubric ?? (await readRubric(request.rubric, asker.cwd));
  const { rubric, problems, files } = rubricFile;
  if (rubric === undefined) throw new UserError(problems);
  const bundle =
    request.bundle === undefined
      ? undefined
      : await (await import('./bundle.ts')).openBundle(request.bundle, request, asker);
  const givenHost = bundle === undefined ? asker : bundle.watch(asker);
  const output = await openOutput(resolve(givenHost.cwd, request.out), request.out, request.force).catch(
    async (error: unknown) => {
      await bundle?.discard();
      throw error;
    },
  );
  const crew = stands.crew ?? createCrew(request.threads ?? 1);
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
    // Threads hold what they saw of the files until they end.
    const isLarge = loaded.book.table.rows >= manyRows;
    if (isLarge) await crew.tidy();
    host.progress.phase('score', counted(loaded.book.table.rows, 'client'));
    const { csv, locale = rubric.locale } = request;
    const others = loaded.book.table.rows < fewRows ? crew.others : undefined;
    const columns = new ColumnWriter(output, others ?? crewFor(loaded.book.table.rows, crew));
    const plan = compilePlan(rubric);
    const writeColumns = (table: Table) => columns.add(table, findKeptColumns(plan, table.columns));
    const models = await modelsFor(rubric, ...(previous === undefined ? [] : [previous.run.rubric]));
    const scored = await scoreBook(
      loaded.book,
      rubric,
      {
        rubricSha256: files[0].sha256,
        asOf,
        locale,
        csv,
        losses: request.formats.some((name) => formats[name].losses),
        // Threads that a large file has called have nothing else to do while this one scores alone.
        ...(others && request.mask === undefined && { stand: writeColumns }),
      },
      {
        ...loaded,
        models,
        ...(stands.models && { ownModels: stands.models(models) }),
        ...(previous && { previous }),
        ...(overrides && { overrides }),
      },
      crew,
    );
    const report =
      request.mask === undefined ? scored : (await import('./mask/mask-report.ts')).maskReport(scored, request.mask);
    host.progress.phase('write', request.out);
    if (isLarge) await crew.tidy();
    const { rows } = report.table;
    const writers = others ?? crewFor(rows, crew);
    // Begun first, they fill what time hands would wait for each other over the reports.
    writeColumns(report.table);
    const reports = formatsWritten(request.formats).flatMap((name) => formats[name].files(report, writers, readAsset));
    // What this thread makes itself must not keep the others waiting for what they are to make next.
    const parted = others ? reports.map(({ name, content }) => ({ name, content: inTurn(content) })) : reports;
    // Where hands wait for the end of one file, they begin the next; what several are made of stands in memory together.
    await output.writeEach(parted, writers.size > 1 && !isLarge ? 2 : 1);
    host.progress.mark?.('columns');
    await columns.finish(rows);
    for (const file of rubricFilesOfRun(rubricFile)) await output.write(file.name, file.content);
    if (report.former !== undefined && report.former.ids.length > 0) {
      const former = new ColumnWriter(output, alone, 'columns/former');
      const table = formerTable(report.former);
      former.add(table);
      await former.finish(table.rows);
    }
    const inputs = { ...loaded, previous: previous?.run, overrides, rubricFiles: files };
    const manifest = await writeManifest(request, report, inputs, output.written, host.now());
    const manifestSha256 = sha256(manifest);
    await output.write('manifest.json', [manifest]);
    const vouching = (await request.vouch?.(manifest)) ?? [];
    for (const file of vouching) await output.write(file.name, [file.content]);
    const sums = [
      `${manifestSha256}  manifest.json\n`,
      ...vouching.map((file) => `${sha256(file.content)}  ${file.name}\n`),
    ];
    await output.write('manifest.json.sha256', sums);
    await bundle?.pack(output, inputs);
    await output.commit();
    return {
      report,
      warnings: problems,
      written: output.written,
      manifest,
      manifestSha256,
      ...(bundle && { bundle: await bundle.commit() }),
      breaches: breachesOf(report.summary.checks),
    };
  } finally {
    if (crew !== stands.crew) await crew.close();
    await output.discard();
    await bundle?.discard();
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
  const { openPrevious } = await import('./previous-run.ts');
  const { readUnder, refusePipes, rememberInput } = await import('./read-again.ts');
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

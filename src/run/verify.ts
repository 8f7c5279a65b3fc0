import { existsSync, rmSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type RecordedRun, readRecordedRun } from '../audit/recorded-run.ts';
import type { Locale } from '../model/locale.ts';
import type { Problem } from '../model/problem.ts';
import { UserError } from '../model/user-error.ts';
import type { Verification } from '../model/verification.ts';
import { BadBundle, unpackBundle } from './bundle/unpack.ts';
import { onInterrupt } from './clean-up.ts';
import type { Host } from './host.ts';
import type { MaskKey } from './mask/mask-key.ts';
import { outputProblem } from './output-directory.ts';
import { fileProblem } from './sources.ts';
import { toolDigest } from './tool-digest.ts';
import { compareManifests, compareRuns } from './verify/compare-runs.ts';
import { type FoundInputs, findInputs, type Place } from './verify/find-inputs.ts';
import { checkIntegrity, type Integrity } from './verify/integrity.ts';
import { Refits } from './verify/refit.ts';
import { runAgain } from './verify/run-again.ts';
import { tool } from './version.ts';

// Proof of a run: every file against its recorded hash, then the whole run again from its inputs, compared to the byte. All that
// differs or could not be checked is told; proven is only what was gone through without a difference.

export interface VerifyRequest {
  /** Directory of a run, or a bundle. */
  readonly run: string;
  /** Files and directories to find inputs in, by hash. */
  readonly places: readonly string[];
  readonly integrityOnly: boolean;
  readonly threads?: number;
  /** The key of a masked run, whose clients nobody can make again without it. */
  readonly maskKey?: MaskKey;
  /** Looks at what else vouches for a run that lies in a directory; its problems count as those of the files. */
  readonly vouching?: (directory: string, shown: string) => Promise<readonly Problem[]>;
}

export interface Verified extends Verification {
  /** Language of the run, for the report of it. */
  readonly locale: Locale;
}

/** Throws a UserError where there is no run to verify. */
export async function verifyRun(request: VerifyRequest, host: Host): Promise<Verified> {
  const path = resolve(host.cwd, request.run);
  const found = await stat(path).catch((error) => {
    throw new UserError([fileProblem(request.run, error)]);
  });
  const given = request.places.map((shown): Place => ({ path: resolve(host.cwd, shown), shown }));
  return withTemporary(async (temporary) => {
    if (found.isDirectory()) return verifyDirectory(request, path, given, temporary, host);
    host.progress.phase('unpack', request.run);
    await unpack(path, request.run, temporary);
    const own = ['inputs', 'previous'].map((name): Place => {
      return { path: join(temporary, name), shown: `${request.run}/${name}` };
    });
    const packed = own.filter((place) => existsSync(place.path));
    return verifyDirectory(request, join(temporary, 'run'), [...packed, ...given], temporary, host);
  });
}

async function unpack(path: string, shown: string, into: string): Promise<void> {
  try {
    await unpackBundle(path, into);
  } catch (error) {
    if (!(error instanceof BadBundle)) throw error instanceof UserError ? error : outputProblem(into, error);
    const message = `${shown} is no bundle that can be verified: ${error.message}`;
    const expected = 'the directory of a run, or a file that `tierbook run --bundle` wrote';
    throw new UserError([{ code: 'bad-bundle', severity: 'error', file: shown, message, expected }]);
  }
}

async function verifyDirectory(
  request: VerifyRequest,
  directory: string,
  places: readonly Place[],
  temporary: string,
  host: Host,
): Promise<Verified> {
  const shown = request.run.replace(/(?<=.)[/\\]+$/, '');
  host.progress.phase('integrity', shown);
  const files = await checkIntegrity(directory, shown);
  const vouched = (await request.vouching?.(directory, shown)) ?? [];
  const integrity = { ...files, problems: [...files.problems, ...vouched] };
  const run = readRecordedRun(integrity.text);
  const base = await describeRun(shown, integrity, run, request.integrityOnly);
  if (request.integrityOnly) return { ...base, proven: hasNoError(integrity.problems) };
  const problems: Problem[] = [...integrity.problems];
  if (run === undefined) {
    const message = 'the manifest does not record all that the run could be made again from: another version wrote it';
    problems.push({ code: 'not-run-again', severity: 'error', file: `${shown}/manifest.json`, message });
    return { ...base, problems };
  }
  host.progress.phase('inputs', counted(places));
  const found = await findInputs(run, places);
  problems.push(...found.problems);
  const whole = { ...base, inputs: found.inputs };
  const rubricFiles = run.rubric.files.map(({ name }, at) => `rubric/${at + 1}-${name}`);
  const isRubricWhole = rubricFiles.every((name) => integrity.intact.has(name));
  if (found.problems.length > 0 || !isRubricWhole) {
    const lacks = isRubricWhole ? 'not all that it read was found' : 'its rubric is not as it was recorded';
    const message = `the run was not made again, so none of its figures is proven: ${lacks}`;
    return { ...whole, problems: [...problems, { code: 'not-run-again', severity: 'error', message }] };
  }
  const compared = await compareAgain({ run, integrity, found, directory, shown, temporary, request }, host);
  problems.push(...compared.problems);
  return { ...whole, again: compared.again, fits: compared.fits, proven: hasNoError(problems), problems };
}

/** A warning, as of a signature that nobody asked about, leaves a proof whole. */
function hasNoError(problems: readonly Problem[]): boolean {
  return problems.every(({ severity }) => severity !== 'error');
}

function counted(places: readonly Place[]): string {
  return places.length === 0 ? 'nowhere' : `${places.length} place${places.length === 1 ? '' : 's'}`;
}

async function describeRun(
  shown: string,
  { manifest, manifestSha256, files, intact, passedOver, problems }: Integrity,
  run: RecordedRun | undefined,
  integrityOnly: boolean,
): Promise<Verified> {
  const isThis = run !== undefined && run.tool.version === tool.version && run.tool.sha256 === (await toolDigest());
  return {
    run: shown,
    manifestSha256,
    asOf: manifest.asOf,
    rubric: run && { id: run.rubric.id, version: run.rubric.version, sha256: run.rubric.files[0].sha256 },
    tool: run && { ...run.tool, isThis },
    scope: integrityOnly ? 'integrity' : 'full',
    integrity: { files, intact: intact.size, passedOver },
    inputs: undefined,
    again: undefined,
    fits: [],
    proven: false,
    problems,
    locale: run?.options.get('locale') === 'zh-CN' ? 'zh-CN' : 'en',
  };
}

interface ToCompare {
  readonly run: RecordedRun;
  readonly integrity: Integrity;
  readonly found: FoundInputs;
  readonly directory: string;
  readonly shown: string;
  readonly temporary: string;
  readonly request: VerifyRequest;
}

async function compareAgain(
  { run, integrity, found, directory, shown, temporary, request }: ToCompare,
  host: Host,
): Promise<Pick<Verification, 'again' | 'fits' | 'problems'>> {
  const refits = new Refits(run.models);
  const out = join(temporary, 'again');
  const again = {
    run,
    directory,
    shown,
    found,
    refits,
    out,
    threads: request.threads ?? 1,
    ...(request.maskKey && { maskKey: request.maskKey }),
  };
  try {
    const outcome = await runAgain(again, host);
    host.progress.phase('compare', shown);
    const hashes = new Map(outcome.written.map(({ name, sha256 }) => [name, sha256]));
    const beside = new Set(outcome.written.map(({ name }) => name).filter((name) => !isOutput(name)));
    for (const name of beside) hashes.delete(name);
    const compared = await compareRuns(directory, integrity.manifest.files.keys(), out, hashes);
    const problems = compared.differences.map(({ file, where, found, expected }): Problem => {
      const message = `${where}: this does not come out when the run is made again`;
      return { code: 'run-differs', severity: 'error', file: `${shown}/${file}`, message, found, expected };
    });
    const withFiles = problems.length === 0 && !compared.otherVersion;
    const told = compareManifests(integrity.text, outcome.manifest, withFiles);
    if (told !== undefined) {
      const { where, found, expected } = told;
      const message = `${where}: this does not come out when the run is made again`;
      const file = `${shown}/manifest.json`;
      problems.push({ code: 'run-differs', severity: 'error', file, message, found, expected });
    }
    problems.push(...refits.problems, ...(await toolProblems(run, problems.length === 0)));
    return { again: { files: compared.files, same: compared.same }, fits: refits.fits, problems };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const message = 'the run could not be made again, so none of its figures is proven';
    const problem: Problem = { code: 'not-run-again', severity: 'error', message };
    return { again: undefined, fits: [], problems: [...error.problems, problem, ...(await toolProblems(run, false))] };
  }
}

function isOutput(name: string): boolean {
  return name !== 'manifest.json' && name !== 'manifest.json.sha256';
}

/** Another version than the one that made the run proves its figures, but not its own part; another build of it does. */
async function toolProblems({ tool: own }: RecordedRun, isSame: boolean): Promise<Problem[]> {
  const outcome = isSame ? 'all the same, everything comes out again' : 'so a difference may be between the two';
  if (own.version !== tool.version) {
    const message = `another version of tierbook made the run: ${outcome}`;
    const hint = 'verify with that version for a full proof';
    return [
      { code: 'other-tool', severity: 'error', message, found: `version ${tool.version}`, expected: own.version, hint },
    ];
  }
  const sha256 = await toolDigest();
  if (own.sha256 === sha256) return [];
  const message = `another build of tierbook ${own.version} made the run: ${outcome}`;
  return [{ code: 'other-build', severity: 'warning', message, found: `SHA-256 ${sha256}`, expected: own.sha256 }];
}

/** In the system's directory of temporary files (TMPDIR), since a run may lie where nothing can be written. */
async function withTemporary<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'tierbook-verify-')).catch((error) => {
    throw outputProblem(tmpdir(), error);
  });
  const forget = onInterrupt(() => rmSync(directory, { recursive: true, force: true }));
  try {
    return await work(directory);
  } finally {
    forget();
    await rm(directory, { recursive: true, force: true });
  }
}

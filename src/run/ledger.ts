import { open, readFile, realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import {
  entryOfManifest,
  type Ledger,
  type LedgerEntry,
  type LedgerFault,
  ledgerLine,
  readLedger,
} from '../audit/ledger.ts';
import type { Problem } from '../model/problem.ts';
import { exitStatus, UserError } from '../model/user-error.ts';
import { waitForLock } from './lock-file.ts';
import { outputProblem } from './output-directory.ts';
import { fileProblem } from './sources.ts';

// The ledger's file. A line is added after its run stands, by one write and a sync, under a lock; so a ledger never speaks of
// a run that is not there. A kill between the two leaves a run without a line: running again with --skip-unchanged adds it.
// A last line that a kill cut short was never acknowledged and is cut off by the next run; anything else that is not as it was
// written stops a run before its work, for a line behind it would vouch for it.

/** An append takes a moment; after so long its holder hangs. */
const patience = 20;

/** Throws a UserError where a line could not be added: to be asked before the work of a run. */
export async function checkLedger(path: string, cwd: string): Promise<void> {
  const ledger = await readIfThere(path, cwd);
  const { fault } = ledger;
  if (fault !== undefined && fault.kind !== 'torn') throw new UserError([faultProblem(path, fault)]);
}

/** What became of a run's line: `known` where the ledger already ends, for that day, with this very run. */
export interface Appended {
  readonly sequence: number;
  readonly known: boolean;
  /** Whether the last line had been cut short, and was removed. */
  readonly mended: boolean;
}

export async function appendRun(path: string, cwd: string, manifest: string): Promise<Appended> {
  const file = await pathOf(path, cwd);
  const entry = entryOfManifest(manifest);
  const release = await afterRun(path, () => waitForLock(`${file}.lock`, patience));
  if (release === undefined) {
    const message = `the run is written, but ${path} is held by another run, so that its line is missing`;
    const hint = 'run again with --skip-unchanged, which adds the line and nothing else';
    throw new UserError([{ code: 'ledger-locked', severity: 'error', file: path, message, hint }], exitStatus.locked);
  }
  try {
    const ledger = await readIfThere(path, cwd);
    const { fault, lines, head, size } = ledger;
    if (fault !== undefined && fault.kind !== 'torn') throw new UserError([faultProblem(path, fault)]);
    const mended = fault !== undefined;
    const last = lines.findLast((line) => line.asOf === entry.asOf);
    if (last !== undefined && last.manifest === entry.manifest) {
      if (mended) await afterRun(path, () => append(file, '', size));
      return { sequence: last.sequence, known: true, mended };
    }
    const text = ledgerLine(entry, lines.length + 1, head);
    await afterRun(path, () => append(file, text, size));
    return { sequence: lines.length + 1, known: false, mended };
  } finally {
    release();
  }
}

/** What the system refuses when the run itself stands already. */
async function afterRun<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await guard(path, work);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const hint = 'the run is written, only its line is missing: run again with --skip-unchanged';
    throw new UserError(
      error.problems.map((problem) => ({ ...problem, hint })),
      error.status,
    );
  }
}

/** Writes behind the whole lines, or leaves the file as it was. */
async function append(path: string, text: string, size: number): Promise<void> {
  const file = await open(path, 'a+', 0o644);
  try {
    if ((await file.stat()).size > size) await file.truncate(size);
    const bytes = Buffer.from(text, 'utf8');
    try {
      const { bytesWritten } = await file.write(bytes);
      if (bytesWritten !== bytes.length) throw Object.assign(new Error('cut short'), { code: 'ENOSPC' });
    } catch (error) {
      await file.truncate(size);
      throw error;
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

export interface LedgerCheck {
  /** Empty where nothing was changed. */
  readonly problems: readonly Problem[];
  readonly lines: number;
  /** Hash of the last line: whoever notes it can tell later whether lines were removed at the end. */
  readonly head: string | null;
  /** Line of the run that was given. */
  readonly lineOfRun?: number;
  /** Lines behind the head that was expected. */
  readonly linesAfterHead?: number;
}

export interface LedgerQuestion {
  readonly ledger: string;
  /** A run that must be in the ledger: where it lies, and what the user calls it. */
  readonly run?: { readonly directory: string; readonly shown: string };
  /** The hash of a line that must be in it, as noted when it was the last. */
  readonly expectHead?: string;
}

export async function verifyLedger(question: LedgerQuestion, cwd: string): Promise<LedgerCheck> {
  const { ledger: path, run, expectHead } = question;
  if (expectHead !== undefined && !/^[0-9a-f]{64}$/.test(expectHead)) {
    const message = '--expect-head is no hash of a line';
    const expected = '64 hexadecimal digits, as `tierbook verify --ledger` prints them';
    throw new UserError([{ code: 'bad-option', severity: 'error', message, found: expectHead, expected }]);
  }
  const bytes = await readFile(resolve(cwd, path)).catch((error: unknown) => {
    throw new UserError([fileProblem(path, error)]);
  });
  const ledger = readLedger(bytes);
  const { lines, head, fault } = ledger;
  if (fault !== undefined) return { problems: [faultProblem(path, fault)], lines: lines.length, head };
  const problems: Problem[] = [];
  const at =
    expectHead === undefined ? -1 : lines.findIndex((line) => hashOfLine(ledger, line.sequence) === expectHead);
  if (expectHead !== undefined && at < 0) {
    problems.push({
      code: 'ledger-cut',
      severity: 'error',
      file: path,
      message: 'no line has the hash that is expected: lines were removed at the end, or written anew',
      found: head ?? 'no line',
      expected: expectHead,
    });
  }
  const ofRun = run === undefined ? undefined : await lineOfRun(ledger, path, run);
  if (ofRun !== undefined && 'problem' in ofRun) problems.push(ofRun.problem);
  return {
    problems,
    lines: lines.length,
    head,
    ...(ofRun !== undefined && 'line' in ofRun ? { lineOfRun: ofRun.line } : {}),
    ...(at < 0 ? {} : { linesAfterHead: lines.length - 1 - at }),
  };
}

/** The next line names it, which for the last is the head. */
function hashOfLine({ lines, head }: Ledger, sequence: number): string | null {
  return sequence === lines.length ? head : lines[sequence].previous;
}

async function lineOfRun(
  { lines }: Ledger,
  path: string,
  { directory, shown }: Required<LedgerQuestion>['run'],
): Promise<{ line: number } | { problem: Problem }> {
  const entry = await entryOfRun(directory, shown);
  const problem = (message: string, more: Partial<Problem>): { problem: Problem } => ({
    problem: { code: 'ledger-lacks-run', severity: 'error', file: path, message, ...more },
  });
  const found = lines.findLast((line) => line.manifest === entry.manifest);
  if (found === undefined) {
    const message = `the ledger has no line of ${shown}: it was run without --ledger, or its line was removed`;
    const ofDay = lines.findLast((line) => line.asOf === entry.asOf)?.manifest ?? `no run as of ${entry.asOf}`;
    return problem(message, { found: ofDay, expected: entry.manifest });
  }
  const said = JSON.stringify(entryOf(found));
  const meant = JSON.stringify(entry);
  if (said === meant) return { line: found.sequence };
  return problem(`line ${found.sequence} says other things of ${shown} than its manifest`, {
    line: found.sequence,
    found: said,
    expected: meant,
  });
}

function entryOf({ asOf, rubric, manifest, totals, tool }: LedgerEntry): LedgerEntry {
  return { asOf, rubric, manifest, totals, tool };
}

async function entryOfRun(directory: string, shown: string): Promise<LedgerEntry> {
  const name = `${shown}/manifest.json`;
  const manifest = await readFile(join(directory, 'manifest.json'), 'utf8').catch((error: unknown) => {
    throw new UserError([fileProblem(name, error)]);
  });
  try {
    return entryOfManifest(manifest);
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof TypeError)) throw error;
    const message = `${name} is no manifest of a run`;
    throw new UserError([{ code: 'no-run', severity: 'error', file: name, message }]);
  }
}

async function readIfThere(path: string, cwd: string): Promise<Ledger> {
  try {
    return readLedger(await readFile(resolve(cwd, path)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw new UserError([fileProblem(path, error)]);
    // A file is made in its directory, or not at all.
    await guard(path, () => realpath(dirname(resolve(cwd, path))));
    return readLedger(new Uint8Array(0));
  }
}

/** Behind links, so that two names of one file have one lock. */
async function pathOf(path: string, cwd: string): Promise<string> {
  const full = resolve(cwd, path);
  return realpath(full).catch(() => full);
}

const faults = {
  changed: 'is not as it was written',
  removed: 'was removed, or is another',
  reordered: 'does not stand in its place',
  torn: 'was cut short: a run was killed while it wrote the line',
} as const;

function faultProblem(file: string, { line, kind, found }: LedgerFault): Problem {
  return {
    code: kind === 'torn' ? 'ledger-torn' : 'ledger-changed',
    severity: 'error',
    file,
    line,
    message: `line ${line} of the ledger ${faults[kind]}`,
    ...(found === undefined ? {} : { found: `the line of run ${found.sequence}, as of ${found.asOf}` }),
    ...(kind === 'torn' ? { hint: 'the next run with --ledger cuts it off' } : {}),
  };
}

async function guard<T>(shown: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof UserError ? error : outputProblem(shown, error);
  }
}

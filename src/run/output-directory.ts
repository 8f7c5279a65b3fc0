import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, realpathSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { FileDigest } from '../audit/manifest.ts';
import type { Problem } from '../model/problem.ts';
import { exitStatus, UserError } from '../model/user-error.ts';
import { onInterrupt } from './clean-up.ts';
import { describeHolder, takeLock } from './lock-file.ts';
import { StagedFiles } from './staged-files.ts';
import { writeWhole } from './write-whole.ts';

// A run is written beside its directory and renamed into place at the end, so that a killed run leaves what was there
// before, and a power cut no run with a file cut short: every file is on the disk before the renames. With `force` the
// old run waits as OUT.previous; if a kill falls between the two renames, the next run puts it back. A signal that can be
// handled never falls between them, and leaves nothing. OUT.lock keeps two runs apart.

type Content = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

export interface OutputDirectory {
  /** Writes a file below the directory and notes its hash. */
  write(name: string, bytes: Content): Promise<void>;
  /** Writes files, so many at a time, and notes their hashes in the order given. */
  writeEach(files: readonly { readonly name: string; readonly content: Content }[], atOnce: number): Promise<void>;
  /**
   * Opens a file below the directory for `fill`, which may be at work on another thread while others are filled and written,
   * and gives what it says. Not noted by itself: who fills several at once decides on their order.
   */
  fill<Filled>(name: string, fill: (descriptor: number) => Promise<Filled>): Promise<Filled>;
  note(file: FileDigest): void;
  /** Takes a filled file that is not noted away again. */
  remove(name: string): void;
  readonly written: readonly FileDigest[];
  /** Where the files are until they are in place. */
  readonly staging: string;
  /** Renames the finished directory into place. */
  commit(): Promise<void>;
  /** Removes what was written; harmless after a commit. */
  discard(): Promise<void>;
}

/** Refuses a directory that holds anything but a finished run, and a finished run without `force`. */
export async function openOutput(given: string, shown: string, force: boolean): Promise<OutputDirectory> {
  // A link to a directory stays a link: what it leads to is what is replaced.
  const path = existsSync(given) ? realpathSync(given) : given;
  const release = await guard(shown, async () => {
    await mkdir(dirname(path), { recursive: true });
    return lock(path, shown);
  });
  try {
    return await guard(shown, () => prepare(path, shown, force, release));
  } catch (error) {
    release();
    throw error;
  }
}

async function prepare(path: string, shown: string, force: boolean, release: () => void): Promise<OutputDirectory> {
  const previous = `${path}.previous`;
  if (existsSync(previous) && !existsSync(join(previous, 'manifest.json'))) {
    const message = `${shown}.previous holds no run of tierbook, and its name is needed`;
    throw refused('output-exists', message, 'rename it, or choose another directory');
  }
  if (!existsSync(path) && existsSync(previous)) await rename(previous, path);
  const replaces = await holdsRun(path, shown, force);
  for (const left of await readdir(dirname(path))) {
    if (left.startsWith(`.${basename(path)}.partial-`)) await rm(join(dirname(path), left), { recursive: true });
  }
  const staging = join(dirname(path), `.${basename(path)}.partial-${process.pid}`);
  const aside = `${staging}-old`;
  mkdirSync(staging);
  const written: FileDigest[] = [];
  const files = new StagedFiles(staging);
  const fill = async (name: string, content: Content): Promise<FileDigest> => {
    const digest = await files.fill(name, (descriptor) =>
      writeAll(descriptor, content, () => files.beginSync(descriptor)),
    );
    return { name, ...digest };
  };
  // Threads of the system may still be writing there, so that a directory can be filled again while it is emptied.
  const forget = onInterrupt(() => {
    for (const left of [staging, aside]) rmSync(left, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  });
  return {
    written,
    staging,
    write: (name, bytes) => guard(shown, async () => void written.push(await fill(name, bytes))),
    writeEach: (given, atOnce) =>
      guard(shown, async () => {
        const digests: FileDigest[] = [];
        const waiting = given.entries();
        const work = async () => {
          for (const [index, { name, content }] of waiting) digests[index] = await fill(name, content);
        };
        await Promise.all(Array.from({ length: atOnce }, work));
        written.push(...digests);
      }),
    fill: (name, fill) => guard(shown, () => files.fill(name, fill)),
    note: (file) => void written.push(file),
    remove: (name) => rmSync(join(staging, name)),
    commit: () =>
      guard(shown, async () => {
        await files.finish();
        if (replaces) await removeWhole(previous, aside);
        // In one stretch: between the two no signal is heard.
        if (replaces) renameSync(path, previous);
        else if (existsSync(path)) rmdirSync(path);
        renameSync(staging, path);
        if (replaces) renameSync(previous, aside);
        await rm(aside, { recursive: true, force: true });
        forget();
        release();
      }),
    discard: async () => {
      await files.abandon();
      rmSync(staging, { recursive: true, force: true });
      forget();
      release();
    },
  };
}

/** Out of the way first, so that a kill leaves no half of a run under its name. */
async function removeWhole(path: string, aside: string): Promise<void> {
  if (!existsSync(path)) return;
  await rename(path, aside);
  await rm(aside, { recursive: true });
}

/** Whether a finished run stands there that is to be replaced. */
async function holdsRun(path: string, shown: string, force: boolean): Promise<boolean> {
  if (!existsSync(path)) return false;
  const entries = await readdir(path);
  if (entries.length === 0) return false;
  if (!entries.includes('manifest.json')) {
    throw refused('output-exists', `${shown} holds files that are no run of tierbook`, 'choose another directory');
  }
  if (!force) {
    throw refused(
      'output-exists',
      `${shown} holds a finished run`,
      'choose another directory, or replace it with --force',
    );
  }
  return true;
}

/** After so many bytes of a file the disk is set to work. */
const syncedBytes = 2 ** 25;

/** `sync` is called from time to time in a long file. */
async function writeAll(descriptor: number, bytes: Content, sync: () => void): Promise<Omit<FileDigest, 'name'>> {
  const hash = createHash('sha256');
  let size = 0;
  let synced = 0;
  for await (const part of bytes) {
    const buffer = typeof part === 'string' ? Buffer.from(part, 'utf8') : part;
    hash.update(buffer);
    size += buffer.length;
    // At once: while a thread of the system wrote it, this one would begin another job, and what others have made would wait.
    writeWhole(descriptor, buffer);
    if (size - synced < syncedBytes) continue;
    sync();
    synced = size;
  }
  return { sha256: hash.digest('hex'), size };
}

/** Takes OUT.lock, or refuses with exit status 75 while the process that holds it lives. */
function lock(path: string, shown: string): () => void {
  const release = takeLock(`${path}.lock`);
  if (release === undefined) throw locked(shown, describeHolder(`${path}.lock`));
  return release;
}

function locked(shown: string, holder: string | undefined): UserError {
  const problem: Problem = {
    code: 'output-locked',
    severity: 'error',
    file: shown,
    message: `another run is writing to ${shown}`,
    ...(holder === undefined ? {} : { found: holder, hint: `if that is long gone, remove ${shown}.lock` }),
  };
  return new UserError([problem], exitStatus.locked);
}

function refused(code: string, message: string, hint: string): UserError {
  return new UserError([{ code, severity: 'error', message, hint }]);
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'a file would be larger than is allowed',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  EEXIST: 'a file of that name stands there',
  ENOTDIR: 'a file stands where a directory is needed',
  ENAMETOOLONG: 'the name is too long',
};

/** What the operating system refused, as a problem of the user's; anything that is not its word is thrown on. */
export function outputProblem(shown: string, error: unknown): UserError {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined || !/^E[A-Z]+$/.test(code)) throw error;
  return refused(
    'output-unwritable',
    `${shown} cannot be written: ${reasons[code] ?? code}`,
    'nothing was left half written',
  );
}

async function guard<T>(shown: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof UserError ? error : outputProblem(shown, error);
  }
}

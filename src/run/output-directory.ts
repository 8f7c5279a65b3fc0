import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { FileDigest } from '../audit/manifest.ts';
import { exitStatus, UserError } from '../model/user-error.ts';
import { SyncBehind } from './sync-behind.ts';

// A run is written beside its directory and renamed into place at the end, so that a killed run leaves what was there
// before, and a power cut no run with a file cut short: every file is on the disk before the renames. With `force` the
// old run waits as OUT.previous; if a kill falls between the two renames, the next run puts it back. OUT.lock keeps two
// runs apart; a lock whose process is gone is taken over.

export interface OutputDirectory {
  /** Writes a file below the directory and notes its hash. */
  write(name: string, bytes: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>): Promise<void>;
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
  await mkdir(staging);
  const written: FileDigest[] = [];
  const syncs = new SyncBehind();
  return {
    written,
    staging,
    write: (name, bytes) => guard(shown, async () => void written.push(await writeFile(staging, name, bytes, syncs))),
    commit: () =>
      guard(shown, async () => {
        await syncs.finish();
        if (replaces) {
          await removeWhole(previous, `${staging}-old`);
          await rename(path, previous);
        } else if (existsSync(path)) await rm(path, { recursive: true });
        await rename(staging, path);
        if (replaces) await removeWhole(previous, `${staging}-old`);
        release();
      }),
    discard: async () => {
      // What could not be synced is of no matter any more.
      await syncs.finish().catch(() => undefined);
      rmSync(staging, { recursive: true, force: true });
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

async function writeFile(
  staging: string,
  name: string,
  bytes: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
  syncs: SyncBehind,
): Promise<FileDigest> {
  const target = join(staging, name);
  await mkdir(dirname(target), { recursive: true });
  const hash = createHash('sha256');
  let size = 0;
  const file = await open(target, 'wx');
  try {
    for await (const part of bytes) {
      const buffer = typeof part === 'string' ? Buffer.from(part, 'utf8') : part;
      // Hashed while it is being written; the piece may be overwritten once the next one is asked for.
      const writing = writeWhole(file, buffer);
      hash.update(buffer);
      size += buffer.length;
      await writing;
    }
  } catch (error) {
    await file.close();
    throw error;
  }
  await syncs.take(file);
  return { name, sha256: hash.digest('hex'), size };
}

async function writeWhole(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten;
}

/** Locks that this process holds: a lock with its id that is not among them was left by an earlier one. */
const held = new Set<string>();

/** Takes OUT.lock, or refuses with exit status 75 while the process that holds it lives. */
function lock(path: string, shown: string): () => void {
  const file = `${path}.lock`;
  if (held.has(file)) throw locked(shown);
  if (!create(file)) {
    const text = readIfThere(file);
    if (text === undefined || holderLives(text) || !takeAway(file, text) || !create(file)) throw locked(shown);
  }
  held.add(file);
  return () => {
    if (held.delete(file)) rmSync(file, { force: true });
  };
}

function create(file: string): boolean {
  try {
    writeFileSync(file, JSON.stringify({ host: hostname(), pid: process.pid }), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes a stale lock, unless another run was quicker: then what lies there is that run's, and stays. */
function takeAway(file: string, stale: string): boolean {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
  if (readFileSync(aside, 'utf8') !== stale) {
    renameSync(aside, file);
    return false;
  }
  rmSync(aside);
  return true;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A lock that cannot be understood was cut short by a kill or a full disk. */
function holderLives(text: string): boolean {
  try {
    const holder = JSON.parse(text) as { host: string; pid: number };
    if (holder.host !== hostname()) return true;
    if (holder.pid === process.pid) return false;
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function locked(shown: string): UserError {
  return new UserError(
    [{ code: 'output-locked', severity: 'error', file: shown, message: `another run is writing to ${shown}` }],
    exitStatus.locked,
  );
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

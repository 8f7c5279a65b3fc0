import { createReadStream, existsSync, rmSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { besideManifest, type FileDigest } from '../audit/manifest.ts';
import { readManifest } from '../audit/read-manifest.ts';
import type { ByteSource } from '../model/reader.ts';
import { UserError } from '../model/user-error.ts';
import { compareText } from '../text/text-order.ts';
import { TooLargeForZip, ZipWriter } from './bundle/zip-writer.ts';
import { onInterrupt } from './clean-up.ts';
import { changed, hashed } from './hashing.ts';
import type { Host } from './host.ts';
import { type OutputDirectory, outputProblem } from './output-directory.ts';
import type { SegmentRequest } from './segment-request.ts';
import type { ReadInputs } from './write-manifest.ts';

// A run with all that it was made from, in one zip file that `verify` takes: run/ is the run directory, inputs/ are the files
// that were read, previous/ is the run before. Written beside its place and renamed once the run itself stands.

export interface Bundle {
  /** A host that notes what is read. */
  watch(host: Host): Host;
  /** Packs everything; each file must still be the one that was read. */
  pack(run: OutputDirectory, read: ReadInputs): Promise<void>;
  /** Puts the bundle in its place. */
  commit(): Promise<{ readonly path: string; readonly sha256: string; readonly size: number }>;
  /** Removes what was written; harmless after a commit. */
  discard(): Promise<void>;
}

const readme = `A run of tierbook with all that it was made from.

  run/       the run: its reports, the rubric and manifest.json, which names every file by its hash
  inputs/    the files that were read
  previous/  the run before, where there was one

\`tierbook verify FILE.zip\` holds each file against its hash, makes the run again from the inputs and compares.
`;

/** A file of the bundle; `sha256` is what it must still be. */
interface Entry {
  readonly name: string;
  bytes(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  readonly sha256?: string;
}

export async function openBundle(shown: string, request: SegmentRequest, host: Host): Promise<Bundle> {
  const path = resolve(host.cwd, shown);
  refusePlace(path, shown, request, host);
  const partial = join(dirname(path), `.${basename(path)}.partial-${process.pid}`);
  const file = await guard(shown, async () => {
    await mkdir(dirname(path), { recursive: true });
    await removeLeft(path);
    return open(partial, 'wx');
  });
  const forget = onInterrupt(() => rmSync(partial, { force: true }));
  const sources: ByteSource[] = [];
  const previous = request.previous === undefined ? undefined : resolve(host.cwd, request.previous);
  let packed: { readonly sha256: string; readonly size: number } | undefined;
  let isOpen = true;
  const close = async () => {
    if (isOpen) await file.close();
    isOpen = false;
  };
  return {
    watch: (own) => ({ ...own, found: (source) => void sources.push(source) }),
    pack: async (run, read) => {
      host.progress.phase('bundle', shown);
      const entries: Entry[] = [
        { name: 'README.txt', bytes: () => [Buffer.from(readme)] },
        ...(await inputEntries(read, sources)),
        ...(previous === undefined ? [] : await previousEntries(previous)),
        ...run.written.map(({ name, sha256 }) => fileEntry(`run/${name}`, join(run.staging, name), sha256)),
      ];
      packed = await guard(shown, () => writeEntries(entries, file));
      await close();
    },
    commit: () =>
      guard(shown, async () => {
        if (packed === undefined) throw new Error('a bundle is put in its place before it is packed');
        await rename(partial, path);
        forget();
        return { path: shown, ...packed };
      }),
    discard: async () => {
      await close();
      await rm(partial, { force: true });
      forget();
    },
  };
}

function refusePlace(path: string, shown: string, { out, force }: SegmentRequest, host: Host): void {
  const way = relative(resolve(host.cwd, out), path);
  if (way === '' || !(way === '..' || way.startsWith(`..${sep}`))) {
    throw refuse('bad-option', `--bundle ${shown} lies in the run directory, which it is no part of`);
  }
  if (existsSync(path) && !force) {
    throw refuse('output-exists', `${shown} is there already`, 'choose another name, or replace it with --force');
  }
}

/** Of runs that were killed while they wrote this bundle. */
async function removeLeft(path: string): Promise<void> {
  const before = `.${basename(path)}.partial-`;
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(before) || lives(Number(name.slice(before.length)))) continue;
    await rm(join(dirname(path), name), { force: true });
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Each file once, however often it was read. */
async function inputEntries(read: ReadInputs, sources: readonly ByteSource[]): Promise<Entry[]> {
  const wanted = [...read.inputs, ...optional(read.rateFile), ...optional(read.overrides?.input)];
  const distinct = new Map(wanted.map((input) => [input.sha256, input]));
  const digits = String(distinct.size).length;
  const entries: Entry[] = [];
  for (const input of distinct.values()) {
    const source = await sourceOf(input, sources);
    const number = String(entries.length + 1).padStart(digits, '0');
    const name = input.name === '-' ? 'standard-input' : basename(input.name).replace(/[\p{Cc}\\:]/gu, '_');
    entries.push({ name: `inputs/${number}-${name}`, bytes: () => source.bytes(), sha256: input.sha256 });
  }
  return entries;
}

/** Files of several tables may have one name: then their bytes say which is meant. */
async function sourceOf({ name, sha256 }: FileDigest, sources: readonly ByteSource[]): Promise<ByteSource> {
  const named = sources.filter((source) => source.name === name);
  if (named.length === 1) return named[0];
  for (const source of named) if ((await hashed(source).digest()).sha256 === sha256) return source;
  throw changed(name);
}

async function previousEntries(directory: string): Promise<Entry[]> {
  const manifest = readManifest(await readFile(join(directory, 'manifest.json'), 'utf8'));
  const beside = [...besideManifest].filter((name) => existsSync(join(directory, name)));
  return [
    ...beside.map((name) => fileEntry(`previous/${name}`, join(directory, name))),
    ...[...(manifest?.files ?? [])].map(([name, hash]) => fileEntry(`previous/${name}`, join(directory, name), hash)),
  ];
}

function fileEntry(name: string, path: string, sha256?: string): Entry {
  const bytes = () => createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Uint8Array>;
  return { name, bytes, ...(sha256 === undefined ? {} : { sha256 }) };
}

async function writeEntries(entries: readonly Entry[], file: FileHandle): Promise<{ sha256: string; size: number }> {
  const zip = new ZipWriter(file);
  for (const { name, bytes, sha256 } of entries.toSorted((a, b) => compareText(a.name, b.name))) {
    const own = await zip.add(name, bytes());
    if (sha256 !== undefined && own.sha256 !== sha256) throw changed(name.replace(/^inputs\/\d+-/, ''));
  }
  const written = await zip.finish();
  await file.sync();
  return written;
}

function optional<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}

function refuse(code: 'bad-option' | 'output-exists' | 'bundle-too-large', message: string, hint?: string): UserError {
  return new UserError([{ code, severity: 'error', message, ...(hint === undefined ? {} : { hint }) }]);
}

async function guard<T>(shown: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TooLargeForZip) {
      throw refuse(
        'bundle-too-large',
        `${shown} would be larger than a zip file may be`,
        'keep the inputs by themselves',
      );
    }
    throw error instanceof UserError ? error : outputProblem(shown, error);
  }
}

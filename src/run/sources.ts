import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Problem } from '../model/problem.ts';
import type { ByteSource } from '../model/reader.ts';
import { UserError } from '../model/user-error.ts';
import { compareText } from '../text/text-order.ts';
import type { Host } from './host.ts';

/**
 * The byte sources of BOOK arguments: files, directories of parts and patterns (by name, in byte order), and `-` for
 * standard input. Relative paths start at `from`.
 */
export async function findSources(paths: readonly string[], host: Host, from = host.cwd): Promise<ByteSource[]> {
  const problems: Problem[] = [];
  const sources: ByteSource[] = [];
  const given = paths.flatMap((path) => host.given?.get(path) ?? []);
  if (given.length > 0) return given;
  for (const path of paths) {
    if (path === '-') sources.push(await keptSource('-', host.stdin));
    else sources.push(...(await filesAt(path, from, problems)));
  }
  if (problems.length > 0) throw new UserError(problems);
  const all = tellApart(sources);
  if (host.found !== undefined) all.forEach(host.found);
  return all;
}

/** Files of one name in several directories carry the directory's name too, or nobody could tell their rows apart. */
function tellApart(sources: readonly ByteSource[]): ByteSource[] {
  const paths = new Map<string, Set<string | undefined>>();
  for (const { name, path } of sources) paths.set(name, (paths.get(name) ?? new Set()).add(path));
  return sources.map((source) => {
    const alone = paths.get(source.name)?.size === 1 || source.path === undefined;
    return alone ? source : { ...source, name: `${basename(dirname(source.path as string))}/${basename(source.name)}` };
  });
}

async function filesAt(path: string, cwd: string, problems: Problem[]): Promise<ByteSource[]> {
  const full = resolve(cwd, path);
  try {
    if (isPattern(path)) return await filesLike(full, path, problems);
    const found = await stat(full);
    // A pipe gives its bytes once, and a reader takes several passes.
    if (found.isFIFO()) return [await keptSource(basename(full), createReadStream(full))];
    if (!found.isDirectory()) return [fileSource(full, basename(full), found.size)];
    const entries = await readdir(full);
    const names: string[] = [];
    for (const name of entries) {
      if (!isPart(name)) continue;
      // A link counts as what it leads to.
      const part = await stat(join(full, name)).catch(
        (error) => void problems.push(fileProblem(`${path}/${name}`, error)),
      );
      if (part !== undefined && !part.isDirectory()) names.push(name);
    }
    if (names.length === 0 && problems.length === 0) {
      problems.push({ code: 'empty-directory', severity: 'error', file: path, message: `${path} holds no file` });
    }
    return await Promise.all(
      names.sort(compareText).map(async (name) => {
        const part = join(full, name);
        return fileSource(part, `${basename(full)}/${name}`, (await stat(part)).size);
      }),
    );
  } catch (error) {
    problems.push(fileProblem(path, error));
    return [];
  }
}

/** Not what systems hide, nor what Spark and Hadoop put beside parts: `_SUCCESS`, `_metadata` and checksums. */
function isPart(name: string): boolean {
  return !/^[._]|\.crc$/.test(name);
}

/** `*` and `?` in the file's name stand for any characters and for one. */
function isPattern(path: string): boolean {
  return /[*?]/.test(basename(path));
}

async function filesLike(full: string, shown: string, problems: Problem[]): Promise<ByteSource[]> {
  const letters = [...basename(full)].map((letter) =>
    letter === '*' ? '.*' : letter === '?' ? '.' : letter.replace(/[\\^$.|+()[\]{}]/, '\\$&'),
  );
  const pattern = new RegExp(`^${letters.join('')}$`, 'su');
  const spelled = /^[._]/.test(basename(full));
  const names = (await readdir(dirname(full))).filter((name) => (spelled || isPart(name)) && pattern.test(name));
  if (names.length === 0) {
    problems.push({ code: 'no-such-file', severity: 'error', file: shown, message: `no file is like ${shown}` });
  }
  return Promise.all(
    names.sort(compareText).map(async (name) => {
      const path = join(dirname(full), name);
      return fileSource(path, name, (await stat(path)).size);
    }),
  );
}

export function fileSource(path: string, name: string, size: number): ByteSource {
  return {
    name,
    path,
    size,
    bytes: async function* () {
      try {
        yield* createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>;
      } catch (error) {
        throw new UserError([fileProblem(name, error)]);
      }
    },
    slice: async (start, end) => {
      try {
        return await readSlice(path, start, end);
      } catch (error) {
        throw new UserError([fileProblem(name, error)]);
      }
    },
  };
}

/** Fewer bytes than asked for where the file has become shorter. */
async function readSlice(path: string, start: number, end: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const bytes = new Uint8Array(end - start);
    let length = 0;
    while (length < bytes.length) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length, start + length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return bytes.subarray(0, length);
  } finally {
    await file.close();
  }
}

/** What comes only once is kept in memory, since finding its encoding takes a pass of its own. */
async function keptSource(name: string, stream: AsyncIterable<Uint8Array>): Promise<ByteSource> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return {
    name,
    size: parts.reduce((size, part) => size + part.length, 0),
    bytes: async function* () {
      yield* parts;
    },
  };
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a directory',
  ELOOP: 'its links run in a circle',
  EBUSY: 'another program holds it',
};

/** What the operating system said of a file, as a problem; anything that is not its word is thrown on. */
export function fileProblem(path: string, error: unknown): Problem {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined || !/^E[A-Z]+$/.test(code)) throw error;
  const missing = code === 'ENOENT' || code === 'ENOTDIR';
  const reason = reasons[code] ?? code;
  return {
    code: missing ? 'no-such-file' : 'unreadable-file',
    severity: 'error',
    file: path,
    message: missing ? `there is no file ${path}` : `${path} cannot be read: ${reason}`,
  };
}

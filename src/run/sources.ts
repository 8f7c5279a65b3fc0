import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Problem } from '../model/problem.ts';
import type { ByteSource } from '../model/reader.ts';
import { UserError } from '../model/user-error.ts';
import { compareText } from '../text/text-order.ts';
import type { Host } from './host.ts';

/** The byte sources of BOOK arguments: files, directories of parts (by name, in byte order) and `-` for standard input. */
export async function findSources(paths: readonly string[], host: Host): Promise<ByteSource[]> {
  const problems: Problem[] = [];
  const sources: ByteSource[] = [];
  for (const path of paths) {
    if (path === '-') sources.push(await standardInput(host.stdin));
    else sources.push(...(await filesAt(path, host.cwd, problems)));
  }
  if (problems.length > 0) throw new UserError(problems);
  return sources;
}

async function filesAt(path: string, cwd: string, problems: Problem[]): Promise<ByteSource[]> {
  const full = resolve(cwd, path);
  try {
    const found = await stat(full);
    if (!found.isDirectory()) return [fileSource(full, basename(full), found.size)];
    const entries = await readdir(full, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map((entry) => entry.name);
    if (names.length === 0) {
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

function fileSource(path: string, name: string, size: number): ByteSource {
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
  };
}

/** Standard input is kept in memory, since finding its encoding takes a pass of its own. */
async function standardInput(stdin: AsyncIterable<Uint8Array>): Promise<ByteSource> {
  const parts: Uint8Array[] = [];
  for await (const part of stdin) parts.push(part);
  return {
    name: '-',
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

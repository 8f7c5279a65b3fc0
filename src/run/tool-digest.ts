import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareText } from '../text/text-order.ts';
import { sha256 } from './hashing.ts';

// Which code ran: SHA-256 over a line a file of the tool ("HASH  PATH", as sha256sum prints it, paths in byte order) and a
// line for each library it names ("NAME VERSION"). Built code and sources have different digests: they are different code.

let known: string | undefined;

/**
 * The files are read once a process, and not in the background: of hundreds of small ones that takes five times as long, a
 * tenth of a small run.
 */
export async function toolDigest(): Promise<string> {
  known ??= digestOf(fileURLToPath(new URL('..', import.meta.url)), new URL('../../package.json', import.meta.url));
  return known;
}

function digestOf(directory: string, manifest: URL): string {
  const names = [...filesBelow(directory)].sort(compareText);
  const lines = names.map((name) => `${sha256(readFileSync(directory + name))}  ${name}`);
  const { dependencies } = JSON.parse(readFileSync(manifest, 'utf8')) as { dependencies: Record<string, string> };
  const folders = createRequire(manifest).resolve.paths('any') ?? [];
  for (const name of Object.keys(dependencies).sort(compareText)) lines.push(`${name} ${versionOf(name, folders)}`);
  return sha256(`${lines.join('\n')}\n`);
}

/** Their paths from `directory`, which ends in a slash. */
function* filesBelow(directory: string, within = ''): Generator<string> {
  for (const entry of readdirSync(directory + within, { withFileTypes: true })) {
    if (entry.isDirectory()) yield* filesBelow(directory, `${within}${entry.name}/`);
    else if (entry.isFile()) yield within + entry.name;
  }
}

/** Read where it lies, since not every library lets its package.json be resolved. */
function versionOf(name: string, folders: readonly string[]): string {
  const path = folders.map((folder) => join(folder, name, 'package.json')).find((own) => existsSync(own));
  return path === undefined ? 'none' : (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
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
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const names = paths.map((path) => relative(directory, path).split(sep).join('/')).sort(compareText);
  const lines: string[] = [];
  for (const name of names) lines.push(`${sha256(readFileSync(join(directory, name)))}  ${name}`);
  const { dependencies } = JSON.parse(readFileSync(manifest, 'utf8')) as { dependencies: Record<string, string> };
  const folders = createRequire(manifest).resolve.paths('any') ?? [];
  for (const name of Object.keys(dependencies).sort(compareText)) lines.push(`${name} ${versionOf(name, folders)}`);
  return sha256(`${lines.join('\n')}\n`);
}

/** Read where it lies, since not every library lets its package.json be resolved. */
function versionOf(name: string, folders: readonly string[]): string {
  const path = folders.map((folder) => join(folder, name, 'package.json')).find((own) => existsSync(own));
  return path === undefined ? 'none' : (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}

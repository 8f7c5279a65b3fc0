import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compareText } from '../text/text-order.ts';
import { sha256 } from './hashing.ts';

// Which code ran: SHA-256 over a line a file of the tool ("HASH  PATH", as sha256sum prints it, paths in byte order). Built
// code has the libraries in it. What V8 compiled of it is no part: that is the machine's. Built code and sources have different
// digests: they are different code.

const compiled = 'compiled/';

let known: string | undefined;

/**
 * The files are read once a process, and not in the background: of hundreds of small ones that takes five times as long, a
 * tenth of a small run.
 */
export async function toolDigest(): Promise<string> {
  known ??= digestOf(fileURLToPath(new URL('..', import.meta.url)));
  return known;
}

function digestOf(directory: string): string {
  const names = [...filesBelow(directory)].sort(compareText);
  const lines = names.map((name) => `${sha256(readFileSync(directory + name))}  ${name}`);
  return sha256(`${lines.join('\n')}\n`);
}

/** Their paths from `directory`, which ends in a slash. */
function* filesBelow(directory: string, within = ''): Generator<string> {
  for (const entry of readdirSync(directory + within, { withFileTypes: true })) {
    const path = within + entry.name;
    if (entry.isDirectory() && `${path}/` !== compiled) yield* filesBelow(directory, `${path}/`);
    else if (entry.isFile()) yield path;
  }
}

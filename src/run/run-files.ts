import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { besideManifest } from '../audit/manifest.ts';
import { type RecordedManifest, readManifest } from '../audit/read-manifest.ts';
import type { Problem } from '../model/problem.ts';
import { UserError } from '../model/user-error.ts';
import { compareText } from '../text/text-order.ts';
import { sha256 } from './hashing.ts';
import { fileProblem } from './sources.ts';

// The files of a run directory against its manifest, and the manifest against the hash that lies beside it. Every file that
// has changed, is gone or is none of the run's is told.

export interface RunFiles {
  readonly manifest: RecordedManifest;
  readonly manifestSha256: string;
}

const manifestName = 'manifest.json';
/** What file managers and spreadsheets leave in a folder that somebody looked into. */
const leftBehind = /^(?:\.|~\$|Thumbs\.db$|desktop\.ini$)/;

/** Throws a UserError unless all is as the run wrote it. `shown` is the directory as the user knows it. */
export async function checkRunFiles(directory: string, shown: string): Promise<RunFiles> {
  const { manifest, manifestSha256 } = await checkManifest(directory, shown);
  const found = (await listFiles(directory)).filter((name) => !besideManifest.has(name));
  const names = [...new Set([...manifest.files.keys(), ...found])].sort(compareText);
  const problems: Problem[] = [];
  for (const name of names) {
    const expected = manifest.files.get(name);
    if (expected === undefined) problems.push(changed(shown, name, 'no such file', 'a file'));
    else if (!found.includes(name)) problems.push(changed(shown, name, expected, 'no file'));
    else {
      const own = await hashFile(join(directory, name), `${shown}/${name}`);
      if (own !== expected) problems.push(changed(shown, name, expected, own));
    }
  }
  if (problems.length > 0) throw new UserError(problems);
  return { manifest, manifestSha256 };
}

/** The text of one file of a run, if manifest and file are as the run wrote them; all other files are not looked at. */
export async function readRunFile(
  directory: string,
  shown: string,
  name: string,
): Promise<RunFiles & { text: string }> {
  const files = await checkManifest(directory, shown);
  const expected = files.manifest.files.get(name);
  if (expected === undefined) throw new UserError([noRun(shown, `${shown} holds a run that did not keep ${name}`)]);
  const text = await readText(directory, shown, name);
  if (sha256(text) !== expected) throw new UserError([changed(shown, name, expected, sha256(text))]);
  return { ...files, text };
}

/** The manifest, held against the hash that lies beside it. */
async function checkManifest(directory: string, shown: string): Promise<RunFiles> {
  const text = await readText(directory, shown, manifestName);
  const manifestSha256 = sha256(text);
  const recorded = (await readText(directory, shown, `${manifestName}.sha256`)).split(' ')[0];
  if (recorded !== manifestSha256) throw new UserError([changed(shown, manifestName, recorded, manifestSha256)]);
  const manifest = readManifest(text);
  if (manifest === undefined) throw new UserError([noRun(shown, `${shown}/${manifestName} is no manifest of a run`)]);
  return { manifest, manifestSha256 };
}

export function noRun(shown: string, message: string): Problem {
  return {
    code: 'no-run',
    severity: 'error',
    file: shown,
    message,
    expected: 'a directory that `tierbook run` of this version wrote',
  };
}

function changed(shown: string, name: string, expected: string, found: string): Problem {
  const message = `${name} is not as the run wrote it`;
  return { code: 'previous-changed', severity: 'error', file: `${shown}/${name}`, message, found, expected };
}

async function readText(directory: string, shown: string, name: string): Promise<string> {
  try {
    return await readFile(join(directory, name), 'utf8');
  } catch (error) {
    const problem = fileProblem(`${shown}/${name}`, error);
    throw new UserError([problem.code === 'no-such-file' ? noRun(shown, `${shown} holds no finished run`) : problem]);
  }
}

/** Paths below a directory, with `/`. */
async function listFiles(directory: string, below = ''): Promise<string[]> {
  const names: string[] = [];
  for (const entry of await readdir(join(directory, below), { withFileTypes: true })) {
    const name = `${below}${entry.name}`;
    if (leftBehind.test(entry.name)) continue;
    if (entry.isDirectory()) names.push(...(await listFiles(directory, `${name}/`)));
    else names.push(name);
  }
  return names;
}

async function hashFile(path: string, shown: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const part of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(part as Uint8Array);
  } catch (error) {
    throw new UserError([fileProblem(shown, error)]);
  }
  return hash.digest('hex');
}

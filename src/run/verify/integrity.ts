import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { besideManifest } from '../../audit/manifest.ts';
import { type RecordedManifest, readManifest } from '../../audit/read-manifest.ts';
import type { Problem } from '../../model/problem.ts';
import { UserError } from '../../model/user-error.ts';
import { compareText } from '../../text/text-order.ts';
import { sha256 } from '../hashing.ts';
import { noRun } from '../run-files.ts';
import { fileProblem } from '../sources.ts';
import { shorten } from './difference.ts';

// Every file of a run against the hash it was recorded with, and the manifest against the file beside it that names its own.
// All differences are told; what file managers leave behind is passed over and named.

export interface Integrity {
  readonly text: string;
  readonly manifest: RecordedManifest;
  readonly manifestSha256: string;
  readonly files: number;
  readonly intact: ReadonlySet<string>;
  readonly passedOver: readonly string[];
  readonly problems: readonly Problem[];
}

const manifestName = 'manifest.json';
const sumName = `${manifestName}.sha256`;
const leftBehind = /^(?:\.DS_Store|\._.*|~\$.*|Thumbs\.db|desktop\.ini)$/;

/** Throws a UserError where the directory holds no manifest of a run at all. */
export async function checkIntegrity(directory: string, shown: string): Promise<Integrity> {
  const bytes = await readOrRefuse(directory, shown);
  const text = bytes.toString('utf8');
  const manifestSha256 = sha256(bytes);
  const manifest = readManifest(text);
  if (manifest === undefined) {
    const message = `${shown}/${manifestName} is no manifest of a run that this version can read`;
    throw new UserError([...(await checkSums(directory, shown, manifestSha256)), noRun(shown, message)]);
  }
  const problems = await checkSums(directory, shown, manifestSha256);
  const { found, passedOver } = await listFiles(directory);
  const intact = new Set<string>();
  const names = [...new Set([...manifest.files.keys(), ...found])].filter((name) => !besideManifest.has(name));
  for (const name of names.sort(compareText)) {
    const expected = manifest.files.get(name);
    if (expected === undefined) {
      problems.push(changed(shown, name, name.endsWith('/') ? 'an empty directory' : 'a file', 'none of that name'));
    } else if (!found.has(name)) problems.push(changed(shown, name, 'no file', expected));
    else {
      const own = await hashFile(join(directory, name)).catch((error) => fileProblem(`${shown}/${name}`, error));
      if (typeof own !== 'string') problems.push(own);
      else if (own !== expected) problems.push(changed(shown, name, own, expected));
      else intact.add(name);
    }
  }
  const files = manifest.files.size;
  return { text, manifest, manifestSha256, files, intact, passedOver, problems };
}

async function readOrRefuse(directory: string, shown: string): Promise<Buffer> {
  try {
    return await readFile(join(directory, manifestName));
  } catch (error) {
    const problem = fileProblem(`${shown}/${manifestName}`, error);
    throw new UserError([problem.code === 'no-such-file' ? noRun(shown, `${shown} holds no finished run`) : problem]);
  }
}

/** The file of hashes beside the manifest, to its last byte: a line for the manifest and for each file that vouches for it. */
async function checkSums(directory: string, shown: string, manifestSha256: string): Promise<Problem[]> {
  let found: string;
  try {
    found = await readFile(join(directory, sumName), 'utf8');
  } catch (error) {
    return [fileProblem(`${shown}/${sumName}`, error)];
  }
  const lines = found.split('\n');
  const vouching = [...besideManifest].filter((name) => name !== manifestName && name !== sumName);
  const problems: Problem[] = [];
  const expected: string[] = [];
  for (const name of [manifestName, ...vouching]) {
    const own = name === manifestName ? manifestSha256 : await hashFile(join(directory, name)).catch(() => undefined);
    const recorded = lines.find((line) => line.endsWith(`  ${name}`))?.split('  ')[0];
    if (own !== recorded && recorded !== undefined) {
      problems.push(changed(shown, name, own ?? 'no file', `${recorded}, as ${sumName} says`));
    }
    const line = recorded ?? own;
    if (line !== undefined) expected.push(`${line}  ${name}\n`);
  }
  if (found !== expected.join('')) {
    problems.push(changed(shown, sumName, shorten(JSON.stringify(found)), shorten(JSON.stringify(expected.join('')))));
  }
  return problems;
}

function changed(shown: string, name: string, found: string, expected: string): Problem {
  const message = `${name} is not as the run wrote it`;
  return { code: 'previous-changed', severity: 'error', file: `${shown}/${name}`, message, found, expected };
}

/** Paths below a directory, with `/`. */
async function listFiles(directory: string): Promise<{ found: Set<string>; passedOver: string[] }> {
  const found = new Set<string>();
  const passedOver: string[] = [];
  const visit = async (below: string): Promise<void> => {
    const entries = await readdir(join(directory, below), { withFileTypes: true });
    // A run makes no directory without a file.
    if (entries.length === 0) found.add(below);
    for (const entry of entries) {
      const name = `${below}${entry.name}`;
      if (leftBehind.test(entry.name)) passedOver.push(name);
      else if (entry.isDirectory()) await visit(`${name}/`);
      else found.add(name);
    }
  };
  await visit('');
  return { found, passedOver: passedOver.sort(compareText) };
}

export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(part as Uint8Array);
  return hash.digest('hex');
}

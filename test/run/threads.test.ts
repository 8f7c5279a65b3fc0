import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Compiled, compileSources } from '../compiled.ts';
import { readTree } from './tierbook.ts';

// The real thing: a book large enough for every part of a run to be handed to threads, by the command as it is installed.

const bench = fileURLToPath(new URL('../../bench', import.meta.url));
const clients = 70_000;

let compiled: Compiled;
let book: string;

beforeAll(async () => {
  compiled = compileSources();
  book = join(compiled.directory, 'clients.csv');
  const { writeBook } = await import(pathToFileURL(join(bench, 'generate.mjs')).href);
  await writeBook(book, clients);
});

afterAll(() => compiled.remove());

function runOn(threads: number): ReadonlyMap<string, string> {
  const out = join(compiled.directory, `run-${threads}`);
  const files = [join(bench, 'rubric.yaml'), book];
  const options = ['--as-of', '2026-10-31', '--out', out, '--threads', String(threads), '--format', 'csv,json,parquet'];
  const command = [join(compiled.directory, 'bin/tierbook.js'), 'run', ...files, ...options, '--quiet'];
  const { status, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8', timeout: 100_000 });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return readTree(out);
}

/** When and where it ran is no result. */
function withoutRecord(tree: ReadonlyMap<string, string>): Map<string, string> {
  const files = new Map(tree);
  const { recorded, ...rest } = JSON.parse(files.get('manifest.json') as string).predicate;
  expect(recorded).toBeDefined();
  files.set('manifest.json', JSON.stringify(rest));
  files.delete('manifest.json.sha256');
  return files;
}

it('writes the same bytes on 1, 2 and 4 threads', () => {
  const [one, ...others] = [1, 2, 4].map((threads) => withoutRecord(runOn(threads)));
  expect([...one.keys()].length).toBeGreaterThan(40);
  for (const other of others) {
    expect([...other.keys()]).toEqual([...one.keys()]);
    for (const [name, text] of one) expect(other.get(name) === text, name).toBe(true);
  }
}, 300_000);

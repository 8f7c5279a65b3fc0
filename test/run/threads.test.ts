import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildCommand, type Compiled } from '../compiled.ts';
import { readTree } from './tierbook.ts';

// The real thing: a book large enough for every part of a run to be handed to threads, by the command as it is installed.

const bench = fileURLToPath(new URL('../../bench', import.meta.url));

let compiled: Compiled;

beforeAll(async () => {
  compiled = buildCommand();
  const write = async (generator: string, call: string, name: string, clients: number) => {
    const { [call]: generate } = await import(pathToFileURL(join(bench, generator)).href);
    await generate(join(compiled.directory, name), clients);
  };
  await write('generate.mjs', 'writeBook', 'clients.csv', 200_000);
  await write('generate-wide.mjs', 'writeWideBook', 'wide.csv', 16_000);
  await write('generate-wide.mjs', 'writeWideLoans', 'loans.csv', 200_000);
});

afterAll(() => compiled.remove());

function runOn(threads: number, rubric: string, given: readonly string[]): ReadonlyMap<string, string> {
  const out = join(compiled.directory, `${rubric}-${threads}`);
  const files = [join(bench, rubric), ...given];
  const options = ['--as-of', '2026-10-31', '--out', out, '--threads', String(threads), '--format', 'csv,json,parquet'];
  const command = [join(compiled.directory, 'bin/tierbook.js'), 'run', ...files, ...options, '--quiet'];
  const inside = { cwd: compiled.directory, encoding: 'utf8', timeout: 100_000 } as const;
  const { status, stderr } = spawnSync(process.execPath, command, inside);
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

it.each([
  { title: 'of many clients', rubric: 'rubric.yaml', given: ['clients.csv'] },
  {
    title: 'of many columns and a table',
    rubric: 'rubric-wide.yaml',
    given: ['wide.csv', '--table', 'loans=loans.csv'],
  },
])(
  'writes the same bytes on 1, 2 and 4 threads: a book $title',
  ({ rubric, given }) => {
    const [one, ...others] = [1, 2, 4].map((threads) => withoutRecord(runOn(threads, rubric, given)));
    expect([...one.keys()].length).toBeGreaterThan(40);
    for (const other of others) {
      expect([...other.keys()]).toEqual([...one.keys()]);
      for (const [name, text] of one) expect(other.get(name) === text, name).toBe(true);
    }
  },
  300_000,
);

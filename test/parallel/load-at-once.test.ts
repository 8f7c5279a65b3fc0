import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Compiled, compileSources } from '../compiled.ts';

// In a process of its own: the test runner loads modules in its own way.

let compiled: Compiled;

beforeAll(() => {
  compiled = compileSources();
});

afterAll(() => compiled.remove());

const modules = {
  'inner.mjs': `(globalThis.loaded ??= []).push('inner');`,
  'outer.mjs': `import './inner.mjs'; globalThis.loaded.push('outer'); export const name = 'outer';`,
  'odd.mjs': 'const;',
  'throws.mjs': `throw new Error('not today');`,
  'waits.mjs': `export const name = await Promise.resolve('late');`,
};

/** What is loaded after the call, and what the `import()` that follows comes to. */
function load(name: string): unknown {
  for (const [file, text] of Object.entries(modules)) writeFileSync(join(compiled.directory, file), text);
  const url = (file: string) => JSON.stringify(pathToFileURL(join(compiled.directory, file)).href);
  const source = `
    const { loadAtOnce } = await import(${url('dist/parallel/load-at-once.js')});
    loadAtOnce(${url(name)});
    const loaded = [...(globalThis.loaded ?? [])];
    const imported = await import(${url(name)}).then((module) => module.name, (error) => error.message);
    console.log(JSON.stringify({ loaded, imported, all: globalThis.loaded ?? [] }));`;
  const ran = spawnSync(process.execPath, ['--input-type=module', '-e', source], { encoding: 'utf8', timeout: 20_000 });
  expect(ran).toMatchObject({ status: 0, stderr: '' });
  return JSON.parse(ran.stdout);
}

it('loads a module and what it imports, once', () => {
  const both = ['inner', 'outer'];
  const loaded = process.features.require_module ? both : [];
  expect(load('outer.mjs')).toEqual({ loaded, imported: 'outer', all: both });
});

it.each([
  { title: 'that is not there', name: 'absent.mjs', imported: expect.stringContaining('absent.mjs') },
  { title: 'that does not parse', name: 'odd.mjs', imported: expect.stringContaining('Unexpected token') },
  { title: 'that throws', name: 'throws.mjs', imported: 'not today' },
  { title: 'that waits for something', name: 'waits.mjs', imported: 'late' },
])('leaves a module $title to the import that follows', ({ name, imported }) => {
  expect(load(name)).toEqual({ loaded: [], imported, all: [] });
});

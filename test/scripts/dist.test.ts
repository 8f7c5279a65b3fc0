import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCommand, type Compiled, runNode } from '../compiled.ts';

// What is shipped: dist/, with what V8 has compiled of it beforehand.

const root = fileURLToPath(new URL('../..', import.meta.url));
let built: Compiled;

beforeAll(() => {
  built = buildCommand();
  runNode(join(root, 'scripts/compile.cjs'), built.directory);
});

afterAll(() => built.remove());

const at = (path: string): string => join(built.directory, path);

/** By the name of a chunk, whether V8 refused what was compiled of it; undefined where nothing was. */
function loadChunks(...ids: readonly string[]): Record<string, boolean | undefined> {
  const source = `
    const { loadChunk, loaded } = require(${JSON.stringify(at('dist/chunks/load-chunk.js'))});
    for (const id of ${JSON.stringify(ids)}) loadChunk(id);
    const of = [...loaded].map(([id, { script }]) => [id, script.cachedDataRejected ?? null]);
    console.log(JSON.stringify(Object.fromEntries(of)));`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', source], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout);
}

function readDigest(): string {
  const out = at('run');
  const command = [at('bin/tierbook.js'), 'run', at('sample/rubric.yaml'), at('sample/clients-2026-09.csv')];
  runNode(...command, '--as-of', '2026-09-30', '--out', out, '--force', '--quiet');
  const manifest = readFileSync(join(out, 'manifest.json'), 'utf8');
  return /"sha256": ?"([0-9a-f]{64})"/.exec(/"tool": ?\{[^}]*\}/.exec(manifest)?.[0] ?? '')?.[1] ?? manifest;
}

it('needs no library beside it, and names the licence of each that is in it', () => {
  const libraries = new Set<string>();
  for (const name of readdirSync(at('dist/chunks'))) {
    const text = readFileSync(at(`dist/chunks/${name}`), 'utf8');
    for (const [, id] of text.matchAll(/\b(?:require|import)\("((?!\.\/|node:)[^"]+)"\)/g)) libraries.add(id);
  }
  expect([...libraries].filter((id) => !isBuiltin(id))).toEqual([]);
  const licences = readFileSync(at('dist/LICENSES.txt'), 'utf8');
  for (const name of ['commander', 'yaml', 'exceljs', 'echarts', '@lezer/lr']) expect(licences).toContain(`${name} `);
});

describe('what V8 has compiled', () => {
  const chunks = ['./begin.js', './jobs.js', './command.js', './run.js'];

  it('is taken', () => {
    expect(loadChunks(...chunks)).toMatchObject(Object.fromEntries(chunks.map((id) => [id, false])));
  });

  it('is no part of the digest of the tool, and is not needed', () => {
    runNode(at('bin/tierbook.js'), 'init', at('sample'));
    const digest = readDigest();
    renameSync(at('dist/compiled'), at('elsewhere'));
    expect(loadChunks('./run.js')['./run.js']).toBeNull();
    expect(readDigest()).toBe(digest);
    renameSync(at('elsewhere'), at('dist/compiled'));
    writeFileSync(at('dist/assets.txt'), 'another file');
    expect(readDigest()).not.toBe(digest);
  });

  it.each([
    { title: 'cut off', change: (bytes: Uint8Array) => bytes.subarray(0, bytes.length / 2) },
    { title: 'something else', change: () => Buffer.from('no code') },
    { title: 'empty', change: () => new Uint8Array() },
  ])('is passed over where it is $title', ({ change }) => {
    const path = at(`dist/compiled/run.js.${process.arch}`);
    const bytes = readFileSync(path);
    writeFileSync(path, change(bytes));
    expect(loadChunks(...chunks)).toMatchObject({ './run.js': true, './jobs.js': false });
    writeFileSync(path, bytes);
  });
});

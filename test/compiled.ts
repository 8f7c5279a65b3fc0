import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Threads load JavaScript only (Node 20 reads no TypeScript), so what is tested of them is compiled first, from the sources
// as they stand and into a directory of its own: whatever lies in dist/ has no say.

const root = fileURLToPath(new URL('..', import.meta.url));

export interface Compiled {
  /** Holds bin/, dist/ and package.json. */
  readonly directory: string;
  remove(): void;
}

export function compileSources(): Compiled {
  const directory = mkdtempSync(join(tmpdir(), 'tierbook-compiled-'));
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  const options = ['-p', join(root, 'tsconfig.build.json'), '--outDir', join(directory, 'dist'), '--noCheck'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [compiler, ...options], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the sources do not compile: ${stdout}${stderr}`);
  for (const part of ['sample', 'report/html']) {
    cpSync(join(root, 'src', part, 'assets'), join(directory, 'dist', part, 'assets'), { recursive: true });
  }
  cpSync(join(root, 'bin'), join(directory, 'bin'), { recursive: true });
  cpSync(join(root, 'package.json'), join(directory, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'), 'junction');
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Threads load JavaScript only (Node 20 reads no TypeScript), so what is tested of them is compiled first, and the command is
// tested as it is installed: both from the sources as they stand and into a directory of their own. Whatever lies in build/
// and dist/ has no say.

const root = fileURLToPath(new URL('..', import.meta.url));

export interface Compiled {
  readonly directory: string;
  remove(): void;
}

/** Every module by itself, in build/ of the directory. */
export function compileSources(): Compiled {
  const directory = mkdtempSync(join(tmpdir(), 'tierbook-compiled-'));
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  runNode(compiler, '-p', join(root, 'tsconfig.build.json'), '--outDir', join(directory, 'build'), '--noCheck');
  cpSync(join(root, 'package.json'), join(directory, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'), 'junction');
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

/** The command as it is installed, without libraries beside it: bin/, dist/ and package.json. */
export function buildCommand(): Compiled {
  const directory = mkdtempSync(join(tmpdir(), 'tierbook-built-'));
  runNode(join(root, 'scripts/build.mjs'), directory);
  cpSync(join(root, 'bin'), join(directory, 'bin'), { recursive: true });
  cpSync(join(root, 'package.json'), join(directory, 'package.json'));
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

export function runNode(...command: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}: ${stdout}${stderr}`);
}

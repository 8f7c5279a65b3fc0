// Makes dist/, which is what runs: all code, libraries included, in a few files that load at once, beside what is no code and
// the licences of the libraries. `node scripts/build.mjs [DIRECTORY]` puts dist/ there, in place of one that is there.
// Code lies one folder below dist/ as src/run lies below src/, so that `../` finds the same from both.

import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(resolve(process.argv[2] ?? root), 'dist');
const chunks = join(dist, 'chunks');

/** `main` is for compile.cjs. */
const entries = { start: 'src/cli/start.ts', main: 'src/cli/main.ts', hand: 'src/run/hand.ts' };

/** What is loaded together is one file, with all that it imports and no file before it has; the rest is split by who asks for it. */
const groups = [
  { name: 'begin', modules: ['cli/main', 'run/clean-up'] },
  { name: 'jobs', modules: importsOf('run/hand') },
  { name: 'command', modules: ['cli/program', 'cli/commands/run', 'run/run-month'] },
  { name: 'run', modules: ['report/formats', 'run/segment', 'run/config/load-config', 'report/summary-json'] },
];

rmSync(dist, { recursive: true, force: true });
const bundle = await rolldown({
  cwd: root,
  input: entries,
  platform: 'node',
  // What is written does not depend on where libraries lie.
  resolve: { symlinks: false },
});
const { output } = await bundle.write({
  dir: chunks,
  format: 'cjs',
  chunkFileNames: '[name].js',
  comments: false,
  // Node starts an entry, which has all others loaded.
  banner: (chunk) => (chunk.isEntry ? "require = require('./load-chunk.js').loadChunk;" : ''),
  codeSplitting: {
    groups: groups.map(({ name, modules }, index) => ({
      name,
      test: (id) => modules.some((module) => id === join(root, 'src', `${module}.ts`)),
      priority: groups.length - index,
    })),
  },
});
await bundle.close();

cpSync(join(root, 'scripts/load-chunk.cjs'), join(chunks, 'load-chunk.js'));
// The house is of ES modules; these files load sooner as what Node had before.
writeFileSync(join(dist, 'package.json'), '{ "type": "commonjs" }\n');
for (const assets of ['sample/assets', 'report/html/assets']) {
  cpSync(join(root, 'src', assets), join(dist, assets), { recursive: true });
}
writeFileSync(join(dist, 'LICENSES.txt'), licencesOf(output.flatMap(({ moduleIds = [] }) => moduleIds)));

function importsOf(module) {
  const text = readFileSync(join(root, 'src', `${module}.ts`), 'utf8');
  return [...text.matchAll(/^import .*'(.+)\.ts';$/gm)].map(([, path]) => join(module, '..', path));
}

/** Of every library that is in the files, the licence as it comes with it. */
function licencesOf(modules) {
  const packages = modules.map((id) => /^(.*[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+)[/\\]/.exec(id)?.[1]);
  return [...new Set(packages)]
    .filter((path) => path !== undefined)
    .sort()
    .map((path) => {
      const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
      const file = readdirSync(path).find((own) => /^licen[cs]e/i.test(own));
      const text = file === undefined ? '' : `\n${readFileSync(join(path, file), 'utf8').trim()}\n`;
      return `${name} ${version}, ${license}\n${text}`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}

// Keeps in dist/compiled/ what V8 has compiled of the chunks once the command has done on the sample what it is for, so that
// nobody's first run has to do it again. `node scripts/compile.cjs [DIRECTORY]`, after build.mjs.

const { mkdirSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');
const { setFlagsFromString } = require('node:v8');

const dist = join(resolve(process.argv[2] ?? join(__dirname, '..')), 'dist');
const { main } = require(join(dist, 'chunks/main.js'));
const { loaded, compiledPath } = require(join(dist, 'chunks/load-chunk.js'));

const october = 'rubric.yaml clients-2026-10.csv --table loans=loans-2026-10.csv --table contacts=contacts-2026-10.csv';
const commands = [
  '--version',
  '--help',
  'init .',
  'check rubric.yaml clients-2026-09.csv',
  'run rubric.yaml clients-2026-09.csv --as-of 2026-09-30 --out 2026-09 --profile',
  `run ${october} --as-of 2026-10-31 --previous 2026-09 --out 2026-10 --format csv,json,html,md,parquet,xlsx`,
  'run rubric.yaml clients-2026-09.xlsx --as-of 2026-09-30 --out workbook --threads 1',
  'diff 2026-09 2026-10',
  'verify 2026-10 --inputs .',
];

async function use(cwd) {
  let said = '';
  const output = {
    write: (text) => {
      said += text;
    },
  };
  for (const command of commands) {
    const status = await main({
      argv: command.split(' '),
      stdout: output,
      stderr: output,
      stdin: process.stdin,
      env: {},
      cwd,
      now: () => new Date(),
      usage: () => ({ wall: 0, cpu: 0, peakMiB: 0 }),
    });
    if (status !== 0) throw new Error(`tierbook ${command} ended with ${status}: ...${said.slice(-2000)}`);
  }
}

async function compile() {
  const cwd = mkdtempSync(join(tmpdir(), 'tierbook-build-'));
  // What was not used for a while would be forgotten.
  setFlagsFromString('--no-flush-bytecode');
  try {
    await use(cwd);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
  // Taken by nobody who runs with other flags.
  setFlagsFromString('--flush-bytecode');
  mkdirSync(join(dist, 'compiled'), { recursive: true });
  for (const [id, { script }] of loaded) writeFileSync(compiledPath(id), script.createCachedData());
}

void compile();

// node bench/loans.mjs [--size N] [--runs K] [--json]: a book whose clients have rows in another file. N loan rows (default
// 10 million) over N/10 clients, in no order, made once from a fixed seed and kept in bench/data/; runs tierbook on them and
// prints the median wall and CPU seconds and the peak memory of the whole process. Exit status 1 past 4 GiB.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createDraws, two } from './draws.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const mostMiB = 4096;

const idOf = (client) => `C${String(client + 1).padStart(8, '0')}`;
const cents = (units) => {
  const text = String(units).padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
};

function* clientLines(clients) {
  const draw = createDraws(7);
  yield 'client_id,client_name,region';
  for (let client = 0; client < clients; client++) {
    yield `${idOf(client)},Client ${1000 + draw(9000)} ${client},${'North,East,South,West'.split(',')[draw(4)]}`;
  }
}

/** Some clients have many loans and some none; of 10,000 rows one is of a client that the book does not know. */
function* loanLines(loans, clients) {
  const draw = createDraws(11);
  yield 'loan_id,client_id,branch,start_date,amount,balance,rate,status,renewed,officer';
  for (let loan = 0; loan < loans; loan++) {
    const client = draw(10_000) === 0 ? clients + draw(1000) : draw(10) < 3 ? draw(clients) : draw(draw(clients) + 1);
    const amount = (1 + draw(2_000_000)) * (1 + draw(50));
    const state = draw(10);
    const balance = state < 6 ? Math.floor(amount / 100) * draw(100) : 0;
    const day = `${2010 + draw(16)}-${two(1 + draw(12))}-${two(1 + draw(28))}`;
    const status = state < 6 ? 'active' : state < 9 || draw(4) > 0 ? 'repaid' : 'default';
    yield `L${loan},${idOf(client)},B${draw(400)},${day},${cents(amount)},${cents(balance)},${cents(200 + draw(1200))}%,${status},${draw(3) === 0 ? 'Y' : 'N'},officer ${draw(3000)}`;
  }
}

async function writeLines(path, lines) {
  const file = createWriteStream(`${path}.partial`);
  let block = '';
  for (const line of lines) {
    block += `${line}\n`;
    if (block.length < 1 << 20) continue;
    if (!file.write(block)) await once(file, 'drain');
    block = '';
  }
  file.end(block);
  await once(file, 'finish');
  await rename(`${path}.partial`, path);
}

async function makeFiles(size) {
  const clients = Math.max(1, Math.floor(size / 10));
  const files = {
    clients: here(`data/loan-clients-${clients}.csv`),
    loans: here(`data/loans-${size}.csv`),
  };
  await mkdir(here('data'), { recursive: true });
  if (!existsSync(files.clients)) await writeLines(files.clients, clientLines(clients));
  if (!existsSync(files.loans)) {
    process.stderr.write(`bench: writing ${size} loans\n`);
    await writeLines(files.loans, loanLines(size, clients));
  }
  return files;
}

/** One run under measure.py, which knows the resources of the whole process. */
async function measure(files, folder) {
  const target = join(folder, 'measured.json');
  const out = join(folder, 'out');
  await rm(out, { recursive: true, force: true });
  const command = [
    ...[process.execPath, here('../bin/tierbook.js'), 'run', here('loans-rubric.yaml'), files.clients],
    ...['--table', `loans=${files.loans}`, '--as-of', '2026-10-31', '--out', out, '--quiet'],
  ];
  const { status, error, stderr } = spawnSync('python3', [here('measure.py'), target, ...command], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (error !== undefined || status !== 0) throw new Error(`python3 could not measure: ${error?.message ?? stderr}`);
  const measured = JSON.parse(await readFile(target, 'utf8'));
  if (measured.status !== 0) throw new Error(`tierbook ended with status ${measured.status}\n${stderr}`);
  const { tables } = JSON.parse(await readFile(join(out, 'summary.json'), 'utf8'));
  return { ...measured, rows: tables[0] };
}

const middleOf = (numbers) => [...numbers].sort((a, b) => a - b)[(numbers.length - 1) >> 1];

async function main() {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: '10000000' },
      runs: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  });
  for (const flag of ['size', 'runs']) {
    if (!/^[1-9]\d{0,7}$/.test(values[flag])) throw new Error(`--${flag} takes a whole number, not "${values[flag]}"`);
  }
  const [size, runs] = [Number(values.size), Number(values.runs)];
  const files = await makeFiles(size);
  const folder = join(tmpdir(), `tierbook-loans-${process.pid}`);
  await mkdir(folder, { recursive: true });
  try {
    const rounds = [];
    for (let round = 0; round < runs; round++) rounds.push(await measure(files, folder));
    const [wall, cpu, peakMiB] = ['wall', 'cpu', 'peakMiB'].map((key) => middleOf(rounds.map((own) => own[key])));
    const { read, kept, leftOut, rejected } = rounds[0].rows;
    if (values.json)
      process.stdout.write(`${JSON.stringify({ size, runs, wall, cpu, peakMiB, rows: rounds[0].rows })}\n`);
    else {
      process.stdout.write(`${read} loan rows read = ${kept} kept + ${leftOut} left out + ${rejected} rejected\n`);
      process.stdout.write(`wall ${wall.toFixed(1)} s, CPU ${cpu.toFixed(1)} s, peak ${peakMiB.toFixed(0)} MiB\n`);
    }
    if (peakMiB > mostMiB) process.exitCode = 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`bench: ${error.message}\n`);
  process.exitCode = 2;
}

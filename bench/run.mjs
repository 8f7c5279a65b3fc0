// npm run bench -- [--size N]… [--book clients|wide|xlsx] [--runs K] [--peer NAME]… [--threads N] [--json | --markdown]:
// tierbook beside its peers on one generated book. Makes the book if it is missing, runs all in turn (K rounds, who begins
// alternates), and prints the medians of wall, CPU and peak memory of the whole process; `ratio` is the median over the rounds
// of tierbook's wall ÷ the peer's, below 1 is faster. Also compares what they wrote. A peer that is not installed is said so.
// --markdown without --size does all sizes and prints rows for RESULTS.md. Exit status 1 where a peer disagrees.
import { spawnSync } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { cpus, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { books, here } from './books.mjs';

const asOf = '2026-10-31';
const own = 'tierbook';
const bin = process.env.TIERBOOK_BIN ?? here('../bin/tierbook.js');
const allSizes = [10_000, 100_000, 1_000_000, 10_000_000];

/** What is run, and a command that fails where it is not installed and else prints its version. tierbook itself comes first. */
function peersOf({ rubric, peers }, threads) {
  return [
    {
      name: own,
      command: ({ book, tables }, out) => [
        ...[process.execPath, bin, 'run', rubric, book, '--as-of', asOf, '--out', out],
        ...Object.entries(tables).flatMap(([name, path]) => ['--table', `${name}=${path}`]),
        ...(threads === undefined ? [] : ['--threads', threads]),
        ...['--format', 'csv,json', '--quiet'],
      ],
      probe: [process.execPath, bin, '--version'],
      install: 'npm run build',
    },
    ...Object.entries(peers).map(([name, { command, probe, install }]) => ({
      name,
      command: ({ book, tables }, out) => [...command, book, ...Object.values(tables), asOf, out],
      probe,
      install,
    })),
  ];
}

function readFlags() {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', multiple: true },
      book: { type: 'string', default: 'clients' },
      runs: { type: 'string' },
      peer: { type: 'string', multiple: true },
      threads: { type: 'string' },
      json: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
    },
  });
  if (!Object.hasOwn(books, values.book)) throw new Error(`--book is one of ${Object.keys(books).join(', ')}`);
  const sizes = values.size?.map((size) => wholeNumber('--size', size, 10_000_000));
  const peers = peersOf(books[values.book], values.threads);
  for (const name of values.peer ?? []) {
    if (!peers.some((peer) => peer.name === name)) throw new Error(`--peer knows no "${name}"`);
  }
  return {
    book: books[values.book],
    sizes: sizes ?? (values.markdown && values.book !== 'xlsx' ? allSizes : [100_000]),
    runs: values.runs === undefined ? undefined : wholeNumber('--runs', values.runs, 1000),
    form: values.json ? 'json' : values.markdown ? 'markdown' : 'table',
    peers: peers.filter(({ name }) => name === own || (values.peer ?? [name]).includes(name)),
  };
}

function wholeNumber(flag, text, most) {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= most) return number;
  throw new Error(`${flag} takes a whole number from 1 to ${most}, not "${text}"`);
}

/** The version of a peer, or undefined where it is not installed. */
function versionOf({ name, probe, install }) {
  const { status, stdout } = spawnSync(probe[0], probe.slice(1), { encoding: 'utf8' });
  if (status === 0) return stdout.trim();
  if (name === own) throw new Error(`${own} does not start: ${install}`);
  process.stderr.write(`bench: ${name} is not installed here, left out (${install})\n`);
  return undefined;
}

function describeMachine() {
  const [{ model }] = cpus();
  const python = spawnSync('python3', ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? 'no Python';
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${model}, ${memory} GiB, ${process.platform} ${release()}, Node ${process.versions.node}, ${python}`;
}

/** Runs a command under measure.py, which knows the resources of the whole process. */
async function measure(command, folder) {
  const target = join(folder, 'measured.json');
  const args = [here('measure.py'), target, ...command];
  const { status, error, stderr } = spawnSync('python3', args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (error !== undefined || status !== 0) throw new Error(`python3 could not measure: ${error?.message ?? stderr}`);
  const measured = JSON.parse(await readFile(target, 'utf8'));
  if (measured.status !== 0) throw new Error(`${command.join(' ')} ended with status ${measured.status}\n${stderr}`);
  return measured;
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const rounded = (number, digits) => Number(number.toFixed(digits));

function rowOf(name, rounds) {
  const middle = (key) => median(rounds.map((round) => round.get(name)[key]));
  const ratio = median(rounds.map((round) => round.get(own).wall / round.get(name).wall));
  return {
    peer: name,
    wall: rounded(middle('wall'), 3),
    cpu: rounded(middle('cpu'), 3),
    peakMiB: rounded(middle('peakMiB'), 1),
    ratio: rounded(ratio, 3),
  };
}

function table(rows) {
  const cells = [['', 'wall s', 'CPU s', 'peak MiB', 'ratio']];
  for (const { peer, wall, cpu, peakMiB, ratio } of rows) {
    cells.push([peer, wall.toFixed(2), cpu.toFixed(2), peakMiB.toFixed(0), ratio.toFixed(2)]);
  }
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const line = (row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join('  ');
  return `${cells.map(line).join('\n')}\n`;
}

const markdownHead =
  '| clients | rounds | | wall s | CPU s | peak MiB | ratio |\n| ---: | ---: | --- | ---: | ---: | ---: | ---: |\n';

function markdown({ size, runs, rows }) {
  const count = String(size).replace(/\B(?=(\d{3})+$)/g, ',');
  return rows
    .map(({ peer, wall, cpu, peakMiB, ratio }, at) => {
      const about = at === 0 ? `${count} | ${runs}` : '|';
      const figures = `${wall.toFixed(2)} | ${cpu.toFixed(2)} | ${peakMiB.toFixed(0)}`;
      return `| ${about} | ${peer} | ${figures} | ${peer === own ? '' : ratio.toFixed(2)} |\n`;
    })
    .join('');
}

/** All peers on one size, round by round. */
async function measureSize(size, { book, peers, runs = size > 3_000_000 ? 1 : 5 }, folder) {
  const files = await book.files(size);
  const outOf = (name) => join(folder, name);
  const rounds = [];
  for (let round = 0; round < runs; round++) {
    const measured = new Map();
    for (const peer of round % 2 === 0 ? peers : peers.toReversed()) {
      await rm(outOf(peer.name), { recursive: true, force: true });
      measured.set(peer.name, await measure(peer.command(files, outOf(peer.name)), folder));
    }
    rounds.push(measured);
    process.stderr.write(`bench: ${size} clients, round ${round + 1} of ${runs}\n`);
  }
  for (const { name } of peers) {
    if (name === own) continue;
    const { status, stdout, stderr } = spawnSync('python3', [here('compare.py'), outOf(own), outOf(name)], {
      encoding: 'utf8',
    });
    process.stderr.write(`bench: ${own} and ${name}: ${stdout}${stderr}`);
    if (status !== 0) process.exitCode = 1;
  }
  return { size, runs, rows: peers.map(({ name }) => rowOf(name, rounds)) };
}

async function main() {
  const { book, sizes, runs, form, peers } = readFlags();
  const versions = {};
  for (const peer of peers) versions[peer.name] = versionOf(peer);
  const machine = describeMachine();
  const said = Object.entries(versions).map(([name, version]) => `${name} ${version ?? 'not installed'}`);
  process.stderr.write(`bench: ${machine}; ${said.join(', ')}\n`);
  const present = peers.filter(({ name }) => versions[name] !== undefined);
  const folder = join(tmpdir(), `tierbook-bench-${process.pid}`);
  await mkdir(folder, { recursive: true });
  if (form === 'markdown') process.stdout.write(markdownHead);
  try {
    for (const size of sizes) {
      const found = await measureSize(size, { book, peers: present, runs }, folder);
      if (form === 'json') process.stdout.write(`${JSON.stringify({ ...found, machine, versions })}\n`);
      else process.stdout.write(form === 'markdown' ? markdown(found) : table(found.rows));
    }
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

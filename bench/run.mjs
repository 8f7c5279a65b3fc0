// npm run bench -- --size N [--runs K] [--json] [--peer NAME]…: tierbook beside its peers on one generated book. Makes the
// book if it is missing, runs all in turn (K rounds, who begins alternates), and prints the medians of wall, CPU and peak
// memory of the whole process; `ratio` is the median over the rounds of tierbook's wall ÷ the peer's, below 1 is faster.
// Also compares what they wrote. A peer that is not installed is said so. Exit status 1 where a peer disagrees.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeBook } from './generate.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const data = here('data');
const rubric = here('rubric.yaml');
const asOf = '2026-10-31';
const own = 'tierbook';

/** A peer: how it is run on a book, and a command that fails where it is not installed. tierbook itself comes first. */
const peers = [
  {
    name: own,
    command: (book, out) => [
      ...[process.execPath, here('../bin/tierbook.js'), 'run', rubric, book],
      ...['--as-of', asOf, '--out', out, '--format', 'csv,json', '--quiet'],
    ],
    probe: [process.execPath, here('../bin/tierbook.js'), '--help'],
    install: 'npm run build',
  },
  {
    name: 'pandas',
    command: (book, out) => ['python3', here('peers/pandas.py'), book, asOf, out],
    probe: ['python3', '-c', 'import pandas'],
    install: 'pip install pandas',
  },
];

function readFlags() {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: '100000' },
      runs: { type: 'string' },
      json: { type: 'boolean', default: false },
      peer: { type: 'string', multiple: true },
    },
  });
  const size = wholeNumber('--size', values.size, 10_000_000);
  const runs = values.runs === undefined ? (size > 300_000 ? 3 : 5) : wholeNumber('--runs', values.runs, 1000);
  for (const name of values.peer ?? []) {
    if (!peers.some((peer) => peer.name === name)) throw new Error(`--peer knows no "${name}"`);
  }
  return { size, runs, json: values.json, wanted: values.peer ?? peers.map(({ name }) => name) };
}

function wholeNumber(flag, text, most) {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= most) return number;
  throw new Error(`${flag} takes a whole number from 1 to ${most}, not "${text}"`);
}

function present({ name, probe, install }) {
  const { status } = spawnSync(probe[0], probe.slice(1), { stdio: 'ignore' });
  if (status === 0) return true;
  if (name === own) throw new Error(`${own} does not start: ${install}`);
  process.stderr.write(`bench: ${name} is not installed here, left out (${install})\n`);
  return false;
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

async function main() {
  const { size, runs, json, wanted } = readFlags();
  const book = join(data, `clients-${size}.csv`);
  if (!existsSync(book)) {
    process.stderr.write(`bench: writing ${size} clients\n`);
    await writeBook(book, size);
  }
  const taking = peers.filter((peer) => (peer.name === own || wanted.includes(peer.name)) && present(peer));
  const folder = join(tmpdir(), `tierbook-bench-${process.pid}`);
  const outOf = (name) => join(folder, name);
  await mkdir(folder, { recursive: true });
  try {
    const rounds = [];
    for (let round = 0; round < runs; round++) {
      const measured = new Map();
      for (const peer of round % 2 === 0 ? taking : taking.toReversed()) {
        await rm(outOf(peer.name), { recursive: true, force: true });
        measured.set(peer.name, await measure(peer.command(book, outOf(peer.name)), folder));
      }
      rounds.push(measured);
      process.stderr.write(`bench: round ${round + 1} of ${runs}\n`);
    }
    for (const { name } of taking) {
      if (name === own) continue;
      const { status, stdout, stderr } = spawnSync('python3', [here('compare.py'), outOf(own), outOf(name)], {
        encoding: 'utf8',
      });
      process.stderr.write(`bench: ${own} and ${name}: ${stdout}${stderr}`);
      if (status !== 0) process.exitCode = 1;
    }
    const rows = taking.map(({ name }) => rowOf(name, rounds));
    process.stdout.write(json ? `${JSON.stringify({ size, runs, rows })}\n` : table(rows));
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

import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { main } from '../../src/cli/main.ts';

// Runs the command lines of a case in a copy of its folder and writes down what a person would see: standard output,
// standard error, the status, and every file that came about. `columns/` and the manifest are listed, not shown.

/** Files whose text belongs in the transcript. */
const shown = /\.(csv|json|yaml|md)$/;
const notShown = /(^|\/)(columns\/|manifest\.json)/;

export async function transcribe(folder: string): Promise<string> {
  const cwd = mkdtempSync(join(tmpdir(), 'tierbook-case-'));
  try {
    cpSync(folder, cwd, { recursive: true });
    rmSync(join(cwd, 'expected.txt'), { force: true });
    const commands = readFileSync(join(cwd, 'commands'), 'utf8').split('\n').filter((line) => line.trim() !== '');
    let text = '';
    const before = new Set(filesOf(cwd));
    for (const command of commands) text += await runLine(command, cwd);
    for (const file of filesOf(cwd)) {
      if (before.has(file)) continue;
      const content = readFileSync(join(cwd, file));
      const whole = shown.test(file) && !notShown.test(file) && content.length < 40_000;
      text += whole ? `--- ${file}\n${content.toString('utf8')}` : `--- ${file}\n`;
    }
    return text;
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

async function runLine(command: string, cwd: string): Promise<string> {
  const [, ...argv] = splitWords(command);
  const out: string[] = [];
  const err: string[] = [];
  const input = join(cwd, 'stdin');
  const status = await main({
    argv,
    cwd,
    env: {},
    now: () => new Date('2026-11-01T02:03:04Z'),
    stdin: (async function* () {
      if (existsSync(input)) yield readFileSync(input);
    })(),
    stdout: { write: (part) => out.push(part) },
    stderr: { write: (part) => err.push(part) },
  });
  return `$ ${command}\n${section('stdout', out)}${section('stderr', err)}status ${status}\n\n`;
}

function section(title: string, parts: readonly string[]): string {
  const text = parts.join('');
  return text === '' ? '' : `${title}:\n${text}${text.endsWith('\n') ? '' : '\n'}`;
}

function splitWords(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, bare]) => double ?? single ?? bare);
}

function filesOf(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .sort();
}

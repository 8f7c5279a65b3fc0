import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { main } from '../../src/cli/main.ts';
import { tool } from '../../src/run/version.ts';

// Runs the command lines of a case in a copy of its folder and writes down what a person would see: standard output,
// standard error, the status, and every file that came about. A case may have
//   setup.ts   `setUp(cwd)` makes files that are better made than kept: other encodings, workbooks, directories
//   stdin      what `-` reads
//   show       names of the files whose text belongs in the transcript; without it those that end in .csv
// A command line may end in `| head -N`. Characters that cannot be seen are written as <U+001B>, and what differs from build to build
// as <version>, <digest>, <manifest>, <run> and <node>.

/** What a case does not hand to the command. */
const own = ['expected.txt', 'expected.txt-changed', 'commands', 'setup.ts', 'show', 'stdin'];

export async function transcribe(folder: string): Promise<string> {
  const cwd = mkdtempSync(join(tmpdir(), 'tierbook-case-'));
  try {
    cpSync(folder, cwd, { recursive: true });
    for (const name of own) rmSync(join(cwd, name), { force: true });
    await setUp(folder, cwd);
    const isShown = shownFiles(folder);
    const before = new Set(filesOf(cwd));
    const manifests = new Set<string>();
    let text = '';
    for (const command of linesOf(join(folder, 'commands'))) {
      text += await runLine(command, cwd, folder);
      for (const file of filesOf(cwd)) if (basename(file) === 'manifest.json') manifests.add(hashOf(join(cwd, file)));
    }
    for (const file of filesOf(cwd)) {
      if (before.has(file)) continue;
      text += `--- ${file}\n`;
      if (isShown(file)) text += endLine(readFileSync(join(cwd, file), 'utf8'));
    }
    return hideWhatVaries(makeVisible(text), manifests);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

async function setUp(folder: string, cwd: string): Promise<void> {
  const file = join(folder, 'setup.ts');
  if (!existsSync(file)) return;
  const made = (await import(file)) as { setUp(cwd: string): void | Promise<void> };
  await made.setUp(cwd);
}

function shownFiles(folder: string): (file: string) => boolean {
  const file = join(folder, 'show');
  if (!existsSync(file)) return (name) => name.endsWith('.csv');
  const names = new Set(linesOf(file));
  return (name) => names.has(name);
}

async function runLine(command: string, cwd: string, folder: string): Promise<string> {
  const [line, most] = command.split(' | head -');
  const [, ...argv] = splitWords(line);
  const out: string[] = [];
  const err: string[] = [];
  const input = join(folder, 'stdin');
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
  return `$ ${command}\n${section('stdout', [firstLines(out.join(''), most)])}${section('stderr', err)}status ${status}\n\n`;
}

/** What `| head -N` leaves of a text. */
function firstLines(text: string, most: string | undefined): string {
  return most === undefined ? text : `${text.split('\n').slice(0, Number(most)).join('\n')}\n...\n`;
}

function section(title: string, parts: readonly string[]): string {
  const text = parts.join('');
  return text === '' ? '' : `${title}:\n${endLine(text)}`;
}

function endLine(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}<no line end>\n`;
}

/** The code that runs has another digest with every change, Node another version; hashes of manifests hang on both. */
function hideWhatVaries(text: string, manifests: ReadonlySet<string>): string {
  const version = tool.version.replaceAll('.', '\\.');
  let shown = text.replace(new RegExp(`("version": ?)"${version}"`, 'g'), '$1"<version>"');
  for (const hash of manifests) shown = shown.replaceAll(hash, '<manifest>');
  return shown
    .replace(/("name": "tierbook",\s+"version": "<version>",\s+"sha256": )"[\da-f]{64}"/g, '$1"<digest>"')
    .replace(/"runId": "[\da-f]{32}"/g, '"runId": "<run>"')
    .replace(/"node": "v[\d.]+"(,\s+"platform": )"[\w-]+"/g, '"node": "<node>"$1"<platform>"')
    .replaceAll(`tierbook ${tool.version}`, 'tierbook <version>');
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function makeVisible(text: string): string {
  return text.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = (character.codePointAt(0) as number).toString(16).toUpperCase();
    return `<U+${code.padStart(4, '0')}>`;
  });
}

function splitWords(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, bare]) => double ?? single ?? bare);
}

function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
}

function filesOf(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .sort();
}

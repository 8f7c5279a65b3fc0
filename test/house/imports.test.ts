import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

// The rules of the house (docs/architecture.md), read off the imports.

const source = fileURLToPath(new URL('../../src', import.meta.url));
const ground = ['model', 'numeric', 'text', 'parallel'];
const storeys = [
  'input',
  'rubric',
  'engine',
  'scoring',
  'tiering',
  'analysis',
  'models',
  'report',
  'audit',
  'sample',
  'models',
];

/** What the files of a storey may import besides their own storey. */
const allowed: Record<string, readonly string[]> = {
  ...Object.fromEntries(storeys.map((storey) => [storey, [...ground, 'plan']])),
  model: [],
  numeric: ['model'],
  text: ['model'],
  parallel: ['model', 'text'],
  plan: ground,
  run: [...ground, 'plan', ...storeys],
  cli: [...ground, 'run', 'report', 'rubric'],
};

interface SourceFile {
  readonly name: string;
  readonly storey: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const files: SourceFile[] = readdirSync(source, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name) && !/\.d\.ts$/.test(entry.name))
  .map((entry) => {
    const name = relative(source, join(entry.parentPath, entry.name)).split('\\').join('/');
    const text = readFileSync(join(source, name), 'utf8');
    const imports = [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, target]) =>
      target.startsWith('.') ? posix.join(posix.dirname(name), target) : target,
    );
    return { name, storey: name.split('/')[0], text, imports };
  });

describe('the house', () => {
  it.each(files.map((file) => file.name))('%s imports only what its storey may', (name) => {
    const file = files.find((candidate) => candidate.name === name) as SourceFile;
    const own = file.imports.filter((target) => files.some((candidate) => candidate.name === target));
    const reached = [...new Set(own.map((target) => target.split('/')[0]))].filter((storey) => storey !== file.storey);
    expect(reached.filter((storey) => !allowed[file.storey]?.includes(storey))).toEqual([]);
  });

  it('has no circles', () => {
    const importsOf = new Map(files.map((file) => [file.name, file.imports]));
    const done = new Set<string>();
    const visit = (name: string, path: readonly string[]): void => {
      if (path.includes(name)) throw new Error([...path.slice(path.indexOf(name)), name].join(' → '));
      if (done.has(name)) return;
      for (const target of importsOf.get(name) ?? []) if (importsOf.has(target)) visit(target, [...path, name]);
      done.add(name);
    };
    for (const file of files) visit(file.name, []);
    expect(done.size).toBe(files.length);
  });

  it('touches files, process and clock only in run and cli', () => {
    const offenders = files.filter(({ storey, text }) => {
      if (storey === 'run' || storey === 'cli') return false;
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      return /node:(fs|child_process|os)|\bprocess\.|\bDate\.now\b|\bnew Date\(\)|\bconsole\.|\bIntl\.|toLocale/.test(
        code,
      );
    });
    expect(offenders.map((file) => file.name)).toEqual([]);
  });

  it('never evaluates FEEL by the library that parses it', () => {
    const offenders = files.filter(({ text }) => /import[^;]*\b(evaluate|unaryTest)\b[^;]*'feelin'/.test(text));
    expect(offenders.map((file) => file.name)).toEqual([]);
  });

  it('says why on its first line where a file is longer than 300 lines', () => {
    const long = files.filter(({ text }) => text.split('\n').length > 300 && !/^\/\/ Long because/.test(text));
    expect(long.map((file) => file.name)).toEqual([]);
  });
});

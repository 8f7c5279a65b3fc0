import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../../src/cli/program.ts';
import type { Problem } from '../../../src/model/problem.ts';
import { UserError } from '../../../src/model/user-error.ts';
import { configKeys } from '../../../src/run/config/config-keys.ts';
import { loadConfig } from '../../../src/run/config/load-config.ts';
import { mergeSettings, type RunSettings } from '../../../src/run/config/settings.ts';
import { sha256 } from '../../../src/run/hashing.ts';
import { temporaryDirectory } from '../tierbook.ts';

function write(text: string, name = 'tierbook.yaml'): string {
  const folder = temporaryDirectory();
  mkdirSync(join(folder, 'etc'));
  writeFileSync(join(folder, name), text);
  return folder;
}

async function settingsIn(text: string): Promise<RunSettings | undefined> {
  return (await loadConfig(undefined, undefined, write(text)))?.settings;
}

async function problemsIn(text: string): Promise<readonly Problem[]> {
  const error = await settingsIn(text).catch((thrown: unknown) => thrown);
  if (error instanceof UserError) return error.problems;
  throw new Error(`expected a UserError, got ${JSON.stringify(error)}`);
}

describe('tierbook.yaml', () => {
  it('has a key for each option of run, and no other', async () => {
    const sink = { write: () => true };
    const stdin = (async function* () {})();
    const invocation = { argv: [], cwd: '.', env: {}, now: () => new Date(0), stdin, stdout: sink, stderr: sink };
    const { commands } = await createProgram(invocation, () => {});
    const run = commands.find((command) => command.name() === 'run');
    const options = run?.options.map((option) => option.name().replaceAll('-', '_')) ?? [];
    const expected = ['rubric', 'book', ...options.filter((name) => name !== 'config')];
    expect([...configKeys].sort()).toEqual(expected.sort());
  });

  it('gives every setting', async () => {
    const text = `
rubric: r.yaml
book: [a.csv, b.csv]
as_of: 2026-10-31
out: runs/{as_of}
previous: last
overrides: o.csv
force: true
skip_unchanged: true
encoding: gb18030
delimiter: tab
header_row: 3
sheet: Clients
table: {loans: "loans-{as_of_month}.csv"}
rates: rates.csv
mask: mask.key
open: true
format: [csv, parquet]
locale: zh-CN
pass_through: true
bom: true
crlf: true
sign: k.key
ledger: l.jsonl
bundle: b.zip
keep: 24
threads: 2
profile: true
log: json
quiet: true
json: true
summary_line: true
`;
    expect(Object.keys((await settingsIn(text)) ?? {})).toHaveLength(configKeys.length);
    expect(await settingsIn(text)).toMatchObject({
      book: ['a.csv', 'b.csv'],
      out: 'runs/{as_of}',
      headerRow: 3,
      table: new Map([['loans', 'loans-{as_of_month}.csv']]),
      format: 'csv,parquet',
      keep: 24,
      summaryLine: true,
    });
  });

  it.each([
    { title: 'nothing', text: '', expected: {} },
    { title: 'a comment', text: '# later\n', expected: {} },
    { title: 'one book', text: 'book: export/', expected: { book: ['export/'] } },
    { title: 'one format', text: 'format: csv', expected: { format: 'csv' } },
    { title: 'what is off', text: 'quiet: false', expected: { quiet: false } },
  ])('may hold $title', async ({ text, expected }) => {
    expect(await settingsIn(text)).toEqual(expected);
  });

  it.each([
    {
      title: 'an unknown key',
      text: 'keeep: 3',
      expected: { code: 'unknown-key', line: 1, column: 1, hint: 'did you mean "keep"?' },
    },
    {
      title: 'a key as the option is spelled',
      text: 'as-of: 2026-10-31',
      expected: { code: 'unknown-key', hint: 'did you mean "as_of"?' },
    },
    {
      title: 'a number out of range',
      text: 'bom: true\nkeep: 0',
      expected: { code: 'invalid-value', line: 2, column: 7 },
    },
    { title: 'too many threads', text: 'threads: 65', expected: { code: 'invalid-value', expected: 'at most 64' } },
    { title: 'no flag', text: 'quiet: often', expected: { code: 'wrong-shape', line: 1, column: 8 } },
    {
      title: 'an unknown format',
      text: 'format: [csv, pqrquet]',
      expected: { code: 'invalid-value', hint: 'did you mean "parquet"?' },
    },
    {
      title: 'an unknown placeholder',
      text: "out: 'runs/{asof}'",
      expected: { code: 'bad-placeholder', line: 1, column: 12, length: 6, hint: 'did you mean "{as_of}"?' },
    },
    { title: 'broken YAML', text: 'out: [', expected: { code: 'yaml-syntax' } },
    { title: 'no map', text: '- run', expected: { code: 'wrong-shape' } },
    { title: 'a key twice', text: 'keep: 1\nkeep: 2', expected: { code: 'duplicate-key', line: 2 } },
  ])('is refused with its place: $title', async ({ text, expected }) => {
    const problems = await problemsIn(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ severity: 'error', file: 'tierbook.yaml', ...expected });
    expect(problems[0].excerpt).toBe(text.split('\n')[(problems[0].line ?? 0) - 1]);
  });

  it('tells all problems at once', async () => {
    expect((await problemsIn('kep: 1\nbom: 2\nout: "{x}"')).map((problem) => problem.line)).toEqual([1, 2, 3]);
  });

  it('starts paths where it lies', async () => {
    const text = 'rubric: ../r.yaml\nbook: ["-", /data/b.csv, c.csv]\ntable: {loans: l.csv}\nprevious: last\n';
    const folder = write(text, 'etc/month.yaml');
    const { settings, file, path } = (await loadConfig('etc/month.yaml', undefined, folder)) ?? {};
    expect(settings).toEqual({
      rubric: 'r.yaml',
      book: ['-', '/data/b.csv', 'etc/c.csv'],
      table: new Map([['loans', 'etc/l.csv']]),
      previous: 'last',
    });
    expect([file, path]).toEqual([{ name: 'month.yaml', sha256: sha256(text), size: text.length }, 'etc/month.yaml']);
  });

  it('is looked for beside the rubric, and need not be there; one that is named must', async () => {
    const folder = write('keep: 3', 'etc/tierbook.yaml');
    expect((await loadConfig(undefined, 'etc/rubric.yaml', folder))?.settings).toEqual({ keep: 3 });
    expect(await loadConfig(undefined, undefined, folder)).toBeUndefined();
    await expect(loadConfig('month.yaml', undefined, folder)).rejects.toThrow('there is no file month.yaml');
  });

  it('gives way to the command line, and tables one by one', () => {
    const table = (...pairs: [string, string][]) => new Map(pairs);
    const config = { keep: 3, out: 'a', table: table(['loans', 'x'], ['contacts', 'y']) };
    const merged = mergeSettings(config, { out: 'b', table: table(['loans', 'z']) });
    expect(merged).toEqual({ keep: 3, out: 'b', table: table(['loans', 'z'], ['contacts', 'y']) });
    expect(mergeSettings({ keep: 3 }, {})).toEqual({ keep: 3 });
  });
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { createProgram } from '../../src/cli/program.ts';
import type { Invocation } from '../../src/cli/terminal.ts';
import { exitStatus } from '../../src/model/user-error.ts';
import { formats } from '../../src/report/formats.ts';

// docs/commands.md against the tool: options against the command tree, columns and keys against a run of the sample.

const page = readFileSync(new URL('../../docs/commands.md', import.meta.url), 'utf8');

/** The part of the page under a heading that begins so. */
function sectionOf(heading: string): string {
  const start = page.indexOf(`\n## ${heading}`);
  if (start < 0) throw new Error(`docs/commands.md has no section ${heading}`);
  const end = page.indexOf('\n## ', start + 1);
  return page.slice(start, end < 0 ? undefined : end);
}

/** What stands in code in the first column of the table of a section. */
function firstColumn(heading: string): string[] {
  const rows = [...sectionOf(heading).matchAll(/^\| ([^|]*) \|/gm)].slice(2);
  return rows.flatMap(([, cell]) => [...cell.matchAll(/`([^`]+)`/g)].map(([, text]) => text));
}

const sink = { write: () => true } as unknown as Invocation['stdout'];
const invocation = (cwd: string, ...argv: string[]): Invocation => ({
  argv,
  cwd,
  env: {},
  now: () => new Date(0),
  stdin: (async function* () {})(),
  stdout: sink,
  stderr: sink,
});

const program = await createProgram(invocation('.'), () => {});

describe('docs/commands.md', () => {
  it.each(program.commands.map((command) => command.name()))('lists the options of %s', (name) => {
    const command = program.commands.find((one) => one.name() === name);
    const options = command?.options.map((option) => option.flags) ?? [];
    expect(firstColumn(`tierbook ${name}`)).toEqual(options);
  });

  it('has a section for every command', () => {
    const commands = [...page.matchAll(/^## tierbook (\w+)/gm)].map(([, name]) => name);
    expect(commands).toEqual(program.commands.map((command) => command.name()));
  });

  it('lists the formats', () => {
    const [, cell] = /\| `--format <names>` \| (.*) \|/.exec(page) ?? [];
    for (const name of Object.keys(formats)) expect(cell).toContain(`\`${name}\` (`);
  });

  it('lists the exit statuses', () => {
    const statuses = [...sectionOf('Exit statuses').matchAll(/^\| (\d+) \|/gm)].map(([, status]) => Number(status));
    expect(statuses).toEqual(Object.values(exitStatus));
  });
});

/** Paths of all values: `tiers[].name`. Texts in locales are one value; names of the rubric's own are in capitals. */
function pathsOf(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsOf(item, `${path}[]`));
  if (typeof value !== 'object' || value === null || /(?:label|title|do|service)$/.test(path)) return [path];
  return Object.entries(value).flatMap(([key, inner]) => {
    const name = path === 'breakdowns' ? 'FIELD' : /figures$/.test(path) ? 'FIGURE' : key;
    return pathsOf(inner, path === '' ? name : `${path}.${name}`);
  });
}

describe('the files of a run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tierbook-docs-'));
  const read = (name: string): string => readFileSync(join(folder, 'out', name), 'utf8');
  const summary = (): { dimensions: { name: string }[] } => JSON.parse(read('summary.json'));

  beforeAll(async () => {
    expect(await main(invocation(folder, 'init', 'sample'))).toBe(exitStatus.done);
    const book = ['run', 'sample/rubric.yaml', 'sample/clients-2026-09.csv'];
    const status = await main(invocation(folder, ...book, '--as-of', '2026-09-30', '--out', 'out', '--quiet'));
    expect(status).toBe(exitStatus.done);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('clients.csv has the columns of the page, in that order', () => {
    const dimensions = new Set(summary().dimensions.map(({ name }) => name));
    const headings = read('clients.csv').split('\n')[0].split(',');
    const general = headings.map((name) =>
      dimensions.has(name) ? 'DIMENSION' : name.startsWith('points.') ? 'points.FACTOR' : name,
    );
    expect([...new Set(general)]).toEqual(firstColumn('clients.csv'));
  });

  it('rejects.csv has the columns of the page, in that order', () => {
    expect(read('rejects.csv').split('\n')[0].split(',')).toEqual(firstColumn('rejects.csv'));
  });

  it('summary.json has the keys of the page', () => {
    const paths = new Set(pathsOf(summary(), ''));
    const documented = firstColumn('summary.json').filter((path) => !path.startsWith('findings[]'));
    expect([...paths].filter((path) => path !== 'findings' && !path.startsWith('findings[]')).toSorted()).toEqual(
      documented.toSorted(),
    );
  });
});

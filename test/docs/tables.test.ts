import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory, tierbook } from '../run/tierbook.ts';
import { page } from './rubric-examples.ts';

// The books of docs/rubric.md that a reader copies: every file that a section says to save, and the commands it gives.

interface Copied {
  readonly folder: string;
  readonly commands: readonly string[];
}

function copySection(title: string): Copied {
  const start = page.indexOf(`\n### ${title}\n`);
  const section = page.slice(start, page.indexOf('\n## ', start + 5)).split(/\n### /)[1];
  const folder = temporaryDirectory();
  mkdirSync(join(folder, 'runs'));
  const saved = section.matchAll(/this as `([^`]+)`:\n\n(?:```yaml\n([\s\S]*?)```|((?: {4}.*\n)+))/g);
  for (const [, name, yaml, csv] of saved) writeFileSync(join(folder, name), yaml ?? csv.replace(/^ {4}/gm, ''));
  return { folder, commands: [...section.matchAll(/^ {4}tierbook (.*)$/gm)].map(([, argv]) => argv) };
}

async function runSection(title: string) {
  const { folder, commands } = copySection(title);
  expect(commands).toHaveLength(1);
  const argv = commands[0].split(' ');
  const { status, stderr } = await tierbook(folder, [...argv, '--quiet']);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const read = (name: string) => readFileSync(join(folder, argv[argv.indexOf('--out') + 1], name), 'utf8');
  const [headings, ...rows] = read('clients.csv')
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  const cell = (client: string, name: string) => rows.find(([id]) => id === client)?.[headings.indexOf(name)];
  return { rows, cell, rejects: read('rejects.csv').trim().split('\n').slice(1) };
}

describe('the books of docs/rubric.md', () => {
  it('run from loans alone', async () => {
    const { rows, cell, rejects } = await runSection('A loan-level book');
    expect(rows.map(([id, name]) => `${id} ${name}`)).toEqual([
      'C01 Alder Foods',
      'C03 Cedar Stores',
      'C02 Birch Roads',
    ]);
    expect(cell('C03', 'measure')).toBe('95000.00');
    expect(rejects).toEqual([]);
  });

  it('give the lifetime values that the page works out', async () => {
    const { cell, rejects } = await runSection('Lifetime value');
    const said = /value 60,000 a year is worth ([\d,.]*\d)/.exec(page)?.[1].replace(',', '');
    expect(cell('C01', 'measure')).toBe(said);
    expect(rejects).toHaveLength(1);
    expect(rejects[0]).toContain('C09');
  });
});

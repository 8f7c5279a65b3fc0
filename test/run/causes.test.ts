import { readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readColumns } from '../../src/input/recorded-columns.ts';
import { listTexts, type NumericColumn, type Table, type TextColumn } from '../../src/model/table.ts';
import { temporaryDirectory, tierbook } from './tierbook.ts';

// Causes over the sample book: rows of tables, percentiles, places that are short, and a prior that is fitted to the book.

const september = ['clients-2026-09.csv', '--as-of', '2026-09-30'];

/** The sample, run for September; and a way to run the same files again on top of that. */
async function sample() {
  const cwd = temporaryDirectory();
  await tierbook(cwd, ['init', '.']);
  expect((await tierbook(cwd, ['run', 'rubric.yaml', ...september, '--out', 'first'])).status).toBe(0);
  return {
    async again(change: (rubric: string) => string): Promise<Table> {
      writeFileSync(join(cwd, 'other.yaml'), change(readFileSync(join(cwd, 'rubric.yaml'), 'utf8')));
      const ran = await tierbook(cwd, ['run', 'other.yaml', ...september, '--previous', 'first', '--out', 'second']);
      expect(ran.stderr).not.toContain('error');
      expect(ran.status).toBe(0);
      return readColumns((name) => readFile(join(cwd, 'second', name)));
    },
  };
}

/** How many clients each effect is not 0 for. */
function effectsOf({ columns }: Table): number[] {
  const effects = ['own', 'book', 'rubric'].map((name) => columns.get(`effect.${name}`) as NumericColumn);
  return effects.map(({ values }) => values.filter((units) => units !== 0 && !Number.isNaN(units)).length);
}

/** Causes that occur, with how often. */
function causesOf({ columns }: Table): Record<string, number> {
  const { codes, dictionary } = columns.get('migration.cause') as TextColumn;
  const counts = listTexts(dictionary).map((text, code) => [text, codes.filter((own) => own === code).length] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

describe('causes over the sample book', () => {
  it('are none where only a comment of the rubric changed, though all is read and scored again', async () => {
    const table = await (await sample()).again((rubric) => `${rubric}# signed\n`);
    expect(effectsOf(table)).toEqual([0, 0, 0]);
    expect(causesOf(table)).toEqual({});
  }, 60_000);

  it('are the rubric where only that changed', async () => {
    const table = await (await sample()).again((rubric) => rubric.replace('capacity: 25', 'capacity: 20'));
    expect(effectsOf(table)).toEqual([0, 0, 0]);
    expect(causesOf(table)).toEqual({ rubric: 5 });
  }, 60_000);
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sealAgain } from '../seal-again.ts';
import { rubric, temporaryDirectory, tierbook } from '../tierbook.ts';

// A prior that the run fitted: taken as recorded when the run is made again, and held against a fit made anew.

const withPrior = `${rubric
  .replace('dimensions:', 'features:\n  rate: shrunk_rate(won, asked)\ndimensions:')
  .replace(
    '  revenue: {',
    '  won: {type: integer, from: [Won]}\n  asked: {type: integer, from: [Asked]}\n  revenue: {',
  )}`;

async function runThere(): Promise<string> {
  const folder = temporaryDirectory();
  const rows = Array.from({ length: 80 }, (_, at) => {
    const asked = 5 + ((at * 7) % 13);
    return `${at},${at * 20},${Math.round((asked * ((at * 37) % 100)) / 100)},${asked}\n`;
  });
  writeFileSync(join(folder, 'rubric.yaml'), withPrior);
  writeFileSync(join(folder, 'clients.csv'), `Client,Revenue,Won,Asked\n${rows.join('')}`);
  const run = ['run', 'rubric.yaml', 'clients.csv', '--as-of', '2026-10-31', '--out', 'out', '--quiet'];
  expect(await tierbook(folder, run)).toEqual({ status: 0, stdout: '', stderr: '' });
  return folder;
}

async function verify(
  folder: string,
): Promise<{ status: number; fits: unknown; problems: { code: string; message: string }[] }> {
  const { status, stdout } = await tierbook(folder, ['verify', 'out', 'clients.csv', '--json']);
  return { status, ...JSON.parse(stdout) };
}

/** Writes another value for a key wherever a model records it. */
function forge(folder: string, key: string, change: (value: number) => number): void {
  for (const name of ['manifest.json', 'summary.json']) {
    const path = join(folder, 'out', name);
    const text = readFileSync(path, 'utf8');
    const at = text.indexOf('"models"');
    const pattern = new RegExp(`("${key}": )(-?[\\d.]+)`);
    const models = text.slice(at).replace(pattern, (_, before, value: string) => {
      const digits = value.split('.')[1]?.length ?? 0;
      return `${before}${change(Number(value)).toFixed(digits)}`;
    });
    expect(models).not.toBe(text.slice(at));
    writeFileSync(path, text.slice(0, at) + models);
  }
  sealAgain(join(folder, 'out'));
}

describe('a fit', () => {
  it('that the run made comes out again', async () => {
    const found = await verify(await runThere());
    expect(found).toMatchObject({ status: 0, problems: [], fits: [{ agrees: true }] });
  });

  it('a digit apart, as another machine may end, is the recorded one', async () => {
    const folder = await runThere();
    forge(folder, 'weight', (weight) => weight + 1e-6);
    // What was computed from the parameters was not forged, so that only files may differ, not the fit.
    const { problems, fits } = await verify(folder);
    expect(fits).toMatchObject([{ agrees: true }]);
    expect(problems.map(({ code }) => code)).not.toContain('refit-differs');
  });

  it.each([
    { title: 'a parameter', key: 'mean', change: (value: number) => value + 0.01 },
    { title: 'a count', key: 'repeaters', change: (value: number) => value - 1 },
  ])('of which $title was forged, with every hash rewritten, is found', async ({ key, change }) => {
    const folder = await runThere();
    forge(folder, key, change);
    const { status, problems } = await verify(folder);
    expect(status).toBe(1);
    expect(problems.map(({ code }) => code)).toContain('refit-differs');
    expect(problems.map(({ message }) => message).join()).toContain(key);
  });
});

import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { takeLock } from '../../src/run/lock-file.ts';
import { book, type Ran, rubric, temporaryDirectory, tierbook } from './tierbook.ts';

// What --keep removes stands in run-month.test.ts; here a run that it cannot remove.

it('a run where another one writes stays, which is said, and goes the next time', async () => {
  const folder = temporaryDirectory();
  writeFileSync(join(folder, 'r.yaml'), rubric);
  writeFileSync(join(folder, 'b.csv'), book);
  const run = (month: string, ...more: string[]): Promise<Ran> =>
    tierbook(folder, ['run', 'r.yaml', 'b.csv', '--as-of', `${month}-28`, '--out', 'runs/{as_of_month}', ...more]);
  const runs = (): string[] => readdirSync(join(folder, 'runs')).sort();
  for (const month of ['2026-05', '2026-06']) expect((await run(month)).status).toBe(0);

  const release = takeLock(join(folder, 'runs/2026-05.lock'));
  const held = await run('2026-07', '--keep', '1');
  release?.();
  expect(held.status).toBe(0);
  const said = held.stderr.split('\n').filter((line) => line.includes('not-removed'));
  expect(said).toEqual([expect.stringContaining('runs/2026-05 is not removed: another run holds it')]);
  expect(held.stderr).toContain('runs/2026-06 is removed');
  expect(runs()).toEqual(['2026-05', '2026-07']);

  const free = await run('2026-08', '--keep', '1');
  expect([free.status, free.stderr]).toEqual([0, expect.not.stringContaining('not-removed')]);
  expect(runs()).toEqual(['2026-08']);
});

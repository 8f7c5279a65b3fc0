import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { locales } from '../../src/model/locale.ts';
import { readAsset } from '../../src/run/assets.ts';
import { sampleFiles } from '../../src/sample/files.ts';

// The reference rubric, as it stands, on the two months of the book that init writes.

const reference = fileURLToPath(new URL('../../../shared/design/corporate-lending.rubric.yaml', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'tierbook-reference-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const months = { '2026-09': '2026-09-30', '2026-10': '2026-10-31' } as const;

async function run(rubric: string, folder: string, month: keyof typeof months, ...more: string[]) {
  const name = more.includes('--out') ? more[more.indexOf('--out') + 1] : `${rubric.split('.')[0]}-${month}`;
  const [out, err]: [string[], string[]] = [[], []];
  const argv = [
    'run',
    rubric,
    `clients-${month}.csv`,
    '--as-of',
    months[month],
    ...(more.includes('--out') ? [] : ['--out', name]),
  ];
  const status = await main({
    argv: [...argv, '--threads', '1', '--json', ...more],
    cwd: folder,
    env: {},
    now: () => new Date(0),
    stdin: (async function* () {})(),
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
  });
  expect([0, 1], err.join('')).toContain(status);
  const lines = readFileSync(join(folder, name, 'clients.csv'), 'utf8').split('\n');
  const headings = lines[0].split(',');
  /** A column by client; names hold no comma. */
  const column = (heading: string) =>
    new Map(lines.slice(1, -1).map((line) => [line.split(',')[0], line.split(',')[headings.indexOf(heading)]]));
  return { name, status, summary: JSON.parse(out.join('')), column };
}

describe.runIf(existsSync(reference)).each(locales)('the reference rubric on the sample book, %s', (locale) => {
  it('runs, and agrees with the rubric of the sample client by client', async () => {
    const folder = mkdtempSync(join(work, 'book-'));
    const files = await sampleFiles(locale, readAsset);
    for (const { name, bytes } of files) writeFileSync(join(folder, name), bytes);
    writeFileSync(join(folder, 'reference.yaml'), readFileSync(reference, 'utf8'));
    const whole = await run('reference.yaml', folder, '2026-09', '--table', 'loans=loans-2026-09.csv');
    const sample = await run('rubric.yaml', folder, '2026-09');
    expect(sample.status).toBe(0);
    const holding = ({ summary }: typeof whole) => summary.checks.map((check: { holds: boolean }) => check.holds);
    expect(holding(whole)).toEqual(holding(sample));
    for (const factor of ['repeat', 'contacts', 'clv']) expect(whole.column(`points.${factor}`).size).toBe(210);
    const differing = (factor: string) =>
      [...whole.column(`points.${factor}`)].filter(
        ([id, points]) => sample.column(`points.${factor}`).get(id) !== points,
      ).length;
    expect(differing('repeat')).toBe(0);
    // A figure of the book there, counted in the log here; one date of the log is impossible.
    expect(differing('contacts')).toBeLessThanOrEqual(1);
    // One cost is written in dollars, which a rubric in another currency does not read.
    expect(differing('clv')).toBe(locale === 'en' ? 1 : 0);

    const given = ['--table', 'loans=loans-2026-10.csv', '--previous', whole.name];
    const next = await run('reference.yaml', folder, '2026-10', ...given);
    const { migration, outcomes } = next.summary;
    expect(migration.from.asOf).toBe('2026-09-30');
    const opened = migration.matrix.filter(({ from }: { from: string }) => from !== 'NEW');
    const openedClients = opened.reduce((sum: number, { clients }: { clients: number }) => sum + clients, 0);
    expect(openedClients).toBe(whole.summary.book.clients - whole.summary.book.prospects);
    const before = whole.column('tier');
    const known = [...next.column('previous_tier')].filter(([id]) => before.has(id));
    expect(known.length).toBeGreaterThan(190);
    for (const [id, tier] of known) expect(tier).toBe(before.get(id));
    const moves = new Set(next.column('move').values());
    expect(moves).toEqual(new Set(['stayed', 'up', 'down', 'NEW', '']));
    expect(outcomes.map(({ name }: { name: string }) => name)).toEqual([
      ...['retention', 'recommend', 'satisfaction', 'default_rate', 'npl_ratio', 'cost', 'approval', 'complaints'],
    ]);
    // The same day and inputs again, from the run just made: nobody moves.
    const second = ['--table', 'loans=loans-2026-10.csv', '--previous', next.name, '--out', 'again'];
    const again = await run('reference.yaml', folder, '2026-10', ...second);
    expect(again.summary.migration).toMatchObject({ up: { clients: 0 }, down: { clients: 0 } });
    expect(again.summary.tiers).toEqual(next.summary.tiers);
  }, 60_000);
});

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { readColumns } from '../../src/input/recorded-columns.ts';
import { type TextColumn, textAt } from '../../src/model/table.ts';

// The whole command on real books; the figures are those of the data's README, computed there in another language.

const data = fileURLToPath(new URL('../../../shared/data', import.meta.url));
const rubrics = fileURLToPath(new URL('./rubrics', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'tierbook-real-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

async function tierbook(...argv: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const status = await main({
    argv,
    cwd: work,
    env: {},
    now: () => new Date(0),
    stdin: (async function* () {})(),
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
  });
  return { status, stdout: out.join(''), stderr: err.join('') };
}

async function run(rubric: string, book: string, asOf: string, ...more: string[]) {
  const out = `${rubric}-${more.join('')}`.replace(/\W/g, '');
  const ran = await tierbook(
    'run',
    join(rubrics, `${rubric}.yaml`),
    join(data, book),
    '--as-of',
    asOf,
    '--out',
    out,
    ...more,
  );
  const read = (name: string) => readFileSync(join(work, out, name), 'utf8');
  return { ...ran, out: join(work, out), read, summary: ran.status === 2 ? {} : JSON.parse(read('summary.json')) };
}

describe.runIf(existsSync(data))('123 Chinese firms', () => {
  const book = 'cumcm2020c/cumcm_sme_clients_123.csv';

  it('gives the published totals, shares and defaults by rating', async () => {
    const { status, summary, read, out } = await run('cumcm', book, '2020-01-31');
    expect(status).toBe(0);
    expect(read('summary.json')).toContain('"total": 14947281429.92');
    const top10 = summary.pareto.top.find((line: { percent: number }) => line.percent === 10);
    expect(top10).toMatchObject({ k: 12.3, share: 0.737597, listClients: 13, listShare: 0.748522 });
    expect(summary.pareto.top.find((line: { percent: number }) => line.percent === 20)).toMatchObject({
      listClients: 25,
      listShare: 0.889495,
    });
    expect(summary.pareto.clientsFor.find((line: { share: number }) => line.share === 0.8).clients).toBe(17);
    expect(read('rejects.csv').trim().split('\n')).toHaveLength(1);
    const rows = read('clients.csv').trim().split('\n').slice(1);
    expect(rows).toHaveLength(123);
    // Defaulted firms have grade D by the rubric; the ratings are in the columns that the run keeps.
    const kept = await readColumns(async (name) => readFileSync(join(out, name)));
    const [rating, grade] = ['rating', 'grade'].map((name) => kept.columns.get(name) as TextColumn);
    const byRating = new Map<string | null, [number, number]>();
    for (let row = 0; row < kept.rows; row++) {
      const [defaulted, firms] = byRating.get(textAt(rating, row)) ?? [0, 0];
      byRating.set(textAt(rating, row), [defaulted + (textAt(grade, row) === 'D' ? 1 : 0), firms + 1]);
    }
    expect(Object.fromEntries(byRating)).toEqual({ A: [0, 27], B: [1, 38], C: [2, 34], D: [24, 24] });
  });

  it('gives the same bytes whatever the order of the rows, in parts, and again', async () => {
    const whole = await run('cumcm', book, '2020-01-31', '--quiet');
    const [heading, ...lines] = readFileSync(join(data, book), 'utf8').trimEnd().split('\n');
    const { mkdirSync, writeFileSync } = await import('node:fs');
    const parts = join(work, 'parts');
    mkdirSync(parts);
    const reversed = [...lines].reverse();
    writeFileSync(join(parts, 'a.csv'), [heading, ...reversed.slice(0, 40), ''].join('\n'));
    writeFileSync(join(parts, 'b.csv'), [heading, ...reversed.slice(40), ''].join('\n'));
    const { status } = await tierbook(
      'run',
      join(rubrics, 'cumcm.yaml'),
      parts,
      '--as-of',
      '2020-01-31',
      '--out',
      'in-parts',
    );
    expect(status).toBe(0);
    for (const name of [
      'clients.csv',
      'summary.json',
      ...readdirSync(join(whole.out, 'columns')).map((file) => `columns/${file}`),
    ]) {
      expect(readFileSync(join(work, 'in-parts', name)).equals(readFileSync(join(whole.out, name))), name).toBe(true);
    }
  });

  it('says what to do about files that are not the book', async () => {
    const twice = await tierbook(
      'check',
      join(rubrics, 'cumcm-gbk.yaml'),
      join(data, 'cumcm2020c/gbk_duplicate_heading.csv'),
    );
    expect(twice.status).toBe(2);
    expect(twice.stderr).toContain('企业信赖指数');
    const spaced = await tierbook(
      'check',
      join(rubrics, 'cumcm-rating.yaml'),
      join(data, 'cumcm2020c/space_delimited.csv'),
    );
    expect(spaced.status).toBe(2);
    expect(spaced.stderr).toContain("--delimiter ' '");
    const said = await tierbook(
      'check',
      join(rubrics, 'cumcm-rating.yaml'),
      join(data, 'cumcm2020c/space_delimited.csv'),
      '--delimiter',
      ' ',
    );
    expect(said.status).toBe(0);
    expect(said.stdout).toContain('123 rows read = 123 clients + 0 rejected + 0 merged');
  });
});

describe.runIf(existsSync(data))('148 countries', () => {
  it('gives the published totals and shares', async () => {
    const { status, read, summary } = await run('ibrd', 'ibrd/ibrd_clients_by_country.csv', '2020-11-30');
    expect(status).toBe(0);
    expect(read('summary.json')).toContain('"total": 768699132976.39');
    expect(summary.book.clients).toBe(148);
    const top = (percent: number) => summary.pareto.top.find((line: { percent: number }) => line.percent === percent);
    expect(top(10)).toMatchObject({ share: 0.690999, listClients: 15, listShare: 0.694759 });
    expect(top(20)).toMatchObject({ listClients: 30, listShare: 0.857341 });
    expect(summary.pareto.clientsFor.find((line: { share: number }) => line.share === 0.8).clients).toBe(23);
  });
});

describe.runIf(existsSync(data))('loans of banks', () => {
  it('reads the Czech loans without a reject', async () => {
    const { status, read, summary } = await run('berka', 'berka/berka_loan_clients_682.csv', '1998-12-31');
    expect(status).toBe(0);
    expect(read('rejects.csv').trim().split('\n')).toHaveLength(1);
    expect(summary.book).toMatchObject({ rows: 682, clients: 682, total: 103261740 });
    const byStatus = summary.breakdowns.status.map((line: { value: string; clients: number }) => [
      line.value,
      line.clients,
    ]);
    expect(Object.fromEntries(byStatus)).toEqual({ A: 203, B: 31, C: 403, D: 45 });
    expect(summary.grades.find((line: { grade: string }) => line.grade === 'D').clientShare).toBe(0.111437);
  });

  it('reads the Californian loans with their SAS days without a reject', async () => {
    const { status, read, summary } = await run('sba', 'sba/sba_case_california.csv', '2014-12-31');
    expect(status).toBe(0);
    expect(read('rejects.csv').trim().split('\n')).toHaveLength(1);
    expect(summary.book).toMatchObject({ rows: 2101, clients: 2101, total: 510198620 });
    expect(summary.grades.find((line: { grade: string }) => line.grade === 'D').clients).toBe(686);
    const backed = summary.tiers.find((line: { tier: string }) => line.tier === 'backed');
    const defaults = summary.tierByGrade.find(
      (cell: { tier: string; grade: string }) => cell.tier === 'backed' && cell.grade === 'D',
    );
    expect(Math.round((1000 * defaults.clients) / backed.clients)).toBe(45);
  });
});

describe.runIf(existsSync(data))('CDNOW', () => {
  it('fits the published parameters through the whole command', async () => {
    const { status, read, summary } = await run(
      'cdnow',
      'cdnow/cdnow_customers_summary_with_transactions.csv',
      '1997-09-30',
    );
    expect(status).toBe(0);
    expect(summary.book.clients).toBe(2357);
    const [purchases, value] = summary.models;
    const published = { r: 0.242593, alpha: 4.413532, a: 0.792886, b: 2.425752 };
    for (const [name, figure] of Object.entries(published)) expect(purchases.parameters[name]).toBeCloseTo(figure, 4);
    expect(Math.abs(purchases.logLikelihood + 9582.4256)).toBeLessThan(0.01);
    expect(value.parameters.p).toBeCloseTo(6.25, 2);
    expect(value.parameters.q).toBeCloseTo(3.74, 2);
    expect(value.parameters.gamma).toBeCloseTo(15.45, 2);
    // What the manifest records is what was fitted.
    expect(JSON.parse(read('manifest.json')).predicate.models).toEqual(summary.models);
  });
});

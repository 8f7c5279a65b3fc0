import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { readColumns } from '../../src/input/recorded-columns.ts';
import { type NumericColumn, type TextColumn, textAt } from '../../src/model/table.ts';

// Real files as banks keep them, loans apart from clients; the figures were computed from the files in another language.

const data = fileURLToPath(new URL('../../../shared/data', import.meta.url));
const rubrics = fileURLToPath(new URL('./rubrics', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'tierbook-tables-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

async function tierbook(cwd: string, ...argv: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const status = await main({
    argv,
    cwd,
    env: {},
    now: () => new Date(0),
    stdin: (async function* () {})(),
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
  });
  return { status, stdout: out.join(''), stderr: err.join('') };
}

const readText = (run: string, name: string) => readFileSync(join(work, run, name), 'utf8');
const readSummary = (run: string) => JSON.parse(readText(run, 'summary.json'));

describe.runIf(existsSync(data))('the folder of a Czech bank', () => {
  const folder = join(data, 'berka');
  const rubric = join(rubrics, 'berka-tables.yaml');
  const files = {
    dispositions: 'disp.asc',
    mandates: 'disp.asc',
    accounts: 'account.asc',
    loans: 'loan.asc',
    cards: 'card.asc',
    orders: 'order.asc',
  };
  const tables = Object.entries(files).flatMap(([table, file]) => ['--table', `${table}=${file}`]);
  let status: number;

  beforeAll(async () => {
    const out = ['--out', join(work, 'berka'), '--quiet'];
    ({ status } = await tierbook(folder, 'run', rubric, 'client.asc', ...tables, '--as-of', '1998-12-31', ...out));
  }, 60_000);

  it('reads every file without a reject and gives every row its client', () => {
    expect(status).toBe(0);
    expect(readText('berka', 'rejects.csv').trim().split('\n')).toHaveLength(1);
    const { tables: read, book } = readSummary('berka');
    expect(book).toMatchObject({ rows: 5369, clients: 5369, prospects: 5369 - 682, unrated: 0 });
    expect(read).toEqual([
      { table: 'dispositions', read: 5369, kept: 4500, leftOut: 869, rejected: 0 },
      { table: 'mandates', read: 5369, kept: 869, leftOut: 4500, rejected: 0 },
      { table: 'accounts', read: 4500, kept: 4500, leftOut: 0, rejected: 0 },
      { table: 'loans', read: 682, kept: 682, leftOut: 0, rejected: 0 },
      { table: 'cards', read: 892, kept: 892, leftOut: 0, rejected: 0 },
      { table: 'orders', read: 6471, kept: 6471, leftOut: 0, rejected: 0 },
    ]);
  });

  it('gives the published total of loans and share of those in default', () => {
    const { book, grades, lists } = readSummary('berka');
    expect(book.total).toBe(103261740);
    const defaulted = grades.find((line: { grade: string }) => line.grade === 'D');
    expect(defaulted).toMatchObject({ clients: 31 + 45, clientShare: 0.111437 });
    expect(lists.find((line: { list: string }) => line.list === 'in_default').clients).toBe(76);
  });

  it('tells holders of a card from the others', () => {
    const { breakdowns, lists } = readSummary('berka');
    const clients = (value: string) => breakdowns.card.find((line: { value: string }) => line.value === value)?.clients;
    expect(lists.find((line: { list: string }) => line.list === 'card_in_default').clients).toBe(5);
    expect([clients('holder'), clients('none')]).toEqual([170, 512]);
  });

  it('adds orders up by client, through account and owner', async () => {
    const read = await readColumns(async (name) => readFileSync(join(work, 'berka', name)));
    const { values } = read.columns.get('standing') as NumericColumn;
    expect(values.reduce((sum, units) => sum + units, 0)).toBe(2122899360);
    const ids = read.columns.get('client_id') as TextColumn;
    const row = Array.from({ length: read.rows }, (_, index) => textAt(ids, index)).indexOf('2166');
    expect(values[row]).toBe(803320);
  });

  it('breaks borrowers down by region', () => {
    const regions = readSummary('berka').breakdowns.region as { value: string; clients: number }[];
    expect(Object.fromEntries(regions.map(({ value, clients }) => [value, clients]))).toEqual({
      Prague: 79,
      'central Bohemia': 87,
      'south Bohemia': 61,
      'west Bohemia': 56,
      'north Bohemia': 62,
      'east Bohemia': 87,
      'south Moravia': 133,
      'north Moravia': 117,
    });
  });

  it('takes the regions of the rubric from district.asc', () => {
    const text = readFileSync(rubric, 'utf8');
    const rows = readFileSync(join(folder, 'district.asc'), 'latin1').trim().split(/\r?\n/).slice(1);
    for (const row of rows) {
      const [district, , region] = row.split(';').map((cell) => cell.replaceAll('"', ''));
      const listed = new RegExp(`^    ${region}: \\[(.*)\\]$`, 'm').exec(text)?.[1].split(', ') ?? [];
      expect(listed, region).toContain(`"${district}"`);
    }
  });

  it('says what is wrong where an account has two clients', async () => {
    const every = readFileSync(rubric, 'utf8').replace('    where: role = "owner"\n', '');
    writeFileSync(join(work, 'every.yaml'), every);
    const checked = await tierbook(folder, 'check', join(work, 'every.yaml'), 'client.asc', ...tables);
    expect(checked.status).toBe(2);
    expect(checked.stderr).toContain('several-owners');
  });
});

describe.runIf(existsSync(data))('148 countries from 8986 loans', () => {
  it('gives to the cent what the summed file gives', async () => {
    const folder = join(data, 'ibrd');
    const run = (rubric: string, book: string, out: string) =>
      tierbook(
        folder,
        ...['run', join(rubrics, rubric), book, '--as-of', '2020-11-30', '--out', join(work, out), '--quiet'],
      );
    expect((await run('ibrd-loans.yaml', 'ibrd_loans_2020-11-30.csv', 'loans')).status).toBe(0);
    expect((await run('ibrd.yaml', 'ibrd_clients_by_country.csv', 'summed')).status).toBe(0);
    expect(readText('loans', 'summary.json')).toContain('"total": 768699132976.39');
    expect(readText('loans', 'clients.csv')).toBe(readText('summed', 'clients.csv'));
    const [loans, summed] = [readSummary('loans'), readSummary('summed')];
    for (const part of ['pareto', 'tiers', 'grades', 'tierByGrade', 'breakdowns']) {
      expect(loans[part], part).toEqual(summed[part]);
    }
    expect(loans.book.clients).toBe(148);
    expect(loans.tables).toEqual([{ table: 'loans', read: 8986, kept: 8986, leftOut: 0, rejected: 0 }]);
    const top = loans.pareto.top.find((line: { percent: number }) => line.percent === 10);
    expect(top).toMatchObject({ share: 0.690999, listClients: 15, listShare: 0.694759 });
  });
});

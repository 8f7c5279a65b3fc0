import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadBook } from '../../src/run/load-book.ts';
import { readRubric } from '../../src/run/rubric-file.ts';
import { temporaryDirectory, tierbook } from './tierbook.ts';

const rubric = `
rubric: tables
version: "1"
currency: EUR
portfolio: {id: client_id, measure: revenue}
fields:
  client_id: {type: id, from: [Client], required: true}
  revenue: {type: money, from: [Revenue]}
tables:
  loans:
    key: account
    via: accounts
    fields:
      account: {type: id, from: [Account], required: true}
      amount: {type: money, from: [Amount]}
      note: {type: text, from: [Note]}
      day: {type: date, from: [Day], required: true}
  accounts:
    key: client_id
    where: opened <= as_of
    fields:
      client_id: {type: id, from: [Client], required: true}
      account: {type: id, from: [Account], required: true}
      opened: {type: date, from: [Opened]}
features:
  lent: sum(loans.amount)
dimensions:
  value:
    weight: 1
    factors:
      lent: {weight: 1, of: lent, bands: {"> 0": 100, else: 0}}
tiers:
  - {tier: gold, when: score >= 75}
  - {tier: standard}
`;
const files = {
  'rubric.yaml': rubric,
  'clients.csv': 'Client,Revenue\n1,10\n2,20\n',
  'accounts.csv': 'Client,Account,Opened\n1,A,2020-01-01\n2,B,2030-01-01\n',
  'loans.csv': 'Account,Amount,Note,Day\nA,5,first,2026-01-01\nA,7,,2026-02-30\nB,1,x,2026-01-01\n',
};

function folderWith(): string {
  const folder = temporaryDirectory();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

async function load(asOf: number | undefined, keepUnused: boolean) {
  const cwd = folderWith();
  const { rubric: checked } = await readRubric('rubric.yaml', cwd);
  if (checked === undefined) throw new Error('the rubric is sound');
  const given = new Map([
    ['loans', 'loans.csv'],
    ['accounts', 'accounts.csv'],
  ]);
  const progress = { phase: () => {} };
  const host = { cwd, now: () => new Date(0), stdin: (async function* () {})(), progress };
  const tables = { given, rubricDirectory: cwd, asOf };
  return loadBook({ books: ['clients.csv'], tables, read: { passThrough: false }, keepUnused }, checked, host);
}

describe('tables of a book', () => {
  it('find their owners whatever their order in the rubric, and by the day of the run', async () => {
    const { tables, tableTotals, tableRejects } = await load(20_757, false);
    expect(tableTotals).toEqual([
      { table: 'accounts', read: 2, kept: 1, leftOut: 1, rejected: 0 },
      { table: 'loans', read: 3, kept: 1, leftOut: 0, rejected: 2 },
    ]);
    expect([...(tables.get('loans')?.owner ?? [])]).toEqual([0]);
    expect(tableRejects.get('loans')?.map(({ line, code }) => `${line} ${code}`)).toEqual([
      '3 no-such-date',
      '4 unknown-owner',
    ]);
  });

  it('keep every row of a table whose condition speaks of a day that is not known', async () => {
    const { tableTotals } = await load(undefined, false);
    expect(tableTotals[0]).toMatchObject({ table: 'accounts', kept: 2, leftOut: 0 });
  });

  it('keep the columns that the rubric speaks of, and all when asked', async () => {
    const columns = async (keepUnused: boolean) => {
      const { tables } = await load(20_757, keepUnused);
      return ['accounts', 'loans'].map((name) => [...(tables.get(name)?.columns.keys() ?? [])]);
    };
    expect(await columns(false)).toEqual([
      ['client_id', 'account', 'opened'],
      ['account', 'amount'],
    ]);
    expect(await columns(true)).toEqual([
      ['client_id', 'account', 'opened'],
      ['account', 'amount', 'note', 'day'],
    ]);
  });

  it('tell all that is wrong with their files at once', async () => {
    const folder = folderWith();
    const argv = ['run', 'rubric.yaml', 'clients.csv', '--as-of', '2026-10-31', '--out', 'out'];
    const { status, stderr } = await tierbook(folder, [
      ...argv,
      '--table',
      'lones=loans.csv',
      '--table',
      'accounts=no.csv',
    ]);
    expect(status).toBe(2);
    expect(
      stderr.match(/^\S.*? {2}(\S+) {2}|^unknown-table/gm)?.map((line) => line.trim().split(/ {2}/).at(-1)),
    ).toEqual(['unknown-table', 'no-such-file', 'missing-table']);
  });
});

import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isText, type TextColumn, textAt } from '../../src/model/table.ts';
import { openPrevious } from '../../src/run/previous-run.ts';
import { readRubric } from '../../src/run/rubric-file.ts';
import { sealAgain } from './seal-again.ts';
import { rubric, temporaryDirectory, tierbook } from './tierbook.ts';

const host = (cwd: string) => ({
  cwd,
  now: () => new Date(0),
  stdin: (async function* () {})(),
  progress: { phase: () => {} },
});

const withTable = `${rubric.replace(
  'dimensions:',
  `tables:
  loans: {key: client_id, fields: {client_id: {type: id, from: [Client], required: true}, amount: {type: money, from: [Amount]}}}
features:
  loans_total: sum(loans.amount)
dimensions:`,
)}
outcomes:
  total: {of: sum(loans_total), better: higher}
`;

/** A run whose rubric extends a file of the same base name, which extends another one. */
async function runThere(): Promise<string> {
  const folder = temporaryDirectory();
  mkdirSync(join(folder, 'base/deep'), { recursive: true });
  writeFileSync(join(folder, 'base/deep/rubric.yaml'), withTable);
  writeFileSync(join(folder, 'base/rubric.yaml'), 'extends: deep/rubric.yaml\nversion: "2"\n');
  writeFileSync(join(folder, 'rubric.yaml'), 'extends: ./base/rubric.yaml\ntitle: The top one\n');
  writeFileSync(join(folder, 'clients.csv'), 'Client,Revenue\n02,1500\n1,20\n');
  writeFileSync(join(folder, 'loans.csv'), 'Client,Amount\n1,90071992547409.00\n1,0.5\n');
  const run = ['run', 'rubric.yaml', 'clients.csv', '--table', 'loans=loans.csv', '--as-of', '2026-10-31'];
  expect(await tierbook(folder, [...run, '--out', 'out', '--quiet', '--format', 'csv'])).toMatchObject({ status: 0 });
  return folder;
}

describe('a run is read back from its directory', () => {
  it('with its rubric, wherever the files of that lay', async () => {
    const folder = await runThere();
    const { rubric: before, files } = await readRubric('rubric.yaml', folder);
    for (const name of ['rubric.yaml', 'base']) rmSync(join(folder, name), { recursive: true });
    const run = await openPrevious('out', 20_757, host(folder));
    const withoutPlaces = (value: unknown) =>
      JSON.stringify(value, (key, part) =>
        key === 'position' ? undefined : typeof part === 'bigint' ? `${part}` : part,
      );
    expect(withoutPlaces(run.rubric)).toBe(withoutPlaces(before));
    expect(run.rubric.version).toBe('2');
    expect(run.rubricFiles).toEqual(files.map(({ sha256 }) => sha256));
  });

  it('with every column, those that rows of tables gave among them', async () => {
    const { table } = await openPrevious('out', 20_757, host(await runThere()));
    const textsOf = (name: string) => [0, 1].map((row) => textAt(table.columns.get(name) as TextColumn, row));
    const unitsOf = (name: string) => {
      const column = table.columns.get(name);
      return column === undefined || isText(column) ? undefined : [...column.values];
    };
    expect(textsOf('client_id')).toEqual(['02', '1']);
    expect(textsOf('tier')).toEqual(['gold', 'standard']);
    expect(unitsOf('$list.1')).toEqual([0, 9_007_199_254_740_950]);
    expect(unitsOf('$client')).toEqual([1, 1]);
  });

  it('with its figures exactly as they were recorded', async () => {
    const { outcomes, newPeriod, former, asOf } = await openPrevious('out', 20_757, host(await runThere()));
    const all = outcomes[0].lines.find(({ tier }) => tier === 'all');
    expect(all?.present).toMatchObject({ clients: 2 });
    expect(all?.present.value?.units).toBe(
      9_007_199_254_740_950n * 10n ** BigInt((all?.present.value?.scale ?? 2) - 2),
    );
    expect({ newPeriod, asOf, former: former.ids }).toEqual({ newPeriod: 0, asOf: 20_757, former: [] });
  });
});

describe('a run that another version wrote is refused', () => {
  const inJson = (name: string, change: (json: Record<string, unknown>) => void) => (out: string) => {
    const json = JSON.parse(readFileSync(join(out, name), 'utf8'));
    change(json);
    writeFileSync(join(out, name), JSON.stringify(json));
  };
  it.each([
    {
      title: 'a summary of another schema',
      change: inJson('summary.json', (json) => {
        json.schemaVersion = 2;
      }),
      message: 'out/summary.json is none of this version',
    },
    {
      title: 'a summary without outcomes',
      change: inJson('summary.json', (json) => {
        delete json.outcomes;
      }),
      message: 'out/summary.json is none of this version',
    },
    {
      title: 'a summary that is none',
      change: (out: string) => writeFileSync(join(out, 'summary.json'), '[]'),
      message: 'out/summary.json is none of this version',
    },
    {
      title: 'columns of another schema',
      change: inJson('columns/index.json', (json) => {
        json.schemaVersion = 3;
      }),
      message: 'out/columns/ is none of this version',
    },
    {
      title: 'a column that is too short',
      change: (out: string) => {
        const name = readdirSync(join(out, 'columns')).find((file) => file.endsWith('.bin')) ?? '';
        truncateSync(join(out, 'columns', name), 1);
      },
      message: 'out/columns/ is none of this version',
    },
    {
      title: 'no column of clients',
      change: inJson('columns/index.json', (json) => {
        json.columns = (json.columns as { name: string }[]).filter(({ name }) => name !== 'client_id');
      }),
      message: 'out holds a run that did not keep the column client_id',
    },
  ])('$title', async ({ change, message }) => {
    const folder = await runThere();
    change(join(folder, 'out'));
    sealAgain(join(folder, 'out'));
    await expect(openPrevious('out', 20_757, host(folder))).rejects.toMatchObject({
      problems: [{ code: 'no-run', file: 'out', message }],
    });
  });
});

import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hashOf, sealAgain } from './seal-again.ts';
import { temporaryDirectory, tierbook } from './tierbook.ts';

// A run with a previous one, a table, rates and overrides, made once; each test spoils a copy of it.

const rubric = `
rubric: small
version: "1"
title: Small rubric
currency: EUR
locale: en
portfolio: {id: client_id, measure: revenue}
fields:
  client_id: {type: id, from: [Client], required: true}
  revenue: {type: money, from: [Revenue], currency: currency}
  currency: {type: text, from: [Currency]}
tables:
  loans: {key: client_id, fields: {client_id: {type: id, from: [Client], required: true}, amount: {type: money, from: [Amount]}}}
features:
  lent: sum(loans.amount)
dimensions:
  value:
    weight: 1
    factors:
      size: {weight: 1, of: revenue, percentile: {">= 50": 100, "[20..50)": 50, else: 0}}
      loans: {weight: 1, of: lent, bands: {">= 100": 100, else: 0}}
grade_order: [A]
grades:
  - {grade: A}
tiers:
  - {tier: gold, when: score >= 75}
  - {tier: standard}
`;

let home: string;
/** Everything the October run read, and it: rubric.yaml, in/, r09, r10, r10.zip. */
const read = ['in', 'r09'];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'tierbook-verify-test-'));
  mkdirSync(join(home, 'in'));
  const write = (name: string, text: string) => writeFileSync(join(home, name), text);
  write('rubric.yaml', rubric);
  write('in/september.csv', 'Client,Revenue,Currency\n001,1500,EUR\n002,20,USD\n003,x,EUR\n');
  write('in/october.csv', 'Client,Revenue,Currency\n001,1500.25,EUR\n002,900,USD\n003,x,EUR\n004,70,EUR\n');
  write('in/loans.csv', 'Client,Amount\n001,150\n002,20\n009,1\n');
  write('in/rates.csv', 'currency,rate,date\nUSD,0.9,2026-08-30\n');
  write(
    'in/overrides.csv',
    'client_id,tier,reason,requested_by,approved_by,effective,expires\n004,gold,key account,A,B,2026-10-01,2027-03-31\n',
  );
  const beside = ['--table', 'loans=in/loans.csv', '--rates', 'in/rates.csv', '--quiet'];
  const first = ['run', 'rubric.yaml', 'in/september.csv', '--as-of', '2026-09-30', '--out', 'r09', ...beside];
  expect(await tierbook(home, first)).toEqual({ status: 0, stdout: '', stderr: '' });
  const more = ['--previous', 'r09', '--overrides', 'in/overrides.csv', '--format', 'csv,json,parquet'];
  const options = ['--as-of', '2026-10-31', '--out', 'r10', '--bundle', 'r10.zip', '--bom', '--crlf', ...more];
  const second = ['run', 'rubric.yaml', 'in/october.csv', ...options, ...beside];
  expect(await tierbook(home, second)).toEqual({ status: 0, stdout: '', stderr: '' });
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

function copyOf(): string {
  const folder = temporaryDirectory();
  cpSync(home, folder, { recursive: true });
  return folder;
}

interface Found {
  readonly status: number;
  readonly proven: boolean;
  readonly again?: { readonly files: number; readonly same: number };
  readonly integrity: { readonly files: number; readonly intact: number };
  readonly problems: readonly {
    readonly code: string;
    readonly file?: string;
    readonly message: string;
    readonly found?: string;
    readonly expected?: string;
  }[];
}

async function verify(folder: string, ...argv: string[]): Promise<Found> {
  const { status, stdout, stderr } = await tierbook(folder, ['verify', ...argv, '--json']);
  expect(stderr).toBe('');
  return { status, ...JSON.parse(stdout) };
}

describe('a run is proven', () => {
  it.each([
    { title: 'from a directory', argv: ['r10', '--inputs', '.'] },
    {
      title: 'from files named one by one',
      argv: ['r10', 'in/overrides.csv', 'in/loans.csv', 'in/rates.csv', 'in/october.csv', 'r09'],
    },
    { title: 'from its bundle alone', argv: ['r10.zip'] },
    { title: 'which had no run before it', argv: ['r09', 'in'] },
  ])('$title', async ({ argv }) => {
    const found = await verify(home, ...argv);
    expect(found).toMatchObject({ status: 0, proven: true, problems: [] });
    expect(found.again?.same).toBe(found.integrity.files);
    expect(found.integrity.intact).toBe(found.integrity.files);
  });

  it('whatever its inputs are called now', async () => {
    const folder = copyOf();
    renameSync(join(folder, 'in/october.csv'), join(folder, 'in/loans.csv.bak'));
    expect(await verify(folder, 'r10', 'in', 'r09')).toMatchObject({ status: 0, proven: true });
  });

  it('leaves nothing behind', async () => {
    vi.stubEnv('TMPDIR', temporaryDirectory());
    await verify(home, 'r10.zip');
    expect(readdirSync(tmpdir())).toEqual([]);
    vi.unstubAllEnvs();
  });
});

describe('what was forged, with every hash rewritten to match', () => {
  const replaceIn = (name: string, from: string | RegExp, to: string) => (run: string) => {
    const text = readFileSync(join(run, name), 'utf8');
    expect(text).toMatch(from);
    writeFileSync(join(run, name), text.replace(from, to));
  };
  const cases = [
    {
      title: 'a score in clients.csv',
      forge: replaceIn('clients.csv', /(\r\n001,[^\r]*?),100,/, '$1,99,'),
      expected: { file: 'r10/clients.csv', message: expect.stringContaining('row 1 (client 001), column score') },
      values: ['"99"', '"100"'],
    },
    {
      title: 'a client less in clients.csv',
      forge: replaceIn('clients.csv', /\r\n003,[^\r]*/, ''),
      expected: { file: 'r10/clients.csv', message: expect.stringContaining('(client 003)') },
      values: undefined,
    },
    {
      title: 'a figure in summary.json',
      forge: replaceIn('summary.json', '"clients": 4', '"clients": 5'),
      expected: { file: 'r10/summary.json', message: expect.stringContaining('book.clients') },
      values: ['5', '4'],
    },
    {
      title: 'a line end in summary.json',
      forge: replaceIn('summary.json', /\n$/, '\n\n'),
      expected: { file: 'r10/summary.json', message: expect.stringMatching(/^line \d+, byte \d+/) },
      values: undefined,
    },
    {
      title: 'a total in the manifest',
      forge: replaceIn('manifest.json', /"unrated": 1/, '"unrated": 0'),
      expected: { file: 'r10/manifest.json', message: expect.stringContaining('predicate.counts.unrated') },
      values: ['0', '1'],
    },
    {
      title: 'the name of the tool in the manifest',
      forge: replaceIn('manifest.json', '"name": "tierbook"', '"name": "tierbuch"'),
      expected: { file: 'r10/manifest.json', message: expect.stringContaining('predicate.tool.name') },
      values: ['"tierbuch"', '"tierbook"'],
    },
    {
      title: 'a key more in the manifest',
      forge: replaceIn('manifest.json', '"schemaVersion": 1,', '"schemaVersion": 1, "approved": true,'),
      expected: { file: 'r10/manifest.json', message: expect.stringContaining('predicate.approved') },
      values: ['true', 'nothing'],
    },
  ];

  it.each(cases)('$title is found', async ({ forge, expected, values }) => {
    const folder = copyOf();
    forge(join(folder, 'r10'));
    sealAgain(join(folder, 'r10'));
    const { status, problems, integrity } = await verify(folder, 'r10', ...read);
    expect(integrity.intact).toBe(integrity.files);
    expect({ status, codes: problems.map(({ code }) => code) }).toEqual({ status: 1, codes: ['run-differs'] });
    expect(problems[0]).toMatchObject(expected);
    if (values !== undefined) expect([problems[0].found, problems[0].expected]).toEqual(values);
  });

  it('a score in columns/ is found by client and column', async () => {
    const folder = copyOf();
    const run = join(folder, 'r10');
    const index = JSON.parse(readFileSync(join(run, 'columns/index.json'), 'utf8'));
    const columns: readonly { name: string; file: string }[] = index.columns;
    const { file } = columns.find(({ name }) => name === 'score') as { file: string };
    const bytes = readFileSync(join(run, file));
    bytes[1] = bytes[0];
    writeFileSync(join(run, file), bytes);
    sealAgain(run);
    const { status, problems } = await verify(folder, 'r10', ...read);
    expect(status).toBe(1);
    expect(problems).toMatchObject([
      {
        code: 'run-differs',
        file: `r10/${file}`,
        // The first of those that share the file.
        message: expect.stringContaining(
          `row 2 (client 002), column ${columns.find((column) => column.file === file)?.name}`,
        ),
      },
    ]);
  });
});

describe('one byte that is not as it was', () => {
  /** Not random, so that a failure can be looked at: all over the file. */
  const places = [0.001, 0.18, 0.37, 0.62, 0.999];
  const flip = (path: string, place: number) => {
    const bytes = readFileSync(path);
    bytes[Math.floor(place * bytes.length)] ^= 1;
    writeFileSync(path, bytes);
  };

  it('is found in every file of the run, and the file is named', async () => {
    const folder = copyOf();
    const files = readdirSync(join(folder, 'r10'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    for (const [at, path] of files.entries()) {
      const kept = readFileSync(path);
      // Every place of the few files that vouch for the others, and one of each of these.
      const own = path.includes('manifest') ? places : [places[at % places.length]];
      for (const place of own) {
        if (kept.length === 0) continue;
        flip(path, place);
        const { status, stdout, stderr } = await tierbook(folder, ['verify', 'r10', '--integrity', '--json']);
        expect({ path, failed: status === 1 || status === 2 }).toEqual({ path, failed: true });
        // Where the manifest can no longer be read there is no report, but there are its problems.
        const name = path.slice(folder.length + 1);
        expect(`${stdout}${stderr}`).toContain(name.replace(/\.sha256$/, ''));
        writeFileSync(path, kept);
      }
    }
    expect(await verify(folder, 'r10', '--integrity')).toMatchObject({ status: 0, proven: true });
  });

  it.each(['in/october.csv', 'in/loans.csv', 'in/rates.csv', 'in/overrides.csv'])('is found in %s', async (input) => {
    const folder = copyOf();
    flip(join(folder, input), 0.6);
    const { status, proven, problems } = await verify(folder, 'r10', ...read);
    expect({ status, proven }).toEqual({ status: 1, proven: false });
    expect(problems).toMatchObject([
      { code: 'input-not-found', file: input, found: `SHA-256 ${hashOf(join(folder, input))}` },
      { code: 'not-run-again' },
    ]);
  });

  it('is found in the run before', async () => {
    const folder = copyOf();
    flip(join(folder, 'r09/clients.csv'), 0.5);
    const { status, problems } = await verify(folder, 'r10', ...read);
    expect(status).toBe(1);
    expect(problems).toMatchObject([
      { code: 'previous-changed', file: expect.stringContaining('r09/clients.csv') },
      { code: 'not-run-again' },
    ]);
  });
});

describe('what cannot be checked is said', () => {
  it('with every input that is not there', async () => {
    const { status, problems } = await verify(home, 'r10', 'in/october.csv', 'in/rates.csv');
    expect(status).toBe(1);
    expect(problems.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'input-not-found: loans.csv, which the run read, is not there',
      'input-not-found: overrides.csv, which the run read, is not there',
      'input-not-found: the run before, as of 2026-09-30, is not there',
      'not-run-again: the run was not made again, so none of its figures is proven: not all that it read was found',
    ]);
    expect(problems[0].expected).toBe(`SHA-256 ${hashOf(join(home, 'in/loans.csv'))}`);
  });

  it.each([
    { title: 'another version', change: '"version": "0.0.1"', code: 'other-tool', status: 1 },
    { title: 'another build', change: undefined, code: 'other-build', status: 0 },
  ])('where $title made the run', async ({ change, code, status }) => {
    const folder = copyOf();
    for (const name of change === undefined ? ['manifest.json'] : ['manifest.json', 'summary.json']) {
      const path = join(folder, 'r10', name);
      const text = readFileSync(path, 'utf8');
      const at = text.indexOf('"tool"');
      const rest = text.slice(at);
      const changed =
        change === undefined
          ? rest.replace(/"sha256": "[0-9a-f]{64}"/, `"sha256": "${'0'.repeat(64)}"`)
          : rest.replace(/"version": "[^"]*"/, change);
      writeFileSync(path, text.slice(0, at) + changed);
    }
    sealAgain(join(folder, 'r10'));
    const found = await verify(folder, 'r10', ...read);
    expect({ status: found.status, codes: found.problems.map((problem) => problem.code) }).toEqual({
      status,
      codes: [code],
    });
    expect(found.again?.same).toBe(found.integrity.files);
  });

  it('where an option is not known', async () => {
    const folder = copyOf();
    const path = join(folder, 'r10/manifest.json');
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace('"passThrough": false', '"passThrough": false, "future": true'),
    );
    sealAgain(join(folder, 'r10'));
    const { status, problems } = await verify(folder, 'r10', ...read);
    expect(status).toBe(1);
    expect(problems.map(({ message }) => message)).toContain(
      'the run was made with options that this version does not know: future',
    );
  });

  it('for a file that was added, and one that is gone', async () => {
    const folder = copyOf();
    rmSync(join(folder, 'r10/rejects.csv'));
    writeFileSync(join(folder, 'r10/columns/notes.txt'), 'x');
    writeFileSync(join(folder, 'r10/.DS_Store'), 'x');
    const { status, problems, ...rest } = await verify(folder, 'r10', ...read);
    expect(status).toBe(1);
    expect(problems.map(({ file, found }) => [file, found])).toEqual([
      ['r10/columns/notes.txt', 'a file'],
      ['r10/rejects.csv', 'no file'],
      ['r10/rejects.csv', 'no file'],
    ]);
    expect(rest).toMatchObject({ integrity: { passedOver: ['.DS_Store'] } });
  });
});

describe('hashes alone', () => {
  it('find a directory with nothing in it', async () => {
    const folder = copyOf();
    mkdirSync(join(folder, 'r10/annex'));
    const { status, problems } = await verify(folder, 'r10', '--integrity');
    expect(status).toBe(1);
    expect(problems).toMatchObject([{ file: 'r10/annex/', found: 'an empty directory' }]);
  });

  it('are whole where a signature was not asked about, which is said', async () => {
    const folder = copyOf();
    await tierbook(folder, ['keygen', '--out', 'own']);
    const signed = ['--as-of', '2026-09-30', '--out', 'signed', '--sign', 'own.key', '--rates', 'in/rates.csv'];
    const argv = ['run', 'rubric.yaml', 'in/september.csv', '--table', 'loans=in/loans.csv', ...signed, '--quiet'];
    expect(await tierbook(folder, argv)).toMatchObject({ status: 0 });
    const { status, proven, problems } = await verify(folder, 'signed', '--integrity');
    expect({ status, proven }).toEqual({ status: 0, proven: true });
    expect(problems).toMatchObject([{ code: 'signature-unchecked' }]);
  });
});

describe('there is no run to verify', () => {
  it.each([
    { title: 'a directory without one', argv: ['in'], expected: /no-run/ },
    { title: 'no directory', argv: ['nowhere'], expected: /no-such-file/ },
    { title: 'a file that is no bundle', argv: ['rubric.yaml'], expected: /bad-bundle.*no zip file/ },
    {
      title: 'inputs below a directory that is not there',
      argv: ['r10', '--inputs', 'nowhere'],
      expected: /no-such-file/,
    },
  ])('in $title', async ({ argv, expected }) => {
    const { status, stderr } = await tierbook(home, ['verify', ...argv]);
    expect(status).toBe(2);
    expect(stderr).toMatch(expected);
  });
});

describe('the report', () => {
  it('says in either language what was gone through', async () => {
    const english = await tierbook(home, ['verify', 'r10', ...read]);
    expect(english.stdout).toContain('Proven: every figure of this run follows');
    expect(english.stdout).toContain('october.csv: in/october.csv');
    const chinese = await tierbook(home, ['verify', 'r10', ...read, '--locale', 'zh-CN']);
    expect(chinese.stdout).toContain('已证明');
    const half = await tierbook(home, ['verify', 'r10', '--integrity']);
    expect(half.stdout).toContain('That the figures follow from the inputs was not checked');
    expect(half.status).toBe(0);
  });

  it('names the directory of the bundle, not where it was unpacked', async () => {
    const { stdout, stderr } = await tierbook(home, ['verify', 'r10.zip']);
    expect(stdout).toContain('october.csv: r10.zip/inputs/1-october.csv');
    expect(stdout + stderr).not.toContain('tierbook-verify-');
  });
});

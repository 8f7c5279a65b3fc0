import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maskKeyOf } from '../../../src/run/mask/mask-key.ts';
import { Pseudonyms } from '../../../src/run/mask/pseudonyms.ts';
import { readTree, tierbook } from '../tierbook.ts';

// Two months of a book with all that can name a client: ids, names, groups, free texts, columns that are passed through, rows
// where cells have slipped, tiers by hand, a queue with a tie at its last place, and clients that leave.

const rubric = `
rubric: masked
version: "1"
title: Small rubric
currency: EUR
locale: en
portfolio: {id: client, name: name, measure: revenue, group: holding}
fields:
  client:  {type: id, from: [Client], required: true}
  name:    {type: text, from: [Name]}
  holding: {type: category, from: [Holding]}
  branch:  {type: category, from: [Branch]}
  remark:  {type: text, from: [Remark]}
  revenue: {type: money, from: [Revenue]}
dimensions:
  value:
    weight: 1
    factors:
      size: {weight: 1, of: revenue, scale: {0: 0, 1000: 100}}
grade_order: [A]
grades:
  - {grade: A}
tiers:
  - {tier: gold, when: score >= 50, capacity: 4}
  - {tier: standard}
overrides: {expire_within_days: 400}
breakdowns: [holding, branch]
lists:
  calls: {when: 'tier = "gold"', sort: revenue}
report: {top: 20}
`;

const heading = 'Client,Name,Holding,Branch,Remark,Revenue,Adviser\n';
const september = `${heading}CL-0001,Oakmere Mills,Quellborough Group,North,wants Tarnfeld prices,900,Ines Quade
CL-0002,Tarnfeld Foods,Quellborough Group,South,,700,Ines Quade
CL-0003,Brackhurst & Söhne,,North,moved to Veldin,700,Jo Marlin
CL-0004,Veldin Haulage,,Veldin Haulage,,700,Jo Marlin
CL-0005,Ostrava <Works>,,North,,700,Jo Marlin
CL-0006,Pinnock Dairies,,South,,100,Ines Quade
CL-0007,Harrowgate Tiles,Harrow Holdings,South,,100,Jo Marlin
`;
const october = `${heading}CL-0001,Oakmere Mills,Quellborough Group,North,wants Tarnfeld prices,900,Ines Quade
CL-0002,Tarnfeld Foods,Quellborough Group,South,,700,Ines Quade
CL-0003,Brackhurst & Söhne,,North,moved to Veldin,700,Jo Marlin
CL-0004,Veldin Haulage,,Veldin Haulage,,700,Jo Marlin
CL-0005,Ostrava <Works>,,North,,Ostrava slipped,Jo Marlin
CL-0008,Ketterby Sands,,North,,700,Jo Marlin
CL-0009,Lomond Weavers,,North,,700,Jo Marlin
CL-0009,Lomond Weavers,,North,,800,Jo Marlin
CL-0010,Too,many,cells,in,this,Wexcombe row,x
`;
const overrides = `client,tier,reason,requested_by,approved_by,effective,expires
CL-0006,gold,Dr Pinnock asked,Uma Sorrel,Ned Farrow,2026-10-01,2026-12-31
CL-0008,Wexcombe,Ketterby is new,Uma Sorrel,Ned Farrow,2026-10-01,2026-12-31
`;

/** Parts of every text above that says who somebody is. */
const secrets = [
  'CL-00',
  ...[
    'Oakmere',
    'Tarnfeld',
    'Brackhurst',
    'Veldin',
    'Ostrava',
    'Pinnock',
    'Harrowgate',
    'Ketterby',
    'Lomond',
    'Wexcombe',
  ],
  ...['Quellborough', 'Harrow Holdings', 'Quade', 'Marlin', 'Sorrel', 'Farrow', 'slipped', 'prices'],
];

const secretKey = Buffer.from('a key of the house, of 32 bytes.');
const directory = mkdtempSync(join(tmpdir(), 'tierbook-mask-'));
const formats = 'csv,json,parquet,xlsx,html,md';
const run = (argv: string) => tierbook(directory, argv.split(' '));
const month = (book: string, day: string, rest: string) =>
  run(`run rubric.yaml ${book} --as-of ${day} --format ${formats} ${rest}`);
const inOctober = '--previous september --overrides overrides.csv --pass-through';
let stdout = '';

beforeAll(async () => {
  const files = {
    'rubric.yaml': rubric,
    'september.csv': september,
    'october.csv': october,
    'overrides.csv': overrides,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  writeFileSync(join(directory, 'mask.key'), secretKey);
  writeFileSync(join(directory, 'other.key'), Buffer.alloc(32, 7));
  writeFileSync(join(directory, 'short.key'), 'fifteen bytes..');
  const all = [
    await month('september.csv', '2026-09-30', '--out september'),
    await month('september.csv', '2026-09-30', '--out september-masked --mask mask.key'),
    await month('october.csv', '2026-10-31', `--out october ${inOctober}`),
    await month('october.csv', '2026-10-31', `--out october-masked ${inOctober} --mask mask.key`),
  ];
  expect(all.map(({ status, stderr }) => (status === 0 ? 0 : stderr))).toEqual([0, 0, 0, 0]);
  stdout = all[3].stdout;
}, 60_000);

afterAll(() => rmSync(directory, { recursive: true, force: true }));

function records(path: string): Record<string, string>[] {
  return parse(readFileSync(join(directory, path)), { columns: true });
}

/** Everything that a run has written, packed things unpacked, by name. */
async function writtenBy(name: string): Promise<Map<string, string>> {
  const files = readTree(join(directory, name));
  const texts = new Map([...files].map(([path, bytes]) => [path, Buffer.from(bytes, 'latin1').toString('utf8')]));
  const parts = unzipSync(readFileSync(join(directory, name, 'report.xlsx')));
  for (const [part, bytes] of Object.entries(parts))
    texts.set(`report.xlsx/${part}`, Buffer.from(bytes).toString('utf8'));
  const { buffer } = new Uint8Array(readFileSync(join(directory, name, 'clients.parquet')));
  const rows = await parquetReadObjects({ file: buffer });
  texts.set(
    'clients.parquet/rows',
    JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? `${value}` : value)),
  );
  return texts;
}

describe('a masked run', () => {
  it('names nobody in any file, nor on standard output', async () => {
    const found = [...(await writtenBy('october-masked')), ['stdout', stdout] as const].flatMap(([file, text]) =>
      secrets.filter((secret) => text.includes(secret)).map((secret) => `${file}: ${secret}`),
    );
    expect(found).toEqual([]);
  });

  it('is held against a run that does name them, so that the test above finds what it looks for', async () => {
    const text = [...(await writtenBy('october')).values()].join('\n');
    // Of who left and of rows that are lost no run keeps more than the id.
    const never = ['Harrowgate', 'Lomond', 'Harrow Holdings'];
    expect(secrets.filter((secret) => !text.includes(secret))).toEqual(never);
  });

  it('holds the key in no form', async () => {
    const forms = [secretKey.toString('latin1'), secretKey.toString('hex'), secretKey.toString('base64')];
    const text = [...(await writtenBy('october-masked')).values()].join('\n');
    expect(forms.filter((form) => text.includes(form))).toEqual([]);
    expect(text).toContain(maskKeyOf(secretKey).keyId);
  });

  it('says of every client what the run that is not masked says, ties at the last place included', () => {
    const pseudonyms = new Pseudonyms(maskKeyOf(secretKey), 'en', []);
    const told = records('october/clients.csv');
    const masked = new Map(records('october-masked/clients.csv').map((row) => [row.id, row]));
    expect(masked.size).toBe(told.length);
    // Four clients with 700 want three places: the last by id has none, though its pseudonym does not come last.
    const tied = told.filter(({ measure }) => measure === '700.00').map(({ id }) => id);
    expect(told.filter(({ tier }) => tier === 'standard').map(({ id }) => id)).toEqual([tied.toSorted().at(-1)]);
    const byPseudonym = tied.toSorted((a, b) => (pseudonyms.id(a) < pseudonyms.id(b) ? -1 : 1));
    expect(byPseudonym.at(-1)).not.toBe(tied.toSorted().at(-1));
    for (const { id, name, Adviser, ...row } of told) {
      const { name: own, Adviser: masking, id: _, ...rest } = masked.get(pseudonyms.id(id)) ?? {};
      expect(rest).toEqual(row);
      expect(own).toBe(pseudonyms.name(id));
      expect(masking).toBe(pseudonyms.text(Adviser));
    }
  });

  it('has its rows in no order of the ids', () => {
    const { columns } = JSON.parse(readFileSync(join(directory, 'october-masked/columns/index.json'), 'utf8'));
    const ids = readFileSync(join(directory, 'october-masked', columns[0].file), 'utf8')
      .trim()
      .split('\n');
    expect(ids).toEqual(ids.toSorted());
    expect(ids.every((id) => /^"M-[0-9A-Z]{12}"$/.test(id))).toBe(true);
  });

  it('counts as the run that is not masked does', () => {
    const read = (name: string) => JSON.parse(readFileSync(join(directory, name, 'summary.json'), 'utf8'));
    const [told, masked] = [read('october'), read('october-masked')];
    for (const key of ['book', 'tiers', 'grades', 'pareto', 'dimensions', 'factors', 'lists', 'outcomes', 'checks']) {
      expect(masked[key]).toEqual(told[key]);
    }
    expect(masked.migration.matrix).toEqual(told.migration.matrix);
    const counts = ({ value: _, ...rest }: { value: unknown }) => rest;
    expect(masked.breakdowns.holding.map(counts)).toEqual(told.breakdowns.holding.map(counts));
    expect(masked.breakdowns.branch.map(({ value }: { value: string }) => value).toSorted()).toEqual(
      expect.arrayContaining(['North', 'South']),
    );
  });

  it('can be verified with its key, and with no other', async () => {
    const verify = (rest: string) => run(`verify october-masked --inputs .${rest}`);
    expect((await verify(' --mask-key mask.key')).status).toBe(0);
    const [without, other] = [await verify(''), await verify(' --mask-key other.key')];
    expect([without.status, other.status]).toEqual([1, 1]);
    expect(without.stderr).toContain('masked-run');
    expect(other.stderr).toContain('masked-otherwise');
  });

  it('is no previous run', async () => {
    const { status, stderr } = await month(
      'october.csv',
      '2026-10-31',
      '--out x --previous september-masked --mask mask.key',
    );
    expect(status).toBe(2);
    expect(stderr).toContain('masked-run');
  });

  it('is compared with runs that are masked by the same key only', async () => {
    const [plain, masked] = [
      await run('diff september october --json'),
      await run('diff september-masked october-masked --json'),
    ];
    expect(JSON.parse(masked.stdout).migration.matrix).toEqual(JSON.parse(plain.stdout).migration.matrix);
    const mixed = await run('diff september october-masked');
    expect(mixed.status).toBe(2);
    expect(mixed.stderr).toContain('masked-otherwise');
  });

  it('is another run than that by another key, or by none', async () => {
    const again = (rest: string) =>
      month('october.csv', '2026-10-31', `--out october-masked ${inOctober} --skip-unchanged ${rest}`);
    expect((await again('--mask mask.key')).stderr).toContain('nothing to do');
    expect((await again('--mask other.key')).stderr).toContain('--force');
    expect((await again('')).stderr).toContain('--force');
  });

  it.each([
    { title: 'a key that is too short', rest: '--mask short.key', expected: 'mask-key-short' },
    { title: 'a key that is not there', rest: '--mask none.key', expected: 'no-such-file' },
    { title: 'a bundle, which holds the inputs', rest: '--mask mask.key --bundle x.zip', expected: 'bad-option' },
  ])('is refused with $title', async ({ rest, expected }) => {
    const { status, stderr } = await month('october.csv', '2026-10-31', `--out x ${rest}`);
    expect(status).toBe(2);
    expect(stderr).toContain(expected);
  });
});

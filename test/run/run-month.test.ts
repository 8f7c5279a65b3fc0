import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLedger } from '../../src/audit/ledger.ts';
import { book, type Ran, rubric, temporaryDirectory, tierbook } from './tierbook.ts';

/** A directory with a rubric and a book; `config` becomes its tierbook.yaml. */
function withBook(config = ''): string {
  const folder = temporaryDirectory();
  writeFileSync(join(folder, 'r.yaml'), rubric);
  writeFileSync(join(folder, 'b.csv'), book);
  writeFileSync(
    join(folder, 'tierbook.yaml'),
    `rubric: r.yaml\nbook: b.csv\nout: runs/{as_of_month}\nquiet: true\n${config}`,
  );
  return folder;
}

const day = (month: number): string => `2026-${String(month).padStart(2, '0')}-28`;
const run = (folder: string, month: number, ...more: string[]): Promise<Ran> =>
  tierbook(folder, ['run', '--as-of', day(month), ...more]);
const runs = (folder: string): string[] => readdirSync(join(folder, 'runs')).sort();
const manifestOf = (folder: string, name: string) =>
  JSON.parse(readFileSync(join(folder, 'runs', name, 'manifest.json'), 'utf8'));
const done = { status: 0, stdout: '', stderr: '' };

describe('a month from tierbook.yaml', () => {
  it('needs no argument, and knows the day from the clock', async () => {
    const folder = withBook('as_of: last-month-end\n');
    // Noon: the same day in all but a few zones, and in those still the same month.
    expect(await tierbook(folder, ['run'], '2026-11-15T12:00:00Z')).toEqual(done);
    expect(runs(folder)).toEqual(['2026-10']);
    const { asOf, config } = manifestOf(folder, '2026-10').predicate;
    expect(asOf).toBe('2026-10-31');
    expect(config.name).toBe('tierbook.yaml');
    expect(Object.keys(config).sort()).toEqual(['name', 'sha256', 'size']);
  });

  it('says all that is lacking', async () => {
    const { status, stderr } = await tierbook(temporaryDirectory(), ['run']);
    expect(status).toBe(2);
    expect(stderr.match(/missing-setting/g)).toHaveLength(3);
  });
});

describe('--previous last', () => {
  it('is the run before among those of --out, and none in the first month', async () => {
    const folder = withBook('previous: last\n');
    for (const month of [8, 10, 9]) expect(await run(folder, month)).toEqual(done);
    const previousDay = (name: string) => manifestOf(folder, name).predicate.previous?.asOf;
    expect(previousDay('2026-08')).toBeUndefined();
    expect(previousDay('2026-10')).toBe(day(8));
    expect(previousDay('2026-09')).toBe(day(8));
  });

  it('needs a day in --out', async () => {
    const { status, stderr } = await run(withBook('previous: last\n'), 10, '--out', 'fixed');
    expect([status, stderr]).toEqual([2, expect.stringContaining('needs a day in the path of --out')]);
  });
});

describe('--keep', () => {
  it('removes the oldest finished runs, and says so', async () => {
    const folder = withBook();
    for (const month of [5, 6, 7, 8]) await run(folder, month);
    const { status, stderr } = await tierbook(folder, [
      'run',
      '--as-of',
      day(9),
      '--keep',
      '2',
      '--log',
      'json',
      '--config',
      'loud.yaml',
    ]);
    expect([status, stderr.includes('there is no file loud.yaml')]).toEqual([2, true]);
    writeFileSync(join(folder, 'loud.yaml'), 'rubric: r.yaml\nbook: b.csv\nout: runs/{as_of_month}\n');
    const loud = await run(folder, 9, '--keep', '2', '--config', 'loud.yaml');
    expect(loud.status).toBe(0);
    expect(loud.stderr.match(/^tierbook: runs\/2026-0\d is removed: --keep 2$/gm)).toEqual([
      'tierbook: runs/2026-05 is removed: --keep 2',
      'tierbook: runs/2026-06 is removed: --keep 2',
      'tierbook: runs/2026-07 is removed: --keep 2',
    ]);
    expect(runs(folder)).toEqual(['2026-08', '2026-09']);
  });

  it('keeps what a kept run had as its previous, and the run just made', async () => {
    const folder = withBook('previous: last\nkeep: 1\n');
    for (const month of [7, 8, 9]) expect(await run(folder, month)).toEqual(done);
    expect(runs(folder)).toEqual(['2026-08', '2026-09']);
    await run(folder, 2);
    expect(runs(folder)).toEqual(['2026-02', '2026-08', '2026-09']);
  });

  it('never removes what is no finished run of that day', async () => {
    const folder = withBook();
    await run(folder, 5);
    const places = ['2026-01', '2026-02', '2026-03', 'notes', '2025-13-old'];
    for (const name of places) mkdirSync(join(folder, 'runs', name));
    writeFileSync(join(folder, 'runs', '2026-01', 'thesis.txt'), 'years');
    cpSync(join(folder, 'runs', '2026-05'), join(folder, 'runs', '2026-02'), { recursive: true });
    cpSync(join(folder, 'runs', '2026-05'), join(folder, 'elsewhere'), { recursive: true });
    symlinkSync('../elsewhere', join(folder, 'runs', '2026-04'));
    await run(folder, 6, '--keep', '1');
    expect(runs(folder)).toEqual([...places, '2026-04', '2026-06'].sort());
    expect(readdirSync(join(folder, 'elsewhere'))).toContain('manifest.json');
  });

  it('clears what a kill has left of a removed run, and nothing else', async () => {
    const folder = withBook();
    await run(folder, 5);
    const left = ['.2026-01.removed-99', '.notes.removed-99', '.2026-01.removed-x'];
    for (const name of left) mkdirSync(join(folder, 'runs', name));
    writeFileSync(join(folder, 'runs', left[0], 'clients.csv'), 'half');
    await run(folder, 6, '--keep', '9');
    expect(runs(folder)).toEqual([...left.slice(1), '2026-05', '2026-06'].sort());
  });

  it('waits for a run whose checks hold', async () => {
    const folder = withBook();
    for (const month of [5, 6]) await run(folder, month);
    appendFileSync(join(folder, 'r.yaml'), 'checks:\n  - {check: many, rule: clients > 9, breach: fail}\n');
    expect((await run(folder, 7, '--keep', '1')).status).toBe(1);
    expect(runs(folder)).toEqual(['2026-05', '2026-06', '2026-07']);
  });

  it('knows a wrong placeholder', async () => {
    const { status, stderr } = await run(withBook(), 10, '--out', 'runs/{as-of}');
    expect([status, stderr]).toEqual([2, expect.stringContaining('did you mean "{as_of}"?')]);
  });

  it('needs a day in --out', async () => {
    const { status, stderr } = await run(withBook(), 10, '--out', 'fixed', '--keep', '1');
    expect([status, stderr]).toEqual([2, expect.stringContaining('--keep needs a day')]);
  });
});

describe('--skip-unchanged', () => {
  const again = 'skip_unchanged: true\nledger: l.jsonl\n';
  const lines = (folder: string) => readLedger(readFileSync(join(folder, 'l.jsonl'))).lines.length;

  it('does nothing where nothing has changed, but adds a line that a kill has cost', async () => {
    const folder = withBook(again);
    await run(folder, 10);
    const before = manifestOf(folder, '2026-10');
    rmSync(join(folder, 'l.jsonl'));
    expect(await run(folder, 10)).toEqual(done);
    expect(await run(folder, 10)).toEqual(done);
    expect(manifestOf(folder, '2026-10')).toEqual(before);
    expect(lines(folder)).toBe(1);
  });

  it('says that a bundle is not there, and makes it only with --force', async () => {
    const folder = withBook(`${again}bundle: b.zip\n`);
    await run(folder, 10);
    expect(await run(folder, 10)).toEqual(done);
    const before = manifestOf(folder, '2026-10');
    rmSync(join(folder, 'b.zip'));
    const { status, stderr } = await run(folder, 10);
    expect([status, stderr]).toEqual([2, expect.stringContaining('its bundle b.zip is not there')]);
    expect(manifestOf(folder, '2026-10')).toEqual(before);
    expect((await run(folder, 10, '--force')).status).toBe(0);
    expect(existsSync(join(folder, 'b.zip'))).toBe(true);
  });

  it('still says that a check does not hold', async () => {
    const folder = withBook(again);
    appendFileSync(join(folder, 'r.yaml'), 'checks:\n  - {check: many, rule: clients > 9, breach: fail}\n');
    for (const _ of [1, 2]) {
      const { status, stderr } = await run(folder, 10);
      expect([status, stderr]).toEqual([1, expect.stringContaining('the check "many" does not hold')]);
    }
  });

  it.each([
    { title: 'another book', change: (folder: string) => appendFileSync(join(folder, 'b.csv'), '3,5\n') },
    { title: 'another rubric', change: (folder: string) => appendFileSync(join(folder, 'r.yaml'), '# signed\n') },
    {
      title: 'other settings',
      change: (folder: string) => appendFileSync(join(folder, 'tierbook.yaml'), 'bom: true\n'),
    },
    { title: 'another option', change: () => {}, more: ['--pass-through'] },
    { title: 'a previous run', change: () => {}, more: ['--previous', 'runs/2026-09'] },
    {
      title: 'overrides',
      change: (folder: string) =>
        writeFileSync(join(folder, 'o.csv'), 'client_id,tier,reason,requested_by,approved_by,effective,expires\n'),
      more: ['--overrides', 'o.csv'],
    },
    {
      title: 'a file of another name',
      change: (folder: string) => cpSync(join(folder, 'b.csv'), join(folder, 'c.csv')),
      more: ['r.yaml', 'c.csv'],
    },
  ])('is no excuse for $title', async ({ change, more = [] }) => {
    const folder = withBook(again);
    await run(folder, 9);
    await run(folder, 10);
    change(folder);
    const { status, stderr } = await run(folder, 10, ...more);
    expect([status, stderr]).toEqual([2, expect.stringContaining('holds a finished run')]);
    expect((await run(folder, 10, '--force', ...more)).status).toBe(0);
    expect(lines(folder)).toBe(3);
  });

  it('refuses a run whose files were touched', async () => {
    const folder = withBook(again);
    await run(folder, 10);
    appendFileSync(join(folder, 'runs', '2026-10', 'clients.csv'), 'x');
    const { status, stderr } = await run(folder, 10);
    expect([status, stderr]).toEqual([2, expect.stringContaining('clients.csv is not as the run wrote it')]);
  });
});

describe('--sign', () => {
  it('puts an envelope beside the manifest, which is checked with the public key', async () => {
    const folder = withBook('sign: own.key\nskip_unchanged: true\n');
    for (const name of ['own', 'other']) await tierbook(folder, ['keygen', '--out', name]);
    expect(await run(folder, 10)).toEqual(done);
    expect(await run(folder, 10)).toEqual(done);
    expect((await run(folder, 10, '--sign', 'other.key')).status).toBe(2);
    const verify = (...more: string[]) => tierbook(folder, ['verify', 'runs/2026-10', 'b.csv', ...more]);
    const good = await verify('--key', 'own.pub');
    expect([good.status, good.stdout]).toEqual([0, expect.stringMatching(/^signed by the key [0-9a-f]{64}$/m)]);
    expect(await verify()).toMatchObject({ status: 0, stderr: expect.stringContaining('signature-unchecked') });
    const other = await verify('--key', 'other.pub');
    expect([other.status, other.stderr]).toEqual([1, expect.stringContaining('signature-of-another-key')]);
    rmSync(join(folder, 'runs', '2026-10', 'manifest.json.dsse'));
    const gone = await verify('--key', 'own.pub');
    expect([gone.status, gone.stderr]).toEqual([1, expect.stringContaining('signature-missing')]);
  });
});

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formats } from '../../src/report/formats.ts';
import { buildCommand, type Compiled } from '../compiled.ts';
import { readTree } from '../run/tierbook.ts';

// The sample's two months in every format, by processes that have another time zone, locale, directory and number of threads:
// all bytes are the same but the manifest's block `recorded` and its hash. Zones east and west of the date line and off the
// hour; a locale whose lower-case I is another letter.

const surroundings = [
  { TZ: 'UTC', LANG: 'C', LC_ALL: 'C', threads: '1' },
  { TZ: 'Pacific/Kiritimati', LANG: 'zh_CN.UTF-8', LC_ALL: 'zh_CN.UTF-8', threads: '2' },
  { TZ: 'America/St_Johns', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', threads: '1' },
];

let compiled: Compiled;
let directory: string;

beforeAll(() => {
  compiled = buildCommand();
  directory = mkdtempSync(join(tmpdir(), 'tierbook-determinism-'));
});

afterAll(() => {
  compiled.remove();
  rmSync(directory, { recursive: true, force: true });
});

function tierbook(cwd: string, argv: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  const command = join(compiled.directory, 'bin/tierbook.js');
  const options = { cwd, env: { PATH: process.env.PATH, ...env }, encoding: 'utf8' } as const;
  const { status, stderr } = spawnSync(process.execPath, [command, ...argv], options);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
}

/** Files of the months below a directory of its own, without what may differ. All have one previous run, whose hash they tell. */
function runMonths(
  sample: string,
  previous: string,
  place: string,
  { threads, ...env }: (typeof surroundings)[number],
) {
  const out = join(directory, place);
  mkdirSync(out, { recursive: true });
  const run = (month: string, day: string, name: string, rest: readonly string[]) => {
    const asked = ['--format', Object.keys(formats).join(','), '--threads', threads, '--quiet', '--out', name];
    const book = join(sample, `clients-${month}.csv`);
    tierbook(out, ['run', join(sample, 'rubric.yaml'), book, '--as-of', day, ...asked, ...rest], env);
  };
  run('2026-09', '2026-09-30', 'september', []);
  run('2026-10', '2026-10-31', 'october', ['--previous', previous]);
  run('2026-10', '2026-10-31', 'masked', ['--previous', previous, '--mask', join(directory, 'mask.key')]);
  return new Map(
    [...readTree(out)]
      .filter(([path]) => !path.endsWith('manifest.json.sha256'))
      .map(([path, bytes]) => [path, path.endsWith('manifest.json') ? withoutRecord(bytes) : bytes]),
  );
}

function withoutRecord(manifest: string): string {
  const { predicate, ...rest } = JSON.parse(manifest);
  const { recorded, ...own } = predicate;
  expect(Object.keys(recorded)).toEqual(['runId', 'at', 'node', 'platform']);
  return JSON.stringify({ ...rest, predicate: own });
}

describe.each(['en', 'zh-CN'])('the sample in %s', (locale) => {
  it('comes out the same wherever it is run', () => {
    writeFileSync(join(directory, 'mask.key'), Buffer.alloc(32, 1));
    const sample = join(directory, `sample-${locale}`);
    tierbook(directory, ['init', sample, '--locale', locale]);
    const previous = join(directory, `${locale}-0`, 'september');
    const [first, ...others] = surroundings.map((own, place) => runMonths(sample, previous, `${locale}-${place}`, own));
    expect([...first.keys()].filter((path) => /report\.(xlsx|html|md)$/.test(path))).toHaveLength(9);
    for (const other of others) {
      expect([...other.keys()]).toEqual([...first.keys()]);
      expect([...first.keys()].filter((path) => first.get(path) !== other.get(path))).toEqual([]);
    }
  }, 600_000);
});

import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { readLedger } from '../../src/audit/ledger.ts';
import { exitStatus, UserError } from '../../src/model/user-error.ts';
import { appendRun, checkLedger, verifyLedger } from '../../src/run/ledger.ts';
import { takeLock } from '../../src/run/lock-file.ts';
import { book, rubric, temporaryDirectory, tierbook } from './tierbook.ts';

/** As much of a manifest as a ledger looks at; `clients` makes one another. */
function manifest(asOf: string, clients = 1): string {
  const file = { name: 'r.yaml', sha256: 'a'.repeat(64), size: 1 };
  const controlTotals = { rows: { rejected: 0 }, measure: null };
  const tool = { name: 'tierbook', version: '0.1.0' };
  const own = { asOf, tool, rubric: { id: 'r', version: '1', files: [file] }, counts: { clients, findings: 0 } };
  return JSON.stringify({ predicate: { ...own, controlTotals } });
}

async function codesOf(work: Promise<unknown>): Promise<string[]> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof UserError)
    return error.problems.map((problem) => `${problem.code} ${problem.line ?? ''}`.trim());
  throw new Error(`expected a UserError, got ${String(error)}`);
}

const read = (folder: string) => readLedger(readFileSync(join(folder, 'l.jsonl')));
const add = (folder: string, text: string) => appendRun('l.jsonl', folder, text);

describe('a run in a ledger', () => {
  it('is a line at its end, and leaves no lock', async () => {
    const folder = temporaryDirectory();
    expect(await add(folder, manifest('2026-09-30'))).toEqual({ sequence: 1, known: false, mended: false });
    expect(await add(folder, manifest('2026-10-31'))).toEqual({ sequence: 2, known: false, mended: false });
    expect(read(folder)).toMatchObject({ lines: [{ asOf: '2026-09-30' }, { asOf: '2026-10-31' }] });
    expect(read(folder).fault).toBeUndefined();
    expect(readdirSync(folder)).toEqual(['l.jsonl']);
  });

  it('is entered once: again only where another run of the day came between', async () => {
    const folder = temporaryDirectory();
    const [first, second] = [manifest('2026-09-30'), manifest('2026-09-30', 2)];
    await add(folder, first);
    await add(folder, manifest('2026-10-31'));
    expect(await add(folder, first)).toEqual({ sequence: 1, known: true, mended: false });
    expect(await add(folder, second)).toMatchObject({ sequence: 3, known: false });
    expect(await add(folder, first)).toMatchObject({ sequence: 4, known: false });
  });

  it('loses no line where many are entered at once', async () => {
    const folder = temporaryDirectory();
    const days = Array.from({ length: 20 }, (_, index) => `2026-10-${String(index + 10)}`);
    await Promise.all(days.map((day) => add(folder, manifest(day))));
    const { lines, fault } = read(folder);
    expect(fault).toBeUndefined();
    expect(lines.map((line) => line.asOf).sort()).toEqual(days);
  });

  it('has one lock whatever the file is called', async () => {
    const folder = temporaryDirectory();
    await add(folder, manifest('2026-09-30'));
    symlinkSync('l.jsonl', join(folder, 'link'));
    writeFileSync(join(folder, 'l.jsonl.lock'), '');
    await appendRun('link', folder, manifest('2026-10-31'));
    expect(readdirSync(folder).sort()).toEqual(['l.jsonl', 'link']);
    expect(read(folder).lines).toHaveLength(2);
  });

  it('takes over the lock of a process that is gone', async () => {
    const folder = temporaryDirectory();
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(join(folder, 'l.jsonl.lock'), JSON.stringify({ host: hostname(), pid }));
    await add(folder, manifest('2026-09-30'));
    expect(readdirSync(folder)).toEqual(['l.jsonl']);
  });

  it('waits for another run only so long, and the run stands without its line', async () => {
    const folder = realpathSync(temporaryDirectory());
    writeFileSync(join(folder, 'r.yaml'), rubric);
    writeFileSync(join(folder, 'b.csv'), book);
    await add(folder, manifest('2026-09-30'));
    const release = takeLock(join(folder, 'l.jsonl.lock'));
    const argv = ['run', 'r.yaml', 'b.csv', '--as-of', '2026-10-31', '--out', 'out', '--ledger', 'l.jsonl', '--quiet'];
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      let ended = false;
      const running = tierbook(folder, argv).finally(() => {
        ended = true;
      });
      while (!ended) {
        await vi.advanceTimersByTimeAsync(1000);
        await new Promise((resolve) => setImmediate(resolve));
      }
      const { status, stderr } = await running;
      expect([status, stderr]).toEqual([exitStatus.locked, expect.stringContaining('ledger-locked')]);
    } finally {
      vi.useRealTimers();
      release?.();
    }
    expect(existsSync(join(folder, 'out', 'manifest.json'))).toBe(true);
    expect(read(folder).lines).toHaveLength(1);
    expect(await tierbook(folder, [...argv, '--skip-unchanged'])).toMatchObject({ status: 0 });
    expect(read(folder)).toMatchObject({ lines: [{ asOf: '2026-09-30' }, { asOf: '2026-10-31' }] });
  });

  it('cuts off a piece of a line that a kill has left', async () => {
    const folder = temporaryDirectory();
    await add(folder, manifest('2026-09-30'));
    appendFileSync(join(folder, 'l.jsonl'), '{"sequence":2,"asOf":"2026-1');
    await checkLedger('l.jsonl', folder);
    expect(await add(folder, manifest('2026-10-31'))).toEqual({ sequence: 2, known: false, mended: true });
    expect(read(folder).fault).toBeUndefined();
  });

  it('is not entered again behind such a piece', async () => {
    const folder = temporaryDirectory();
    await add(folder, manifest('2026-09-30'));
    const whole = readFileSync(join(folder, 'l.jsonl'), 'utf8');
    appendFileSync(join(folder, 'l.jsonl'), '{"seq');
    expect(await add(folder, manifest('2026-09-30'))).toEqual({ sequence: 1, known: true, mended: true });
    expect(readFileSync(join(folder, 'l.jsonl'), 'utf8')).toBe(whole);
  });

  it('is not entered behind a line that was changed', async () => {
    const folder = temporaryDirectory();
    await add(folder, manifest('2026-09-30'));
    await add(folder, manifest('2026-10-31'));
    const before = readFileSync(join(folder, 'l.jsonl'), 'utf8');
    writeFileSync(join(folder, 'l.jsonl'), before.replace('2026-09-30', '2026-09-29'));
    expect(await codesOf(checkLedger('l.jsonl', folder))).toEqual(['ledger-changed 1']);
    expect(await codesOf(add(folder, manifest('2026-11-30')))).toEqual(['ledger-changed 1']);
    expect(existsSync(join(folder, 'l.jsonl.lock'))).toBe(false);
  });

  it('needs a directory that is there', async () => {
    expect(await codesOf(checkLedger('none/l.jsonl', temporaryDirectory()))).toEqual(['output-unwritable']);
  });
});

describe('a ledger is verified', () => {
  async function threeLines(): Promise<string> {
    const folder = temporaryDirectory();
    for (const day of ['2026-08-31', '2026-09-30', '2026-10-31']) await add(folder, manifest(day));
    return folder;
  }
  const codes = async (folder: string, more: object = {}): Promise<string[]> => {
    const { problems } = await verifyLedger({ ledger: 'l.jsonl', ...more }, folder);
    return problems.map((problem) => `${problem.code} ${problem.line ?? ''}`.trim());
  };

  it('without a problem where nothing was changed', async () => {
    const folder = await threeLines();
    const { head } = read(folder);
    expect(await verifyLedger({ ledger: 'l.jsonl' }, folder)).toEqual({ problems: [], lines: 3, head });
    const expectHead = read(folder).lines[2].previous as string;
    const grown = await verifyLedger({ ledger: 'l.jsonl', expectHead }, folder);
    expect(grown).toEqual({ problems: [], lines: 3, head, linesAfterHead: 1 });
  });

  it('and lines removed at its end are found by the head', async () => {
    const folder = await threeLines();
    const expectHead = read(folder).head as string;
    expect(await codes(folder, { expectHead })).toEqual([]);
    const text = readFileSync(join(folder, 'l.jsonl'), 'utf8');
    writeFileSync(join(folder, 'l.jsonl'), text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1));
    expect(await codes(folder)).toEqual([]);
    expect(await codes(folder, { expectHead })).toEqual(['ledger-cut']);
    expect(await codesOf(verifyLedger({ ledger: 'l.jsonl', expectHead: 'ABC' }, folder))).toEqual(['bad-option']);
  });

  it('and a torn line is told from a changed one', async () => {
    const folder = await threeLines();
    truncateSync(join(folder, 'l.jsonl'), readFileSync(join(folder, 'l.jsonl')).length - 1);
    expect(await codes(folder)).toEqual(['ledger-torn 3']);
  });

  it('against a run', async () => {
    const folder = temporaryDirectory();
    writeFileSync(join(folder, 'r.yaml'), rubric);
    writeFileSync(join(folder, 'b.csv'), book);
    const runAt = (name: string) => ({ directory: join(folder, name), shown: name });
    const run = ['run', 'r.yaml', 'b.csv', '--quiet', '--as-of'];
    expect(await tierbook(folder, [...run, '2026-10-31', '--out', 'a', '--ledger', 'l.jsonl'])).toMatchObject({
      status: 0,
    });
    expect(await tierbook(folder, [...run, '2026-11-30', '--out', 'b'])).toMatchObject({ status: 0 });
    expect(await verifyLedger({ ledger: 'l.jsonl', run: runAt('a') }, folder)).toMatchObject({
      problems: [],
      lineOfRun: 1,
    });
    expect(await codes(folder, { run: runAt('b') })).toEqual(['ledger-lacks-run']);
    const { lines } = read(folder);
    expect(lines[0].totals).toEqual({ clients: '2', rejected: '0', measure: '1520.00', findings: '0' });
  });
});

import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/model/user-error.ts';
import { openOutput } from '../../src/run/output-directory.ts';
import { readTree, temporaryDirectory } from './tierbook.ts';

/** A directory that holds a finished run of one file. */
async function withRun(text = 'first'): Promise<{ folder: string; out: string }> {
  const folder = temporaryDirectory();
  const out = join(folder, 'out');
  const output = await openOutput(out, 'out', false);
  await output.write('manifest.json', [text]);
  await output.commit();
  return { folder, out };
}

async function refusal(work: Promise<unknown>): Promise<UserError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof UserError) return error;
  throw new Error(`expected a UserError, got ${String(error)}`);
}

/** The id of a process that has ended. */
function deadProcess(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

describe('the output directory', () => {
  it('appears whole at the commit, and leaves nothing beside it', async () => {
    const folder = temporaryDirectory();
    const out = join(folder, 'deep', 'out');
    const output = await openOutput(out, 'out', false);
    await output.write('clients.csv', ['a\n', new TextEncoder().encode('é\n')]);
    await output.write('columns/index.json', ['{}']);
    expect(existsSync(out)).toBe(false);
    await output.commit();
    expect(readdirSync(join(folder, 'deep'))).toEqual(['out']);
    expect([...readTree(out).keys()]).toEqual(['clients.csv', 'columns/index.json']);
    expect(output.written).toEqual([
      { name: 'clients.csv', size: 5, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      { name: 'columns/index.json', size: 2, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
  });

  it('notes files that are written side by side in the order given, whichever ends first', async () => {
    const output = await openOutput(join(temporaryDirectory(), 'out'), 'out', false);
    const told: string[] = [];
    async function* slowly(name: string, pieces: number): AsyncGenerator<string> {
      for (let piece = 0; piece < pieces; piece++) {
        told.push(name);
        yield `${name}${piece}\n`;
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    const files = ['a', 'b', 'c'].map((name, index) => ({ name, content: slowly(name, 9 - 3 * index) }));
    await output.writeEach(files, 2);
    expect(output.written.map(({ name, size }) => [name, size])).toEqual([
      ['a', 27],
      ['b', 18],
      ['c', 9],
    ]);
    // Two at a time: the second begins before the first ends, the third once one of them has ended.
    expect(told.indexOf('b')).toBeLessThan(told.lastIndexOf('a'));
    expect(told.indexOf('c')).toBeGreaterThan(told.lastIndexOf('b'));
    await output.discard();
  });

  it('throws what one of several files threw, and is discarded whole', async () => {
    const folder = temporaryDirectory();
    const output = await openOutput(join(folder, 'out'), 'out', false);
    async function* fails(): AsyncGenerator<string> {
      yield 'begun';
      throw new Error('no more');
    }
    const files = [
      { name: 'a', content: ['whole'] },
      { name: 'b', content: fails() },
      { name: 'c', content: ['whole'] },
    ];
    await expect(output.writeEach(files, 2)).rejects.toThrow('no more');
    expect(output.written).toEqual([]);
    await output.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves nothing where the run is discarded, and keeps what was there', async () => {
    const { folder, out } = await withRun();
    const output = await openOutput(out, 'out', true);
    await output.write('manifest.json', ['second']);
    await output.discard();
    expect(readdirSync(folder)).toEqual(['out']);
    expect(readFileSync(join(out, 'manifest.json'), 'utf8')).toBe('first');
  });

  it('discards harmlessly after a commit', async () => {
    const folder = temporaryDirectory();
    const output = await openOutput(join(folder, 'out'), 'out', false);
    await output.write('manifest.json', ['whole']);
    await output.commit();
    await output.discard();
    expect([...readTree(folder).keys()]).toEqual(['out/manifest.json']);
  });

  it('replaces a finished run only with force, and keeps no copy of the old one', async () => {
    const { folder, out } = await withRun();
    expect((await refusal(openOutput(out, 'out', false))).problems[0].code).toBe('output-exists');
    const output = await openOutput(out, 'out', true);
    await output.write('manifest.json', ['second']);
    await output.commit();
    expect(readFileSync(join(out, 'manifest.json'), 'utf8')).toBe('second');
    expect(readdirSync(folder)).toEqual(['out']);
  });

  it('takes an empty directory, and refuses one that holds something else, force or not', async () => {
    const folder = temporaryDirectory();
    const out = join(folder, 'out');
    mkdirSync(out);
    const output = await openOutput(out, 'out', false);
    await output.write('manifest.json', ['run']);
    await output.commit();
    expect([...readTree(folder).keys()]).toEqual(['out/manifest.json']);
    const other = join(folder, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'precious.txt'), 'mine');
    for (const force of [false, true]) {
      expect((await refusal(openOutput(other, 'other', force))).problems[0].code).toBe('output-exists');
    }
    expect(readFileSync(join(other, 'precious.txt'), 'utf8')).toBe('mine');
    expect(readdirSync(folder).sort()).toEqual(['other', 'out']);
  });

  it('refuses a file in its place', async () => {
    const folder = temporaryDirectory();
    writeFileSync(join(folder, 'out'), 'mine');
    for (const force of [false, true]) {
      const { problems, status } = await refusal(openOutput(join(folder, 'out'), 'out', force));
      expect(problems[0].code).toBe('output-unwritable');
      expect(status).toBe(2);
    }
    expect([...readTree(folder)]).toEqual([['out', 'mine']]);
  });
});

describe('after a kill', () => {
  it('clears what a killed run had staged, of this directory only', async () => {
    const folder = temporaryDirectory();
    for (const name of ['.out.partial-99', '.other.partial-99']) {
      mkdirSync(join(folder, name, 'columns'), { recursive: true });
      writeFileSync(join(folder, name, 'columns', 'x'), 'half');
    }
    writeFileSync(join(folder, 'out.lock'), JSON.stringify({ host: hostname(), pid: deadProcess() }));
    const output = await openOutput(join(folder, 'out'), 'out', false);
    await output.discard();
    expect(readdirSync(folder)).toEqual(['.other.partial-99']);
  });

  it('puts a run back that was moved aside', async () => {
    const { folder, out } = await withRun();
    renameSync(out, `${out}.previous`);
    expect((await refusal(openOutput(out, 'out', false))).problems[0].message).toContain('finished run');
    expect([...readTree(folder)]).toEqual([['out/manifest.json', 'first']]);
  });

  it('prefers the new run where the kill fell after it was in place', async () => {
    const { folder, out } = await withRun('new');
    mkdirSync(`${out}.previous`);
    writeFileSync(join(`${out}.previous`, 'manifest.json'), 'old');
    const output = await openOutput(out, 'out', true);
    await output.write('manifest.json', ['newer']);
    await output.commit();
    expect([...readTree(folder)]).toEqual([['out/manifest.json', 'newer']]);
  });
});

describe('the lock', () => {
  it('refuses with status 75 while the process that holds it lives', async () => {
    const folder = temporaryDirectory();
    const lock = join(folder, 'out.lock');
    writeFileSync(lock, JSON.stringify({ host: hostname(), pid: process.ppid }));
    const { status, problems } = await refusal(openOutput(join(folder, 'out'), 'out', true));
    expect(status).toBe(75);
    expect(problems[0].code).toBe('output-locked');
    expect(readdirSync(folder)).toEqual(['out.lock']);
  });

  it('refuses where another machine holds it, for nobody can tell whether it lives', async () => {
    const folder = temporaryDirectory();
    writeFileSync(join(folder, 'out.lock'), JSON.stringify({ host: `not-${hostname()}`, pid: 1 }));
    expect((await refusal(openOutput(join(folder, 'out'), 'out', false))).status).toBe(75);
  });

  it('refuses a second run of the same process', async () => {
    const folder = temporaryDirectory();
    const output = await openOutput(join(folder, 'out'), 'out', false);
    expect((await refusal(openOutput(join(folder, 'out'), 'out', false))).status).toBe(75);
    await output.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    { title: 'whose process is gone', text: () => JSON.stringify({ host: hostname(), pid: deadProcess() }) },
    { title: 'that a full disk left empty', text: () => '' },
  ])('takes over one $title', async ({ text }) => {
    const folder = temporaryDirectory();
    writeFileSync(join(folder, 'out.lock'), text());
    const output = await openOutput(join(folder, 'out'), 'out', false);
    await output.write('manifest.json', ['run']);
    await output.commit();
    expect([...readTree(folder).keys()]).toEqual(['out/manifest.json']);
  });
});

describe('what the operating system refuses', () => {
  it('is a problem: a file where a directory is needed', async () => {
    const folder = temporaryDirectory();
    writeFileSync(join(folder, 'file'), '');
    const { status, problems } = await refusal(openOutput(join(folder, 'file', 'out'), 'file/out', false));
    expect(status).toBe(2);
    expect(problems[0]).toMatchObject({ code: 'output-unwritable', severity: 'error' });
    expect(problems[0].message).toMatch(/^file\/out cannot be written: a file /);
  });

  it('is a problem: a name that is too long', async () => {
    const name = 'x'.repeat(300);
    const { problems } = await refusal(openOutput(join(temporaryDirectory(), name), name, false));
    expect(problems[0].message).toContain('the name is too long');
  });

  it('is a problem: links in a circle', async () => {
    const folder = temporaryDirectory();
    symlinkSync('b', join(folder, 'a'));
    symlinkSync('a', join(folder, 'b'));
    const { problems } = await refusal(openOutput(join(folder, 'a', 'out'), 'a/out', false));
    expect(problems[0].code).toBe('output-unwritable');
  });

  it.each([
    { code: 'EACCES', reason: 'permission denied' },
    { code: 'ENOSPC', reason: 'the disk is full' },
    { code: 'EROFS', reason: 'the file system is read-only' },
    { code: 'EIO', reason: 'EIO' },
  ])('is a problem: $code', async ({ code, reason }) => {
    const output = await openOutput(join(temporaryDirectory(), 'out'), 'out', false);
    const failing = (function* () {
      yield 'half';
      throw Object.assign(new Error('refused'), { code });
    })();
    const { status, problems } = await refusal(output.write('clients.csv', failing));
    expect(status).toBe(2);
    expect(problems[0]).toMatchObject({ code: 'output-unwritable', message: `out cannot be written: ${reason}` });
    await output.discard();
  });

  it('throws on what is no word of the system: a bug stays a bug', async () => {
    const folder = temporaryDirectory();
    const output = await openOutput(join(folder, 'out'), 'out', false);
    const broken = (function* () {
      yield 'half';
      throw new TypeError('a bug');
    })();
    await expect(output.write('clients.csv', broken)).rejects.toThrow(TypeError);
    await output.discard();
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('what stands there already', () => {
  it('stays a link where it is one: the directory behind it is written', async () => {
    const folder = temporaryDirectory();
    mkdirSync(join(folder, 'disk'));
    symlinkSync('disk', join(folder, 'out'));
    for (const text of ['first', 'second']) {
      const output = await openOutput(join(folder, 'out'), 'out', true);
      await output.write('manifest.json', [text]);
      await output.commit();
      expect(readdirSync(folder)).toEqual(['disk', 'out']);
      expect(lstatSync(join(folder, 'out')).isSymbolicLink()).toBe(true);
      expect(readFileSync(join(folder, 'disk', 'manifest.json'), 'utf8')).toBe(text);
    }
  });

  it('is never removed as OUT.previous when it is no run', async () => {
    const { out } = await withRun();
    mkdirSync(`${out}.previous`);
    writeFileSync(join(`${out}.previous`, 'thesis.txt'), 'years');
    const { problems } = await refusal(openOutput(out, 'out', true));
    expect(problems[0]).toMatchObject({ code: 'output-exists' });
    expect(readdirSync(`${out}.previous`)).toEqual(['thesis.txt']);
    expect(existsSync(`${out}.lock`)).toBe(false);
  });
});

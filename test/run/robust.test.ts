import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRunFiles } from '../../src/run/run-files.ts';
import { buildCommand, type Compiled } from '../compiled.ts';
import { rubric, temporaryDirectory } from './tierbook.ts';

// The command as it is installed, killed, out of room, and in other surroundings.

let compiled: Compiled;
let command: string;

beforeAll(() => {
  compiled = buildCommand();
  command = join(compiled.directory, 'bin/tierbook.js');
});

afterAll(() => compiled.remove());

const clients = 4000;
const book = `Client,Revenue\n${Array.from({ length: clients }, (_, at) => `${at},${(at * 7919) % 10_000}\n`).join('')}`;

function folderWith(): string {
  const folder = temporaryDirectory();
  writeFileSync(join(folder, 'rubric.yaml'), rubric);
  writeFileSync(join(folder, 'clients.csv'), book);
  return folder;
}

const run = ['run', 'rubric.yaml', 'clients.csv', '--as-of', '2026-10-31', '--quiet', '--threads', '1'];

function tierbook(cwd: string, argv: readonly string[], env: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> {
  const options = { cwd, encoding: 'utf8', env: { ...process.env, ...env }, timeout: 60_000 } as const;
  return spawnSync(process.execPath, [command, ...argv], options);
}

describe('a run that is killed', () => {
  it('leaves the run before it whole, and the next one working', { timeout: 60_000 }, async () => {
    const folder = folderWith();
    const argv = [command, ...run, '--out', 'out', '--force'];
    const begun = performance.now();
    expect(spawnSync(process.execPath, argv, { cwd: folder }).status).toBe(0);
    const whole = performance.now() - begun;
    let killed = 0;
    for (let moment = 0; moment < 20; moment++) {
      const child = spawn(process.execPath, argv, { cwd: folder, stdio: 'ignore' });
      const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('exit', (_, signal) => resolve(signal)));
      // Most of what can be spoiled happens late.
      await wait(whole * (0.3 + (0.75 * ((moment * 7) % 20)) / 20));
      child.kill('SIGKILL');
      if ((await ended) === 'SIGKILL') killed++;
      const standing = ['out', 'out.previous'].filter((name) => existsSync(join(folder, name)));
      expect(standing).not.toEqual([]);
      for (const name of standing) {
        await expect(checkRunFiles(join(folder, name), name)).resolves.toBeDefined();
      }
    }
    expect(killed).toBeGreaterThan(5);
    expect(spawnSync(process.execPath, argv, { cwd: folder }).status).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(['clients.csv', 'out', 'rubric.yaml']);
  });
});

/** A file system of that many KiB; undefined where this system lets nobody mount one. */
function mountSmall(folder: string, size: number): string | undefined {
  const place = join(folder, 'small');
  mkdirSync(place);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}k`, 'tmpfs', place]);
  return mounted.status === 0 ? place : undefined;
}

/** Where nothing can be mounted, no file may grow larger than that. */
function runWithin(folder: string, size: number, argv: readonly string[]): SpawnSyncReturns<string> {
  const words = [process.execPath, command, ...argv].map((word) => `'${word}'`).join(' ');
  return spawnSync('bash', ['-c', `ulimit -f ${size}; ${words}`], { cwd: folder, encoding: 'utf8' });
}

describe('where there is no room', () => {
  it.each([
    { title: 'the run', size: 64, more: [] },
    { title: 'the bundle', size: 600, more: ['--bundle', 'small/all.zip'] },
  ])('for $title, says so and leaves nothing', ({ size, more }) => {
    const folder = folderWith();
    const place = mountSmall(folder, size);
    try {
      if (place !== undefined && more.length > 0)
        writeFileSync(join(place, 'ballast'), Buffer.alloc((size - 40) << 10));
      const out = more.length > 0 ? 'out' : 'small/out';
      const argv = [...run, '--out', out, ...more];
      const { status, stdout, stderr } = place === undefined ? runWithin(folder, 16, argv) : tierbook(folder, argv);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(/output-unwritable.*(?:the disk is full|a file would be larger than is allowed)/);
      expect(readdirSync(join(folder, 'small')).filter((name) => name !== 'ballast')).toEqual([]);
      expect(readdirSync(folder).sort()).toEqual(['clients.csv', 'rubric.yaml', 'small']);
    } finally {
      if (place !== undefined) spawnSync('umount', [place]);
    }
  });
});

describe('a run that was made elsewhere', () => {
  it('is proven in another time zone, locale, directory, umask and with other threads', () => {
    const folder = folderWith();
    const there = { TZ: 'Pacific/Auckland', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' };
    expect(tierbook(folder, [...run, '--out', 'out', '--bundle', 'out.zip'], there)).toMatchObject({
      status: 0,
      stderr: '',
    });
    const elsewhere = temporaryDirectory();
    const verify = (path: string) => {
      const words = [process.execPath, command, 'verify', join(folder, path), '--inputs', folder].map(
        (word) => `'${word}'`,
      );
      const env = { ...process.env, TZ: 'America/St_Johns', LANG: 'zh_CN.UTF-8', LC_ALL: 'C' };
      return spawnSync('bash', ['-c', `umask 077; ${words.join(' ')}`], { cwd: elsewhere, env, encoding: 'utf8' });
    };
    for (const path of ['out', 'out.zip']) {
      const { status, stdout } = verify(path);
      expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('Proven: every figure') });
    }
    const again = ['--out', 'again', '--threads', '4', '--bundle', 'again.zip'];
    expect(tierbook(folder, [...run.slice(0, -2), ...again], { TZ: 'UTC' }).status).toBe(0);
    const without = (name: string) => {
      const { recorded, ...rest } = JSON.parse(readFileSync(join(folder, name, 'manifest.json'), 'utf8')).predicate;
      expect(recorded).toBeDefined();
      return rest;
    };
    expect(without('again')).toEqual(without('out'));
    rmSync(join(folder, 'again'), { recursive: true });
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCommand, type Compiled } from '../compiled.ts';
import { readTree, rubric, temporaryDirectory } from './tierbook.ts';

// A run that a signal ends, in a process of its own: nothing is left half written, and the run before stays whole.

let compiled: Compiled;
beforeAll(() => {
  compiled = buildCommand();
}, 120_000);
afterAll(() => compiled.remove());

function start(cwd: string, ...more: string[]): ChildProcess {
  const command = [join(compiled.directory, 'bin', 'tierbook.js'), 'run', 'r.yaml', 'b.csv', '--as-of', '2026-10-31'];
  return spawn(process.execPath, [...command, '--out', 'out', ...more], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Status and standard error once it has ended; `seen` is told of every piece of the latter. */
function ended(child: ChildProcess, seen: (text: string) => void = () => {}) {
  return new Promise<{ status: number | null; stderr: string }>((resolve) => {
    let stderr = '';
    child.stderr?.on('data', (part: Buffer) => {
      stderr += part;
      seen(stderr);
    });
    child.on('close', (status) => resolve({ status, stderr }));
  });
}

/** A book that takes a while, so that the signal comes before the end. */
function withLargeBook(): string {
  const folder = temporaryDirectory();
  writeFileSync(join(folder, 'r.yaml'), rubric);
  const lines = Array.from({ length: 300_000 }, (_, row) => `${row},${row % 4000}\n`);
  writeFileSync(join(folder, 'b.csv'), `Client,Revenue\n${lines.join('')}`);
  return folder;
}

describe.skipIf(process.platform === 'win32')('a signal', () => {
  it.each([
    { signal: 'SIGTERM' as const, at: 'read', status: 143 },
    { signal: 'SIGTERM' as const, at: 'write', status: 143 },
    { signal: 'SIGINT' as const, at: 'score', status: 130 },
  ])(
    '$signal while the phase is $at leaves no trace',
    async ({ signal, at, status }) => {
      const folder = withLargeBook();
      const child = start(folder, '--threads', '2');
      let isSent = false;
      const end = await ended(child, (text) => {
        if (isSent || !text.includes(`tierbook: ${at} `)) return;
        isSent = true;
        expect(existsSync(join(folder, 'out.lock'))).toBe(true);
        child.kill(signal);
      });
      expect(end.status).toBe(status);
      expect(end.stderr).toContain(`tierbook: stopped by ${signal}\n`);
      expect(readdirSync(folder).sort()).toEqual(['b.csv', 'r.yaml']);
    },
    60_000,
  );

  it('leaves the run before as it was, at whatever moment it comes', async () => {
    const folder = withLargeBook();
    expect((await ended(start(folder))).status).toBe(0);
    const before = readTree(join(folder, 'out'));
    for (const milliseconds of [80, 250, 400, 550, 700, 900]) {
      const child = start(folder, '--force');
      const end = ended(child);
      await wait(milliseconds);
      child.kill('SIGTERM');
      const { status } = await end;
      // Too late for it, too early for the handler, or just in time.
      expect([0, 143, null]).toContain(status);
      expect(readdirSync(folder).sort()).toEqual(['b.csv', 'out', 'r.yaml']);
      const after = readTree(join(folder, 'out'));
      expect(after.get('clients.csv')).toBe(before.get('clients.csv'));
      expect([...after.keys()]).toEqual([...before.keys()]);
    }
  }, 120_000);
});

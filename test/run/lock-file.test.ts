import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cleanUp, onInterrupt } from '../../src/run/clean-up.ts';
import { describeHolder, takeLock, waitForLock } from '../../src/run/lock-file.ts';
import { temporaryDirectory } from './tierbook.ts';

/** What the parent of this process would have written. */
function ofParent(folder: string, more: object = {}): string {
  const file = join(folder, 'a.lock');
  writeFileSync(file, JSON.stringify({ host: hostname(), pid: process.ppid, ...more }));
  return file;
}

describe('a lock', () => {
  it('is held by one at a time, and gone when it is let go', () => {
    const folder = temporaryDirectory();
    const file = join(folder, 'a.lock');
    const release = takeLock(file);
    expect(takeLock(file)).toBeUndefined();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ host: hostname(), pid: process.pid });
    expect(describeHolder(file)).toBe(`process ${process.pid} on ${hostname()}`);
    release?.();
    release?.();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is not taken from a process that lives', () => {
    expect(takeLock(ofParent(temporaryDirectory()))).toBeUndefined();
  });

  // Only Linux says when the machine and a process began.
  describe.runIf(existsSync('/proc/self/stat'))('is taken over', () => {
    it.each([
      { title: 'from before the machine started', more: { boot: '00000000-0000-0000-0000-000000000000' } },
      { title: 'where its id is of another process by now', more: { began: '1' } },
    ])('$title', ({ more }) => {
      const folder = temporaryDirectory();
      const release = takeLock(ofParent(folder, more));
      expect(release).toBeDefined();
      release?.();
      expect(readdirSync(folder)).toEqual([]);
    });

    it('but not from a process that is the very same', () => {
      const folder = temporaryDirectory();
      const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
      const began = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
      expect(takeLock(ofParent(folder, { began, boot }))).toBeUndefined();
    });
  });

  it('is rid of what a process left that was killed while it took it, and of nothing else', () => {
    const folder = temporaryDirectory();
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    const left = {
      [`a.lock.${dead}`]: JSON.stringify({ host: hostname(), pid: dead }),
      [`a.lock.${process.ppid}`]: JSON.stringify({ host: hostname(), pid: process.ppid }),
      'a.lock.1234567': '',
      'a.lock.txt': JSON.stringify({ host: hostname(), pid: dead }),
    };
    for (const [name, text] of Object.entries(left)) writeFileSync(join(folder, name), text);
    takeLock(join(folder, 'a.lock'))?.();
    expect(readdirSync(folder).sort()).toEqual(['a.lock.1234567', `a.lock.${process.ppid}`, 'a.lock.txt'].sort());
  });

  it('can be waited for', async () => {
    const file = join(temporaryDirectory(), 'a.lock');
    const release = takeLock(file);
    const waiting = waitForLock(file, 20);
    release?.();
    expect(await waiting).toBeDefined();
    (await waiting)?.();
    takeLock(file);
    expect(await waitForLock(file, 0)).toBeUndefined();
  });
});

describe('what a signal must not leave behind', () => {
  it('is removed, the latest first, whatever fails', () => {
    const done: string[] = [];
    const folder = temporaryDirectory();
    onInterrupt((signal) => done.push(`first ${signal}`));
    onInterrupt(() => {
      throw new Error('cannot');
    });
    const forget = onInterrupt(() => done.push('forgotten'));
    forget();
    takeLock(join(folder, 'a.lock'));
    onInterrupt((signal) => done.push(`last ${signal}`));
    cleanUp('SIGTERM');
    expect(done).toEqual(['last SIGTERM', 'first SIGTERM']);
    expect(readdirSync(folder)).toEqual([]);
    cleanUp('SIGTERM');
    expect(done).toHaveLength(2);
  });
});

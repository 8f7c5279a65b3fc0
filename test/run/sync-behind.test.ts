import { fstatSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SyncBehind } from '../../src/run/sync-behind.ts';
import { temporaryDirectory } from './tierbook.ts';

/** A file that is gone, or another that took its descriptor. */
const isClosed = (descriptor: number, size: number): boolean => {
  try {
    return fstatSync(descriptor).size !== size;
  } catch {
    return true;
  }
};

describe('syncing behind the writing', () => {
  it('leaves every file written and closed, however many', async () => {
    const folder = temporaryDirectory();
    const syncs = new SyncBehind();
    const text = 'as long as no other file'.repeat(99);
    const descriptors: number[] = [];
    for (let index = 0; index < 100; index++) {
      const file = openSync(join(folder, String(index)), 'wx');
      writeFileSync(file, text);
      await syncs.take(file);
      descriptors.push(file);
    }
    await syncs.finish();
    expect(new Set(descriptors).size).toBeLessThan(40);
    expect(descriptors.every((file) => isClosed(file, text.length))).toBe(true);
    expect(descriptors.map((_, index) => readFileSync(join(folder, String(index)), 'utf8'))).toEqual(
      descriptors.map(() => text),
    );
  });

  it('throws at the end what went wrong on the way, and closes the others', async () => {
    const folder = temporaryDirectory();
    const error = Object.assign(new Error('no space'), { code: 'ENOSPC' });
    const text = 'as long as no other file'.repeat(88);
    const [lost, whole] = ['lost', 'whole'].map((name) => openSync(join(folder, name), 'wx'));
    for (const file of [lost, whole]) writeFileSync(file, text);
    const syncs = new SyncBehind(async (descriptor) => {
      if (descriptor === lost) throw error;
    });
    await syncs.take(lost);
    await syncs.take(whole);
    await expect(syncs.finish()).rejects.toBe(error);
    expect([lost, whole].map((file) => isClosed(file, text.length))).toEqual([true, true]);
  });

  it('syncs what is there of a file before it is taken, closes it last, and tells of what went wrong then', async () => {
    const file = openSync(join(temporaryDirectory(), 'long'), 'wx');
    writeFileSync(file, 'begun');
    const error = Object.assign(new Error('no space'), { code: 'ENOSPC' });
    const seen: boolean[] = [];
    const syncs = new SyncBehind(async (descriptor) => {
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(isClosed(descriptor, 5));
      if (seen.length === 1) throw error;
    });
    syncs.begin(file);
    syncs.begin(file);
    await syncs.take(file);
    await expect(syncs.finish()).rejects.toBe(error);
    expect(seen).toEqual([false, false, false]);
    expect(isClosed(file, 5)).toBe(true);
  });
});

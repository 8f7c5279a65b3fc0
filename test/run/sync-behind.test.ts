import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SyncBehind } from '../../src/run/sync-behind.ts';
import { temporaryDirectory } from './tierbook.ts';

describe('syncing behind the writing', () => {
  it('leaves every file written and closed, however many', async () => {
    const folder = temporaryDirectory();
    const syncs = new SyncBehind();
    const handles = [];
    for (let index = 0; index < 100; index++) {
      const file = await open(join(folder, String(index)), 'wx');
      await file.writeFile(`${index}`);
      await syncs.take(file);
      handles.push(file);
    }
    await syncs.finish();
    expect(handles.every((file) => file.fd === -1)).toBe(true);
    expect(handles.map((_, index) => readFileSync(join(folder, String(index)), 'utf8'))).toEqual(
      handles.map((_, index) => `${index}`),
    );
  });

  it('throws at the end what went wrong on the way, and closes the others', async () => {
    const folder = temporaryDirectory();
    const syncs = new SyncBehind();
    const [lost, whole] = [await open(join(folder, 'lost'), 'wx'), await open(join(folder, 'whole'), 'wx')];
    const error = Object.assign(new Error('no space'), { code: 'ENOSPC' });
    lost.sync = () => Promise.reject(error);
    await syncs.take(lost);
    await syncs.take(whole);
    await expect(syncs.finish()).rejects.toBe(error);
    expect([lost.fd, whole.fd]).toEqual([-1, -1]);
  });
});

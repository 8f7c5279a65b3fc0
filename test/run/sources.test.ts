import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/model/user-error.ts';
import type { Host } from '../../src/run/host.ts';
import { findSources } from '../../src/run/sources.ts';
import { temporaryDirectory } from './tierbook.ts';

const hostAt = (cwd: string): Host => ({
  cwd,
  now: () => new Date(0),
  stdin: (async function* () {})(),
  progress: { phase: () => undefined },
});

describe('the files of a book', () => {
  it('takes a link in a directory of parts for what it leads to', async () => {
    const cwd = temporaryDirectory();
    mkdirSync(join(cwd, 'parts', 'folder'), { recursive: true });
    writeFileSync(join(cwd, 'export.csv'), 'id\n1\n');
    writeFileSync(join(cwd, 'parts', 'b.csv'), 'id\n2\n');
    symlinkSync('../export.csv', join(cwd, 'parts', 'a.csv'));
    symlinkSync('folder', join(cwd, 'parts', 'c.csv'));
    const sources = await findSources(['parts'], hostAt(cwd));
    expect(sources.map(({ name, size }) => [name, size])).toEqual([
      ['parts/a.csv', 5],
      ['parts/b.csv', 5],
    ]);
  });

  it('tells files of one name apart by their directories', async () => {
    const cwd = temporaryDirectory();
    for (const month of ['september', 'october']) {
      mkdirSync(join(cwd, month));
      writeFileSync(join(cwd, month, 'book.csv'), 'id\n');
    }
    writeFileSync(join(cwd, 'alone.csv'), 'id\n');
    const sources = await findSources(['september/book.csv', 'october/book.csv', 'alone.csv'], hostAt(cwd));
    expect(sources.map(({ name }) => name)).toEqual(['september/book.csv', 'october/book.csv', 'alone.csv']);
  });

  it('names the part whose link leads nowhere', async () => {
    const cwd = temporaryDirectory();
    mkdirSync(join(cwd, 'parts'));
    symlinkSync('gone.csv', join(cwd, 'parts', 'a.csv'));
    const error = await findSources(['parts'], hostAt(cwd)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).problems).toMatchObject([{ code: 'no-such-file', file: 'parts/a.csv' }]);
    expect((error as UserError).problems).toHaveLength(1);
  });

  it.runIf(process.platform !== 'win32')('keeps what a pipe gives, which comes only once', async () => {
    const cwd = temporaryDirectory();
    execFileSync('mkfifo', [join(cwd, 'pipe')]);
    spawn('sh', ['-c', 'printf "id\\n1\\n" > pipe'], { cwd, stdio: 'ignore' });
    const [source] = await findSources(['pipe'], hostAt(cwd));
    for (let pass = 0; pass < 2; pass++) {
      let text = '';
      for await (const part of source.bytes()) text += Buffer.from(part).toString();
      expect(text).toBe('id\n1\n');
    }
  });
});

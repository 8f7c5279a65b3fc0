import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/model/user-error.ts';
import { refusePipes, rememberInput } from '../../src/run/read-again.ts';
import { temporaryDirectory } from './tierbook.ts';

async function* once(...parts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

async function textOf(input: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const part of input) text += Buffer.from(part).toString();
  return text;
}

describe('inputs that are read twice', () => {
  it('standard input gives the same bytes again', async () => {
    const host = { cwd: '', now: () => new Date(0), stdin: once('a,b\n', '1,2\n'), progress: { phase: () => {} } };
    const { stdin } = rememberInput(host);
    expect(await textOf(stdin)).toBe('a,b\n1,2\n');
    expect(await textOf(stdin)).toBe('a,b\n1,2\n');
  });

  it.skipIf(process.platform === 'win32')(
    'a pipe is refused by name, a file and what is not there are not',
    async () => {
      const folder = temporaryDirectory();
      expect(spawnSync('mkfifo', [join(folder, 'pipe')]).status).toBe(0);
      await refusePipes(['-', 'nothing', '.'], folder);
      const refused = await refusePipes(['pipe'], folder).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(UserError);
      expect((refused as UserError).problems).toMatchObject([{ code: 'pipe-read-twice', file: 'pipe' }]);
    },
  );
});

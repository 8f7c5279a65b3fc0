import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkSignature } from '../../src/run/sign.ts';
import { book, rubric, temporaryDirectory, tierbook } from './tierbook.ts';

/** Two runs signed with one key. */
async function withSignedRuns(): Promise<string> {
  const folder = temporaryDirectory();
  writeFileSync(join(folder, 'r.yaml'), rubric);
  writeFileSync(join(folder, 'b.csv'), book);
  await tierbook(folder, ['keygen', '--out', 'own']);
  for (const day of ['2026-09-30', '2026-10-31']) {
    const argv = ['run', 'r.yaml', 'b.csv', '--as-of', day, '--out', day, '--sign', 'own.key', '--quiet'];
    expect(await tierbook(folder, argv)).toEqual({ status: 0, stdout: '', stderr: '' });
  }
  return folder;
}

/** Flips a bit of the one signature of an envelope. */
function flipSignature(file: string, at: number): void {
  const envelope = JSON.parse(readFileSync(file, 'utf8'));
  const bytes = Buffer.from(envelope.signatures[0].sig, 'base64');
  bytes[at] ^= 1;
  envelope.signatures[0].sig = bytes.toString('base64');
  writeFileSync(file, `${JSON.stringify(envelope, null, 2)}\n`);
}

describe('a signature that does not fit', () => {
  it.each([
    {
      title: 'for it was changed',
      change: (run: string) => flipSignature(`${run}/manifest.json.dsse`, 40),
      message: /one of the two was changed/,
    },
    {
      title: 'for it is of another run',
      change: (run: string) => copyFileSync(`${run}/../2026-09-30/manifest.json.dsse`, `${run}/manifest.json.dsse`),
      message: /another manifest than the one of this run/,
    },
    {
      title: 'for the manifest was changed',
      change: (run: string) => {
        const manifest = readFileSync(`${run}/manifest.json`, 'utf8');
        writeFileSync(`${run}/manifest.json`, manifest.replace('"2026-10-31"', '"2026-10-30"'));
      },
      message: /another manifest than the one of this run/,
    },
    {
      title: 'for its file is no envelope any more',
      change: (run: string) => writeFileSync(`${run}/manifest.json.dsse`, '{}\n'),
      message: /is no envelope that tierbook wrote/,
    },
  ])('is told, $title', async ({ change, message }) => {
    const folder = await withSignedRuns();
    const check = () => checkSignature(join(folder, '2026-10-31'), '2026-10-31', 'own.pub', folder);
    expect((await check()).problems).toEqual([]);
    change(join(folder, '2026-10-31'));
    const { problems } = await check();
    expect(problems).toMatchObject([{ code: 'signature-wrong', severity: 'error' }]);
    expect(problems[0].message).toMatch(message);
  });

  it('fails verify', async () => {
    const folder = await withSignedRuns();
    flipSignature(join(folder, '2026-10-31/manifest.json.dsse'), 0);
    const { status, stderr } = await tierbook(folder, ['verify', '2026-10-31', 'b.csv', '--key', 'own.pub']);
    expect([status, stderr]).toEqual([1, expect.stringContaining('signature-wrong')]);
  });
});

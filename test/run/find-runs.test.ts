import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/model/user-error.ts';
import { findRuns } from '../../src/run/find-runs.ts';
import { temporaryDirectory } from './tierbook.ts';

function folderWith(files: readonly string[]): string {
  const folder = temporaryDirectory();
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
  return folder;
}

const files = [
  'runs/2026/10/manifest.json',
  'runs/2026/10/columns/manifest.json',
  'runs/2026/09/manifest.json',
  'runs/2026/09.previous/manifest.json',
  'runs/old.previous/manifest.json',
  'runs/.2026.partial-7/manifest.json',
  'runs/notes.txt',
  'empty/notes.txt',
];

describe('runs', () => {
  it.each([
    { title: 'a run is itself', given: ['runs/2026/10/'], expected: ['runs/2026/10'] },
    {
      title: 'below a directory all that stand, by name',
      given: ['runs'],
      expected: ['runs/2026/09', 'runs/2026/10', 'runs/old.previous'],
    },
    { title: 'here', given: ['.'], expected: ['runs/2026/09', 'runs/2026/10', 'runs/old.previous'] },
    { title: 'one that is named', given: ['runs/2026/09.previous'], expected: ['runs/2026/09.previous'] },
    { title: 'once', given: ['runs/2026/10', 'runs/2026'], expected: ['runs/2026/10', 'runs/2026/09'] },
  ])('$title', async ({ given, expected }) => {
    expect(await findRuns(given, folderWith(files))).toEqual(expected);
  });

  it('all that cannot be are told', async () => {
    const found = findRuns(['runs/notes.txt', 'empty', 'nowhere'], folderWith(files));
    await expect(found).rejects.toBeInstanceOf(UserError);
    const problems = await found.catch((error: UserError) => error.problems);
    expect((problems as UserError['problems']).map(({ code, file }) => [code, file])).toEqual([
      ['no-run', 'runs/notes.txt'],
      ['no-run', 'empty'],
      ['no-such-file', 'nowhere'],
    ]);
  });
});

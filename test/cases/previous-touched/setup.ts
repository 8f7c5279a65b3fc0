import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tierbook } from '../../run/tierbook.ts';

/** Two runs that somebody has touched: files of the one, the manifest of the other. */
export async function setUp(cwd: string): Promise<void> {
  for (const out of ['files', 'manifest', 'looked-into']) {
    await tierbook(cwd, ['run', 'rubric.yaml', 'september.csv', '--as-of', '2026-09-30', '--out', out, '--quiet']);
  }
  appendFileSync(join(cwd, 'files/clients.csv'), '010,5,gold\n');
  rmSync(join(cwd, 'files/rejects.csv'));
  mkdirSync(join(cwd, 'files/notes'));
  writeFileSync(join(cwd, 'files/notes/mine.txt'), 'a note\n');
  appendFileSync(join(cwd, 'manifest/manifest.json'), '\n');
  writeFileSync(join(cwd, 'looked-into/.DS_Store'), '');
  writeFileSync(join(cwd, 'looked-into/Thumbs.db'), '');
}

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sealAgain } from '../../run/seal-again.ts';
import { tierbook } from '../../run/tierbook.ts';

/** Two runs with a better score for one client: in the one every hash was rewritten to match. */
export async function setUp(cwd: string): Promise<void> {
  const run = async (...argv: string[]) => {
    const { status, stderr } = await tierbook(cwd, ['run', 'rubric.yaml', ...argv, '--quiet']);
    if (status !== 0) throw new Error(stderr);
  };
  await run('september.csv', '--as-of', '2026-09-30', '--out', 'r09');
  for (const out of ['forged', 'touched']) {
    await run('october.csv', '--as-of', '2026-10-31', '--previous', 'r09', '--out', out);
    const path = join(cwd, out, 'clients.csv');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^(004,.*?),40,/m, '$1,75,'));
  }
  sealAgain(join(cwd, 'forged'));
}

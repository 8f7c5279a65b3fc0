import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { transcribe } from './transcript.ts';

// Golden command lines: a folder each, with `commands`, the files they read and `expected.txt`. `npm run golden` writes
// the expectations anew; the diff is the review. A failed case leaves what it got as `expected.txt-changed`.

const here = fileURLToPath(new URL('.', import.meta.url));
const cases = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory());

describe('command lines', () => {
  it.each(cases.map((entry) => entry.name))('%s', async (name) => {
    const expected = join(here, name, 'expected.txt');
    const got = await transcribe(join(here, name));
    // A bug is no expectation, not even of `npm run golden`.
    expect(got).not.toMatch(/^status 70$/m);
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(expected, got);
    const wanted = existsSync(expected) ? readFileSync(expected, 'utf8') : '';
    if (got !== wanted) writeFileSync(`${expected}-changed`, got);
    expect(got).toBe(wanted);
  });
});

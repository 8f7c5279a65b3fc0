import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { exitStatus } from '../../src/model/user-error.ts';
import { loadConfig } from '../../src/run/config/load-config.ts';

// docs/cron.md against the tool: its settings, events and exit statuses.

const page = readFileSync(new URL('../../docs/cron.md', import.meta.url), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'tierbook-cron-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Code in the first column of the table below a heading. */
function firstColumn(heading: string): string[] {
  const section = page.split(`\n## ${heading}\n`)[1].split('\n## ')[0];
  return [...section.matchAll(/^\| ([^|]*) \|/gm)].slice(2).map(([, cell]) => cell.replaceAll('`', ''));
}

describe('docs/cron.md', () => {
  it('has a tierbook.yaml to which there is nothing to object', async () => {
    const [, text] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
    writeFileSync(join(folder, 'tierbook.yaml'), text);
    const { settings } = (await loadConfig(undefined, undefined, folder)) ?? {};
    expect(settings).toMatchObject({ asOf: 'last-month-end', previous: 'last', keep: 36, skipUnchanged: true });
  });

  it('lists the events of the log', () => {
    const source = new URL('../../src/cli/', import.meta.url).pathname;
    const files = readdirSync(source, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const text = files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')).join('\n');
    const events = [...text.matchAll(/(?:\bevent|\bwrite)\(\s*'([a-z-]+)'/g)].map(([, name]) => name);
    expect([...new Set(events)].sort()).toEqual(firstColumn('Mail and logs').sort());
  });

  it('lists the exit statuses, and those of signals', () => {
    const statuses = firstColumn('Exit statuses').flatMap((cell) => cell.split(', ').map(Number));
    expect(statuses).toEqual([...Object.values(exitStatus), 130, 143]);
  });
});

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { segment } from '../../src/run/segment.ts';
import { book, readTree, rubric, temporaryDirectory, tierbook } from './tierbook.ts';

function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = temporaryDirectory();
  for (const [name, content] of Object.entries({ 'rubric.yaml': rubric, 'clients.csv': book, ...files })) {
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const run = ['run', 'rubric.yaml', 'clients.csv', '--as-of', '2026-10-31', '--quiet', '--out'];

describe('a run', () => {
  it('gives the same bytes again, but for what the manifest says it recorded', async () => {
    const folder = folderWith({});
    expect((await tierbook(folder, [...run, 'first'])).status).toBe(0);
    expect((await tierbook(folder, [...run, 'second'], '2031-01-01T00:00:00Z')).status).toBe(0);
    const [first, second] = ['first', 'second'].map((name) => readTree(join(folder, name)));
    expect([...second.keys()]).toEqual([...first.keys()]);
    const manifests = /^manifest\.json/;
    for (const [name, text] of first) if (!manifests.test(name)) expect(second.get(name), name).toBe(text);
    const [one, two] = [first, second].map((files) => JSON.parse(files.get('manifest.json') as string));
    expect(two).not.toEqual(one);
    expect(two.predicate.recorded.at).toBe('2031-01-01T00:00:00.000Z');
    expect({ ...two, predicate: { ...two.predicate, recorded: one.predicate.recorded } }).toEqual(one);
  });

  it('says the same of a book wherever it lies, and names no path', async () => {
    const folder = folderWith({});
    mkdirSync(join(folder, 'elsewhere'));
    writeFileSync(join(folder, 'elsewhere', 'clients.csv'), book);
    await tierbook(folder, [...run, 'first']);
    const path = join(folder, 'elsewhere', 'clients.csv');
    await tierbook(join(folder, 'elsewhere'), [...run.with(1, '../rubric.yaml').with(2, path), 'second']);
    expect(readTree(join(folder, 'elsewhere', 'second'))).toEqual(readTree(join(folder, 'first')));
    for (const text of readTree(join(folder, 'first')).values()) expect(text).not.toContain(folder);
  });

  it('names in the manifest every file it wrote, with its hash, and lays the hash of the manifest beside it', async () => {
    const folder = folderWith({});
    await tierbook(folder, [...run, 'out']);
    const files = readTree(join(folder, 'out'));
    const manifest = JSON.parse(files.get('manifest.json') as string);
    const hashes = Object.fromEntries(
      manifest.subject.map((own: { name: string; digest: { sha256: string } }) => [own.name, own.digest.sha256]),
    );
    const written = [...files.keys()].filter((name) => !/^manifest\.json/.test(name));
    expect(Object.keys(hashes).sort()).toEqual(written);
    for (const name of written) expect(hashes[name], name).toBe(sha256(join(folder, 'out', name)));
    const beside = `${sha256(join(folder, 'out', 'manifest.json'))}  manifest.json\n`;
    expect(files.get('manifest.json.sha256')).toBe(beside);
    expect(files.get('manifest.json')).toContain(sha256(join(folder, 'clients.csv')));
    expect(files.get('manifest.json')).toContain(sha256(join(folder, 'rubric.yaml')));
  });
});

describe('a run that fails', () => {
  it.each([
    {
      title: 'at the headings',
      clients: 'Client\n1\n2,3\n',
      rubric: rubric.replace('from: [Revenue]', 'from: [Revenue], required: true'),
    },
    { title: 'at the end of the rows', clients: 'Client,Revenue\n1,1500\n2,"20\n' },
    { title: 'without rows', clients: 'Client,Revenue\n' },
  ])('$title leaves nothing behind, and the run before it whole', async ({ clients, rubric: other = rubric }) => {
    const folder = folderWith({ 'clients.csv': clients, 'rubric.yaml': other });
    const before = readTree(folder);
    expect((await tierbook(folder, [...run, 'out'])).status).toBe(2);
    expect(readTree(folder)).toEqual(before);
    writeFileSync(join(folder, 'clients.csv'), book);
    expect((await tierbook(folder, [...run, 'out'])).status).toBe(0);
    writeFileSync(join(folder, 'clients.csv'), clients);
    const whole = readTree(folder);
    expect((await tierbook(folder, [...run, 'out', '--force'])).status).toBe(2);
    expect(readTree(folder)).toEqual(whole);
  });

  it.each(['read', 'merge', 'score', 'write'])(
    'for whatever reason, in the phase "%s", leaves nothing behind',
    async (at) => {
      const folder = folderWith({});
      const before = readTree(folder);
      const request = {
        rubric: 'rubric.yaml',
        books: ['clients.csv'],
        asOf: '2026-10-31',
        out: 'out',
        force: false,
        formats: ['csv', 'json'],
        read: { passThrough: false },
        csv: { bom: false, crlf: false },
      };
      const progress = {
        phase: (phase: string) => {
          if (phase === at) throw new RangeError('a bug');
        },
      };
      const host = { cwd: folder, now: () => new Date(0), stdin: (async function* () {})(), progress };
      await expect(segment(request, host)).rejects.toThrow(RangeError);
      expect(readTree(folder)).toEqual(before);
    },
  );
});

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

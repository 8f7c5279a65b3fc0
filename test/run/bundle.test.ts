import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { BadBundle, unpackBundle } from '../../src/run/bundle/unpack.ts';
import { TooLargeForZip, ZipWriter } from '../../src/run/bundle/zip-writer.ts';
import { book, readTree, rubric, temporaryDirectory, tierbook } from './tierbook.ts';

function folderWith(files: Readonly<Record<string, string>> = {}): string {
  const folder = temporaryDirectory();
  for (const [name, text] of Object.entries({ 'rubric.yaml': rubric, 'clients.csv': book, ...files })) {
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const run = ['run', 'rubric.yaml', 'clients.csv', '--as-of', '2026-10-31', '--out', 'out'];

describe('run --bundle', () => {
  it('packs the run and what it read, and says the hash of the file', async () => {
    const folder = folderWith();
    const { status, stderr } = await tierbook(folder, [...run, '--bundle', 'all.zip']);
    expect(status).toBe(0);
    const bytes = readFileSync(join(folder, 'all.zip'));
    expect(stderr).toContain(createHash('sha256').update(bytes).digest('hex'));
    const entries = new Map(
      Object.entries(unzipSync(bytes)).map(([name, own]) => [name, Buffer.from(own).toString('latin1')]),
    );
    const tree = readTree(join(folder, 'out'));
    expect([...entries.keys()]).toEqual([...entries.keys()].sort());
    for (const [name, text] of tree) expect(entries.get(`run/${name}`)).toBe(text);
    expect(entries.get('inputs/1-clients.csv')).toBe(book);
    expect(entries.size).toBe(tree.size + 2);
  });

  it('gives the same bytes for the same run', async () => {
    const folder = folderWith();
    const bundle = async (name: string) => {
      expect((await tierbook(folder, [...run, '--force', '--quiet', '--bundle', name])).status).toBe(0);
      return readFileSync(join(folder, name), 'latin1');
    };
    expect(await bundle('b.zip')).toBe(await bundle('a.zip'));
  });

  it('keeps what standard input gave', async () => {
    const folder = folderWith();
    const silent = { write: () => true };
    const argv = ['run', 'rubric.yaml', '-', '--as-of', '2026-10-31', '--out', 'out', '--quiet', '--bundle', 'all.zip'];
    const stdin = Readable.from([Buffer.from(book)]);
    const invocation = { argv, cwd: folder, env: {}, now: () => new Date(0), stdin, stdout: silent, stderr: silent };
    expect(await main(invocation)).toBe(0);
    const entries = unzipSync(readFileSync(join(folder, 'all.zip')));
    expect(Buffer.from(entries['inputs/1-standard-input']).toString()).toBe(book);
    expect((await tierbook(folder, ['verify', 'all.zip'])).status).toBe(0);
  });

  it.each([
    { title: 'in the run directory', bundle: 'out/all.zip', expected: /bad-option/ },
    { title: 'that is there already', bundle: 'clients.csv', expected: /output-exists/ },
    { title: 'that cannot be written', bundle: 'clients.csv/all.zip', expected: /output-unwritable/ },
  ])('refuses a file $title, and leaves nothing', async ({ bundle, expected }) => {
    const folder = folderWith();
    const before = readTree(folder);
    const { status, stderr } = await tierbook(folder, [...run, '--bundle', bundle]);
    expect(status).toBe(2);
    expect(stderr).toMatch(expected);
    expect(readTree(folder)).toEqual(before);
  });

  it('leaves neither run nor bundle where the run fails, and clears what a killed one left', async () => {
    const folder = folderWith({ '.all.zip.partial-999999999': 'half' });
    const failed = [
      'run',
      'rubric.yaml',
      'nowhere.csv',
      '--as-of',
      '2026-10-31',
      '--out',
      'out',
      '--bundle',
      'all.zip',
    ];
    expect((await tierbook(folder, failed)).status).toBe(2);
    expect(readdirSync(folder).sort()).toEqual(['clients.csv', 'rubric.yaml']);
  });
});

describe('run --bundle of more than a zip file may hold', () => {
  it('says so, and leaves neither run nor bundle', async () => {
    const folder = folderWith();
    const before = readTree(folder);
    // What the writer throws where it is so, which the last test of the next block brings about.
    const add = vi.spyOn(ZipWriter.prototype, 'add').mockRejectedValueOnce(new TooLargeForZip());
    const { status, stderr } = await tierbook(folder, [...run, '--bundle', 'all.zip']);
    expect(add).toHaveBeenCalledOnce();
    add.mockRestore();
    expect(status).toBe(2);
    expect(stderr).toContain('bundle-too-large');
    expect(readTree(folder)).toEqual(before);
    expect((await tierbook(folder, [...run, '--bundle', 'all.zip'])).status).toBe(0);
  });
});

describe('a zip file is written', () => {
  const write = async (name: string, contents: readonly (readonly Uint8Array[])[]) => {
    const path = join(temporaryDirectory(), name);
    const file = await open(path, 'w');
    const zip = new ZipWriter(file);
    for (const [at, parts] of contents.entries()) await zip.add(`entry-${at}`, parts);
    const { sha256, size } = await zip.finish();
    await file.close();
    const bytes = readFileSync(path);
    expect({ sha256, size }).toEqual({ sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length });
    return bytes;
  };

  it('that others can read, whatever is in it', async () => {
    const parts = fc.array(fc.uint8Array({ max: 3, maxLength: 3000 }), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(parts, { minLength: 1, maxLength: 4 }), async (contents) => {
        const entries = unzipSync(await write('any.zip', contents));
        contents.forEach((own, at) => {
          expect(Buffer.from(entries[`entry-${at}`])).toEqual(Buffer.concat(own));
        });
      }),
      { numRuns: 60 },
    );
  });

  it('with entries too large to be packed at once', async () => {
    const piece = Buffer.alloc(1 << 20, 'Tier,book;');
    const bytes = await write('large.zip', [Array.from({ length: 66 }, () => piece), [Buffer.from('after')]]);
    const entries = unzipSync(bytes);
    expect(entries['entry-0'].length).toBe(66 << 20);
    expect(Buffer.from(entries['entry-0'].subarray(65 << 20)).equals(piece)).toBe(true);
    expect(Buffer.from(entries['entry-1']).toString()).toBe('after');
  });

  it('but not with more entries than its directory counts', async () => {
    const file = await open(join(temporaryDirectory(), 'many.zip'), 'w');
    // Nothing is packed as long as they wait for their first piece.
    const waiting = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }) };
    try {
      const zip = new ZipWriter(file);
      for (let at = 0; at < 0xfffe; at++) void zip.add('', waiting);
      await expect(zip.add('one more', [])).rejects.toThrow(TooLargeForZip);
    } finally {
      await file.close();
    }
  });
});

describe('a bundle is unpacked', () => {
  const text = (value: string) => Buffer.from(value);
  const unpack = async (bytes: Uint8Array): Promise<string> => {
    const folder = temporaryDirectory();
    writeFileSync(join(folder, 'given.zip'), bytes);
    mkdirSync(join(folder, 'into/here'), { recursive: true });
    await unpackBundle(join(folder, 'given.zip'), join(folder, 'into/here'));
    return join(folder, 'into/here');
  };
  const whole = { 'run/manifest.json': text('{}'), 'run/columns/a b.bin': text('x'), 'inputs/1-客户.csv': text('') };

  it('as it was packed', async () => {
    const into = await unpack(zipSync(whole));
    expect(readFileSync(join(into, 'run/columns/a b.bin'), 'utf8')).toBe('x');
    expect(readFileSync(join(into, 'inputs/1-客户.csv'), 'utf8')).toBe('');
  });

  it.each([
    '../evil',
    'run/../../evil',
    '/etc/evil',
    'run/./evil',
    'evil',
    'run\\..\\evil',
    'run/',
    'run//evil',
    'inputs/a\u0000b',
  ])('but not with an entry named %j', async (name) => {
    await expect(unpack(zipSync({ ...whole, [name]: text('evil') }))).rejects.toThrow(BadBundle);
  });

  it('but not where an entry is larger than it says', async () => {
    const bytes = Buffer.from(zipSync({ ...whole, 'run/large': Buffer.alloc(100_000) }));
    const directory = bytes.lastIndexOf('run/large') - 46;
    bytes.writeUInt32LE(10, directory + 24);
    await expect(unpack(bytes)).rejects.toThrow('larger than its directory says');
  });

  it('but not where an entry is smaller than it says', async () => {
    const bytes = Buffer.from(zipSync({ ...whole, 'run/small': Buffer.alloc(1) }));
    bytes.writeUInt32LE(10, bytes.lastIndexOf('run/small') - 46 + 24);
    await expect(unpack(bytes)).rejects.toThrow('the checksum of run/small does not hold');
  });

  it('but not where bytes were changed or are lacking', async () => {
    const good = Buffer.from(zipSync({ ...whole, 'inputs/1-a.csv': text('Client,Revenue\n'.repeat(50)) }));
    const body = good.indexOf('inputs/1-a.csv') + 'inputs/1-a.csv'.length;
    const changed = Buffer.from(good);
    changed[body + 4] ^= 0x10;
    await expect(unpack(changed)).rejects.toThrow(BadBundle);
    await expect(unpack(good.subarray(0, good.length - 5))).rejects.toThrow(BadBundle);
    await expect(unpack(good.subarray(30))).rejects.toThrow(BadBundle);
    await expect(unpack(zipSync({ 'inputs/1-a.csv': text('x') }))).rejects.toThrow('it holds no run');
  });
});

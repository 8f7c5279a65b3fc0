import { describe, expect, it } from 'vitest';
import type { ByteSource } from '../../src/model/reader.ts';
import { hashed, sha256 } from '../../src/run/hashing.ts';

/** A source that gives the next text on each pass, and the last one from then on. */
function sourceOf(...texts: readonly string[]): ByteSource & { passes(): number } {
  let pass = 0;
  return {
    name: 'clients.csv',
    passes: () => pass,
    async *bytes() {
      const text = texts[Math.min(pass++, texts.length - 1)];
      for (const part of text.match(/.{1,3}/gs) ?? []) yield new TextEncoder().encode(part);
    },
  };
}

async function read(source: ByteSource): Promise<string> {
  let text = '';
  for await (const part of source.bytes()) text += new TextDecoder().decode(part);
  return text;
}

describe('hashed', () => {
  it('knows the hash and size of what was read, without reading it again', async () => {
    const source = sourceOf('Client,Revenue\n');
    const own = hashed(source);
    expect(await read(own)).toBe('Client,Revenue\n');
    expect(await own.digest()).toEqual({ sha256: sha256('Client,Revenue\n'), size: 15 });
    expect(source.passes()).toBe(1);
  });

  it('reads the source where no pass came to its end', async () => {
    const own = hashed(sourceOf('abcdef'));
    for await (const _ of own.bytes()) break;
    expect(await own.digest()).toEqual({ sha256: sha256('abcdef'), size: 6 });
  });

  it('hashes nothing as nothing', async () => {
    expect(await hashed(sourceOf('')).digest()).toEqual({ sha256: sha256(''), size: 0 });
  });

  it.each([
    { title: 'grew', texts: ['1,10\n', '1,10\n2,20\n'] },
    { title: 'shrank', texts: ['1,10\n2,20\n', '1,10\n'] },
    { title: 'has the same length', texts: ['1,10\n', '1,11\n'] },
  ])('refuses a file that $title between two passes', async ({ texts }) => {
    const own = hashed(sourceOf(...texts));
    await read(own);
    await expect(read(own)).rejects.toMatchObject({
      status: 2,
      problems: [{ code: 'input-changed', severity: 'error', file: 'clients.csv' }],
    });
  });

  it.each([
    { title: 'an equal one', sha: sha256('same'), refused: false },
    { title: 'another', sha: sha256('other'), refused: true },
  ])('holds a pass made elsewhere against its own: $title', async ({ sha, refused }) => {
    for (const elsewhereFirst of [true, false]) {
      const own = hashed(sourceOf('same'));
      const note = async () => own.note({ sha256: sha, size: 4 });
      const [first, second] = elsewhereFirst ? [note, () => read(own)] : [() => read(own), note];
      await first();
      if (refused) await expect(second()).rejects.toMatchObject({ problems: [{ code: 'input-changed' }] });
      else await second();
    }
  });

  it('refuses passes at one time that differ', async () => {
    const own = hashed(sourceOf('1,10\n', '1,11\n'));
    const passes = [own.bytes(), own.bytes()];
    const drain = async (pass: AsyncIterable<Uint8Array>) => {
      for await (const _ of pass);
    };
    await expect(Promise.all(passes.map(drain))).rejects.toMatchObject({ problems: [{ code: 'input-changed' }] });
  });

  it('takes any number of equal passes', async () => {
    const own = hashed(sourceOf('same'));
    for (let pass = 0; pass < 3; pass++) expect(await read(own)).toBe('same');
  });
});

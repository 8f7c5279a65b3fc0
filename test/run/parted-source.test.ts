import { rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type * as CsvModule from '../../src/input/csv/csv.ts';
import type { PartedFile } from '../../src/input/csv/parts/parted-file.ts';
import type * as BookModule from '../../src/input/read-book.ts';
import type * as TypesModule from '../../src/input/types/index.ts';
import type { ByteSource } from '../../src/model/reader.ts';
import { alone, type Crew } from '../../src/parallel/crew.ts';
import type * as HashingModule from '../../src/run/hashing.ts';
import { type HashedSource, sha256 } from '../../src/run/hashing.ts';
import type * as PartedModule from '../../src/run/parted-source.ts';
import type * as SourcesModule from '../../src/run/sources.ts';
import type * as CrewModule from '../../src/run/start-crew.ts';
import { type Compiled, compileSources } from '../compiled.ts';
import { field, noOptions, rowsOf } from '../input/book-helpers.ts';
import { temporaryDirectory } from './tierbook.ts';

// Files read by real threads, each of which opens the file for itself, with rules that part small ones, too.

const rules = { least: 1, size: 20_000, ahead: 2 };
const fields = [
  field('id', 'id', { required: true }),
  field('name', 'text'),
  field('kind', 'category'),
  field('amount', 'money', { min: 0, required: true }),
];
const line = (row: number) =>
  `K${row},${row % 7 === 0 ? `"客户, ""${row}""\n𠮷"` : `客户 ${row}`},kind ${row % 31},${row % 97 === 0 ? 'x' : `${row}.25`}\n`;
const text = `\uFEFFid,name,kind,amount\n${Array.from({ length: 5000 }, (_, row) => line(row)).join('')}`;

let compiled: Compiled;
let csv: typeof CsvModule;
let book: typeof BookModule;
let types: typeof TypesModule;
let crews: typeof CrewModule;
let hashing: typeof HashingModule;
let parted: typeof PartedModule;
let sources: typeof SourcesModule;

beforeAll(async () => {
  compiled = compileSources();
  const load = (path: string) => import(pathToFileURL(join(compiled.directory, 'build', path)).href);
  csv = await load('input/csv/csv.js');
  book = await load('input/read-book.js');
  types = await load('input/types/index.js');
  crews = await load('run/start-crew.js');
  hashing = await load('run/hashing.js');
  parted = await load('run/parted-source.js');
  sources = await load('run/sources.js');
});

afterAll(() => compiled.remove());

function crewOf(size: number): Crew {
  const crew = crews.createCrew(size);
  onTestFinished(() => crew.close());
  return crew;
}

async function fileOf(content: string | Uint8Array): Promise<{ path: string; source: HashedSource }> {
  const cwd = temporaryDirectory();
  const path = join(cwd, 'book.csv');
  writeFileSync(path, content);
  // A time that can be set again as it was.
  utimesSync(path, 1_700_000_000, 1_700_000_000);
  const host = { cwd } as Parameters<typeof sources.findSources>[1];
  const [source] = await sources.findSources(['book.csv'], host);
  return { path, source: hashing.hashed(source) };
}

async function read(source: ByteSource, file: PartedFile | undefined) {
  const format = csv.makeCsvFormat(types.fieldTypes, true, () => file);
  const raw = await book.readBook([source], fields, 'id', noOptions, types.fieldTypes, [format]);
  const { files, rejects, findings, ragged, lines, spoiled } = raw;
  return { rows: rowsOf(raw), files, rejects, findings, ragged, lines: [...lines], spoiled: [...spoiled] };
}

function partsOf(source: HashedSource, crew: Crew): PartedFile {
  const file = parted.partedFile(source, crew, rules);
  if (file === undefined) throw new Error('the file is not read in parts');
  return file;
}

/** The same number of other bytes, at the same time of change. */
function rewrite(path: string, change: (text: string) => string): void {
  const { atime, mtime, size } = statSync(path);
  writeFileSync(path, change(text));
  utimesSync(path, atime, mtime);
  expect(statSync(path).size).toBe(size);
}

describe('a file read by threads', () => {
  it.each([1, 2, 4])('is what one pass after the other reads, on %i', async (size) => {
    const { source } = await fileOf(text);
    const expected = await read((await fileOf(text)).source, undefined);
    expect(expected.rows.length).toBe(5000);
    expect(expected.rejects.length).toBeGreaterThan(40);
    // Only the head is looked at, to tell the format.
    let passes = 0;
    const counted = {
      ...source,
      async *bytes() {
        yield* source.bytes();
        passes++;
      },
    };
    expect(await read(counted, partsOf(source, crewOf(size)))).toEqual(expected);
    expect(await source.digest()).toEqual({ sha256: sha256(text), size: Buffer.byteLength(text) });
    expect(passes).toBe(0);
  });

  it('is read by one where only csv-parse can judge a row', async () => {
    const odd = `${text}K-1,"5" pipe,kind 1,1\n`;
    const { source } = await fileOf(odd);
    const expected = await read((await fileOf(odd)).source, undefined);
    expect(await read(source, partsOf(source, crewOf(2)))).toEqual(expected);
    expect((await source.digest()).sha256).toBe(sha256(odd));
  });

  it('names the line of an illegal byte', async () => {
    const { source } = await fileOf(Buffer.concat([Buffer.from(text), Buffer.of(0xff, 10)]));
    const lines = text.split('\n').length;
    await expect(read(source, partsOf(source, crewOf(2)))).rejects.toMatchObject({
      problems: [{ code: 'illegal-byte', file: 'book.csv', line: lines }],
    });
  });

  it.each([
    { title: 'a small one', size: 2, given: {}, least: 1 << 20 },
    { title: 'no place on disk', size: 2, given: { path: undefined }, least: 1 },
    { title: 'no size', size: 2, given: { size: undefined }, least: 1 },
  ])('is left to one for $title', async ({ size, given, least }) => {
    const { source } = await fileOf(text);
    const other = { ...source, ...given } as HashedSource;
    expect(parted.partedFile(other, { ...alone, size }, { ...rules, least })).toBeUndefined();
  });

  it('has a few parts under way for each thread, on one as well', async () => {
    const { source } = await fileOf(text);
    const aheadOf = (size: number) => parted.partedFile(source, { ...alone, size }, rules)?.ahead;
    expect([1, 2, 3].map(aheadOf)).toEqual([2, 4, 6]);
  });
});

describe('a file that is not the same at every reading is refused', () => {
  const refused = { problems: [{ code: 'input-changed', file: 'book.csv' }] };

  it('a head that the headings were found in, and then another', async () => {
    const { path, source } = await fileOf(text);
    const file = partsOf(source, crewOf(2));
    const changing: PartedFile = {
      ...file,
      head: async (length) => {
        const bytes = await file.head(length);
        rewrite(path, (given) => given.replace('K1,客户', 'K1,企业'));
        return bytes;
      },
    };
    await expect(read(source, changing)).rejects.toMatchObject(refused);
  });

  it('one that grew', async () => {
    const { path, source } = await fileOf(text);
    const file = partsOf(source, crewOf(2));
    writeFileSync(path, text + line(5000));
    await expect(read(source, file)).rejects.toMatchObject(refused);
  });

  it('one that shrank', async () => {
    const { path, source } = await fileOf(text);
    const file = partsOf(source, crewOf(2));
    writeFileSync(path, text.slice(0, 20_000));
    await expect(read(source, file)).rejects.toMatchObject(refused);
  });

  it('one that shrank while it was read', async () => {
    const { path, source } = await fileOf(text);
    const file = partsOf(source, crewOf(2));
    let parts = 0;
    const changing: PartedFile = {
      ...file,
      scan: (part) => {
        if (++parts === 3) truncateSync(path, 100_000);
        return file.scan(part);
      },
    };
    await expect(read(source, changing)).rejects.toMatchObject(refused);
  });

  it('changed between the threads that gave up and the one that reads all', async () => {
    const odd = `${text}K-1,5" pipe,kind 1,"1" x\n`;
    const { path, source } = await fileOf(odd);
    const file = partsOf(source, crewOf(2));
    const changing: PartedFile = {
      ...file,
      read: () => {
        const reading = file.read();
        return {
          ...reading,
          close: () => {
            reading.close();
            writeFileSync(path, odd.slice(0, -10));
          },
        };
      },
    };
    await expect(read(source, changing)).rejects.toMatchObject(refused);
  });

  it('and one that is gone is named', async () => {
    const { path, source } = await fileOf(text);
    const file = partsOf(source, crewOf(2));
    rmSync(path);
    expect(() => file.read()).toThrow(
      expect.objectContaining({ problems: [expect.objectContaining({ code: 'no-such-file' })] }),
    );
  });
});

describe('a file that is written to while it is read', () => {
  // Longer than the head that headings are looked for in.
  const long = text + Array.from({ length: 20_000 }, (_, row) => line(5000 + row)).join('');
  const changed = Buffer.from(long.replaceAll(/客户 (24\d{3})/g, '企业 $1'));

  /** Reads it while other bytes are put in its place, and says what came out of the file. */
  async function readWhile(write: (path: string) => void) {
    const { path, source } = await fileOf(long);
    const file = partsOf(source, crewOf(2));
    const seen: Buffer[] = [];
    const changing: PartedFile = {
      ...file,
      read: () => {
        const reading = file.read();
        const next = (memory: Uint8Array) => {
          if (seen.length === 3) write(path);
          const length = reading.next(memory);
          seen.push(Buffer.from(memory.subarray(0, length)));
          return length;
        };
        return { ...reading, next };
      },
    };
    const { rows } = await read(source, changing);
    return { rows, bytes: Buffer.concat(seen), digest: await source.digest() };
  }

  it('is refused where the time of change tells', async () => {
    const written = readWhile((path) => {
      writeFileSync(path, changed);
      utimesSync(path, 1, 1);
    });
    await expect(written).rejects.toMatchObject({ problems: [{ code: 'input-changed' }] });
  });

  it('and where it does not, is hashed as it was read, row for row', async () => {
    const { rows, bytes, digest } = await readWhile((path) => {
      const { atime, mtime } = statSync(path);
      writeFileSync(path, changed);
      utimesSync(path, atime, mtime);
    });
    expect(bytes.equals(Buffer.from(long))).toBe(false);
    expect(digest.sha256).toBe(sha256(bytes));
    expect(rows).toEqual((await read((await fileOf(bytes)).source, undefined)).rows);
  });
});

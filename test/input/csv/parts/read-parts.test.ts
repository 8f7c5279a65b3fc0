import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PartedFile } from '../../../../src/input/csv/parts/parted-file.ts';
import type { ReadOptions } from '../../../../src/model/reader.ts';
import type { FieldSpec } from '../../../../src/model/rubric.ts';
import { parseIsoDate } from '../../../../src/numeric/date.ts';
import { parseDecimal } from '../../../../src/numeric/decimal.ts';
import { field, inUtf16, noOptions, sourceOf } from '../../book-helpers.ts';
import { readBy } from '../scan/both-readers.ts';
import { allFields, mutate, mutation, randomFile } from '../scan/random-files.ts';
import { inParts, noneTaken, type Taken } from './in-parts.ts';

// The law of parts: however many threads read a file, the same book, rejects, findings and errors as by csv-parse alone.

const rate = { currency: 'USD', rate: parseDecimal('7.1205')!, date: parseIsoDate('2026-10-31')! };
const digits: Readonly<Record<string, number>> = { CNY: 2, USD: 2, JPY: 0 };
const rates = {
  currency: 'CNY',
  asOf: undefined,
  byCurrency: new Map([['USD', rate]]),
  digitsOf: (code: string) => digits[code],
};
const options: ReadOptions = { passThrough: true, rates };

interface Given {
  readonly bytes: Uint8Array;
  readonly fields?: readonly FieldSpec[];
  readonly given?: ReadOptions;
  /** Bytes of a part; by default a few to a file. */
  readonly sizes?: readonly number[];
}

async function expectSame({ bytes, fields = allFields, given = options, sizes }: Given): Promise<Taken> {
  const source = sourceOf(bytes, 'book.csv', 1000);
  const parsed = await readBy(false, source, fields, given, fields[0].name);
  const taken = noneTaken();
  for (const [index, size] of (sizes ?? [1, 2, 3, 5].map((parts) => Math.ceil(bytes.length / parts) + 40)).entries()) {
    const file = inParts(bytes, size, 2 + index, taken);
    const read = await readBy(true, source, fields, given, fields[0].name, () => file);
    if (!isDeepStrictEqual(read, parsed)) expect(read).toEqual(parsed);
  }
  return taken;
}

const sizes = fc.array(fc.integer({ min: 16, max: 3000 }), { minLength: 1, maxLength: 4 });
const manyRows = 40;

describe('the same as csv-parse', () => {
  test('files that keep to RFC 4180', async () => {
    const all = noneTaken();
    await fc.assert(
      fc.asyncProperty(randomFile(false, manyRows), sizes, async ({ text, delimiter }, own) => {
        const taken = await expectSame({ bytes: Buffer.from(text), given: { ...options, delimiter }, sizes: own });
        all.whole += taken.whole;
        all.again += taken.again;
      }),
      { numRuns: 120 },
    );
    // Headings in more than one part, quotes inside a cell that has none around it and carriage returns alone are the only oddities.
    expect(all.whole).toBeGreaterThan(50);
    expect(all.again).toBeGreaterThan(0);
  });

  test('files with quotes gone wrong, the delimiter found out', async () => {
    await fc.assert(
      fc.asyncProperty(randomFile(true, manyRows), sizes, async ({ text }, own) => {
        await expectSame({ bytes: Buffer.from(text), sizes: own });
      }),
      { numRuns: 100 },
    );
  });

  test('files with bytes put in, taken out and replaced', async () => {
    const mutations = fc.array(mutation, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(randomFile(false, manyRows), mutations, sizes, async ({ text, delimiter }, changes, own) => {
        await expectSame({ bytes: mutate(Buffer.from(text), changes), given: { ...options, delimiter }, sizes: own });
      }),
      { numRuns: 120 },
    );
  });

  test('other encodings, which one thread reads', async () => {
    await fc.assert(
      fc.asyncProperty(randomFile(true), async ({ text }) => {
        await expectSame({ bytes: inUtf16(text.replace(/^\uFEFF/, ''), false, true) });
      }),
      { numRuns: 20 },
    );
    await expectSame({ bytes: Uint8Array.of(...Buffer.from('id,name\n1,x\n2,'), 0xff, 10) });
  });
});

describe('rows', () => {
  const fields = [field('id', 'id', { required: true }), field('name', 'text'), field('kind', 'category')];
  const rows = Array.from({ length: 400 }, (_, row) => `C${row},名 ${row},k${row % 7}`);
  const text = (own: readonly string[], end = '\n') => Buffer.from(['id,name,kind', ...own].join(end) + end);

  test.each([
    { title: 'plain', own: rows, isWhole: true, again: 0 },
    {
      title: 'quoted, with delimiters and line ends',
      own: rows.map((row) => `${row},`.replace(/,(名 \d*3),/, ',"a,\n$1",').slice(0, -1)),
      isWhole: true,
    },
    {
      title: 'with a line end between quotes in every row',
      own: rows.map((row) => row.replace(/,(名 \d*)/, ',"1\n2\n3\n$1"')),
      isWhole: true,
    },
    { title: 'blank ones between', own: rows.flatMap((row, at) => (at % 5 === 0 ? ['', row] : [row])), isWhole: true },
    { title: 'ragged ones', own: rows.map((row, at) => (at % 50 === 7 ? `${row},x` : row)), isWhole: true },
    { title: 'a quote inside a cell in the first part', own: ['1,5" pipe,k', ...rows], isWhole: true },
    { title: 'text behind a closing quote at the end', own: [...rows, '1,"x" y,k'], isWhole: false },
    { title: 'text behind a closing quote at the start', own: ['1,"x" y,k', ...rows], isWhole: false },
    { title: 'a quote that is never closed', own: [...rows, '1,"x,k'], isWhole: false },
    { title: 'a quote that is closed in another row', own: [...rows, '1,"x,k', ...rows, '2,y",k'], isWhole: true },
    { title: 'none', own: [], isWhole: true },
    { title: 'longer than a part', own: [...rows, `C,${'客'.repeat(2000)},k`, ...rows], isWhole: false },
  ])('$title', async ({ own, isWhole }) => {
    for (const end of ['\n', '\r\n']) {
      const sizes = [64, 100, 1000, 1001, 1002, 4000];
      const taken = await expectSame({ bytes: text(own, end), fields, given: noOptions, sizes });
      expect([own, taken.whole]).toEqual([own, isWhole ? sizes.length : 0]);
    }
  });

  test('a part that begins inside quotes is scanned again, with the row that the part before has over', async () => {
    const own = rows.map((row) => row.replace(/,(名 \d*)/, ',"1\n2\n3\n$1"'));
    const taken = await expectSame({ bytes: text(own), fields, given: noOptions, sizes: [1000] });
    expect(taken.again).toBeGreaterThan(5);
    const plain = await expectSame({ bytes: text(rows), fields, given: noOptions, sizes: [1000] });
    expect([plain.again, plain.odd]).toEqual([0, 0]);
  });

  test.each([
    { title: 'no line feed at its end', bytes: text(rows).subarray(0, -1) },
    { title: 'a carriage return at its end', bytes: Buffer.concat([text(rows).subarray(0, -1), Buffer.of(13)]) },
    { title: 'line feeds at its end', bytes: Buffer.concat([text(rows), Buffer.from('\n\n\r\n')]) },
    { title: 'a byte order mark', bytes: Buffer.concat([Buffer.from('\uFEFF'), text(rows)]) },
    { title: 'a blank line before its headings', bytes: Buffer.concat([Buffer.from('\n'), text(rows)]) },
  ])('a file with $title is cut anywhere', async ({ bytes }) => {
    const all = Array.from({ length: 40 }, (_, more) => 500 + more);
    // Of parts as long as the file, a part less and a part more.
    const sizes = [...all, bytes.length - 1, bytes.length, bytes.length + 1];
    const taken = await expectSame({ bytes, fields, given: noOptions, sizes });
    expect(taken.whole).toBe(sizes.length);
  });

  test('texts that take more memory than was likely from the first part', async () => {
    const long = Array.from({ length: 300 }, (_, row) => `C${row},${'客户 '.repeat(60)}${row},k${row}`);
    const short = Array.from({ length: 3000 }, (_, row) => `${row},,`);
    for (const own of [
      [...rows, ...long],
      [...long, ...short],
    ]) {
      const taken = await expectSame({ bytes: text(own), fields, given: noOptions, sizes: [2000] });
      expect(taken.whole).toBe(1);
    }
  });

  test('many texts of one column in parts that know nothing of each other', async () => {
    const own = Array.from({ length: 6000 }, (_, row) => `C${row},t${row % 40},k${(row * 7) % 2000}`);
    const taken = await expectSame({ bytes: text(own), fields, given: noOptions, sizes: [30_000] });
    expect([taken.whole, taken.odd]).toEqual([1, 0]);
  });

  test('more texts of one column than a hand goes on with', async () => {
    const own = Array.from({ length: 70_000 }, (_, row) => `C${row},,k${row < 67_000 ? row : row % 9}`);
    const taken = await expectSame({ bytes: text(own), fields, given: noOptions, sizes: [400_000] });
    expect([taken.whole, taken.odd]).toEqual([1, 0]);
  });
});

describe('what was taken on trust', () => {
  const fields = [field('id', 'id', { required: true }), field('名', 'text')];
  const rows = Array.from({ length: 500 }, (_, row) => `C${row},n${row}`).join('\n');
  const readInParts = (bytes: Uint8Array, own = fields, given = noOptions) =>
    readBy(true, sourceOf(bytes), own, given, 'id', () => inParts(bytes, 300_000));
  const readCarefully = (bytes: Uint8Array, own = fields, given = noOptions) =>
    readBy(false, sourceOf(bytes), own, given, 'id');
  // The first bytes are ASCII: the stray one stands far behind those that the headings are looked for in.
  const far = `${rows}\n`.repeat(80);

  test.each([
    { title: 'a stray byte', tail: Buffer.of(0xff, 10), headings: 'id,名' },
    { title: 'text in GB18030', tail: Buffer.from([67, 44, 0xbf, 0xcd, 0xbb, 0xa7, 10]), headings: 'id,name' },
  ])('$title far behind the headings', async ({ tail, headings }) => {
    const own = headings === 'id,名' ? fields : [fields[0], field('name', 'text')];
    const bytes = Buffer.concat([Buffer.from(`${headings}\n${far}`), tail]);
    expect(await readInParts(bytes, own)).toEqual(await readCarefully(bytes, own));
    const given = { ...noOptions, encoding: 'utf-8' };
    expect(await readInParts(bytes, own, given)).toEqual(await readCarefully(bytes, own, given));
  });

  test('a stray byte counts more than a heading that is not there', async () => {
    const bytes = Buffer.concat([Buffer.from(`key,名\n${far}`), Buffer.of(0xff, 10)]);
    expect(await readInParts(bytes)).toEqual(await readCarefully(bytes));
    const plain = Buffer.from(`key,名\n${far}`);
    expect(await readInParts(plain)).toEqual(await readCarefully(plain));
  });
});

describe('a file that changed is refused', () => {
  const fields = [field('id', 'id', { required: true }), field('name', 'text')];
  const bytes = Buffer.from(`id,name\n${Array.from({ length: 300 }, (_, row) => `C${row},n ${row}\n`).join('')}`);
  const other = Buffer.from(bytes.toString().replace('C7,n', 'C7,m'));

  test.each([
    { title: 'in its head', change: (file: PartedFile) => ({ ...file, read: inParts(other, 700).read }) },
    {
      title: 'at its end',
      change: (file: PartedFile) => ({ ...file, read: inParts(bytes.subarray(0, 2000), 700).read }),
    },
    {
      title: 'so that nothing is left behind its headings',
      change: (file: PartedFile) => ({ ...file, partSize: 8, read: inParts(bytes.subarray(0, 8), 8).read }),
    },
    {
      title: 'in its head before it is read again',
      change: (file: PartedFile) => ({
        ...file,
        head: async () => other,
        read: inParts(other, 700).read,
        scan: async () => 'odd' as const,
      }),
    },
    {
      title: 'in its size before it is read again',
      change: (file: PartedFile) => ({ ...file, size: bytes.length + 1, scan: async () => 'odd' as const }),
    },
  ])('$title', async ({ change }) => {
    const file = change(inParts(bytes, 700));
    const read = await readBy(true, sourceOf(bytes), fields, noOptions, 'id', () => file);
    expect(read).toMatchObject({ problems: [{ code: 'input-changed' }] });
  });
});

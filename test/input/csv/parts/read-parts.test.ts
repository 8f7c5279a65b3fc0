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
import { inParts, type Taken } from './in-parts.ts';

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
  readonly step?: number;
}

async function expectSame({ bytes, fields = allFields, given = options, step = 1000 }: Given): Promise<Taken> {
  const source = sourceOf(bytes, 'book.csv', step);
  const parsed = await readBy(false, source, fields, given, fields[0].name);
  const taken: Taken = { parts: 0, odd: 0 };
  for (const parts of [1, 2, 3, 4]) {
    const file = inParts(bytes, parts, step, taken);
    const read = await readBy(true, source, fields, given, fields[0].name, () => file);
    if (!isDeepStrictEqual(read, parsed)) expect(read).toEqual(parsed);
  }
  return taken;
}

const steps = fc.constantFrom(1, 2, 3, 5, 17, 64, 1000, 1 << 16);
const manyRows = 40;

describe('the same as csv-parse', () => {
  test('files that keep to RFC 4180', async () => {
    const all: Taken = { parts: 0, odd: 0 };
    await fc.assert(
      fc.asyncProperty(randomFile(false, manyRows), steps, async ({ text, delimiter }, step) => {
        const taken = await expectSame({ bytes: Buffer.from(text), given: { ...options, delimiter }, step });
        all.parts += taken.parts;
        all.odd += taken.odd;
      }),
      { numRuns: 120 },
    );
    // Quotes inside a cell that has none around it are the only oddity that these files have.
    expect(all.parts).toBeGreaterThan(4 * all.odd);
  });

  test('files with quotes gone wrong, the delimiter found out', async () => {
    await fc.assert(
      fc.asyncProperty(randomFile(true, manyRows), steps, async ({ text }, step) => {
        await expectSame({ bytes: Buffer.from(text), step });
      }),
      { numRuns: 100 },
    );
  });

  test('files with bytes put in, taken out and replaced', async () => {
    const mutations = fc.array(mutation, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(randomFile(false, manyRows), mutations, steps, async ({ text, delimiter }, changes, step) => {
        await expectSame({ bytes: mutate(Buffer.from(text), changes), given: { ...options, delimiter }, step });
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
    { title: 'plain', own: rows, allTaken: true },
    {
      title: 'quoted, with delimiters and line ends',
      own: rows.map((row) => `${row},`.replace(/,(名 \d*3),/, ',"a,\n$1",').slice(0, -1)),
      allTaken: true,
    },
    { title: 'blank ones between', own: rows.flatMap((row, at) => (at % 5 === 0 ? ['', row] : [row])), allTaken: true },
    { title: 'ragged ones', own: rows.map((row, at) => (at % 50 === 7 ? `${row},x` : row)), allTaken: true },
    { title: 'a quote inside a cell in the first part', own: ['1,5" pipe,k', ...rows], allTaken: false },
    { title: 'text behind a closing quote at the end', own: [...rows, '1,"x" y,k'], allTaken: false },
    { title: 'a quote that is never closed', own: [...rows, '1,"x,k'], allTaken: false },
    { title: 'none', own: [], allTaken: true },
    { title: 'of 70 KiB', own: [...rows, `C,${'客'.repeat(24_000)},k`, ...rows], allTaken: false },
  ])('$title', async ({ own, allTaken }) => {
    for (const end of ['\n', '\r\n']) {
      const taken = await expectSame({ bytes: text(own, end), fields, given: noOptions });
      if (allTaken) expect(taken.odd).toBe(0);
      if (allTaken && own.length > 0) expect(taken.parts).toBe(2 + 3 + 4);
    }
  });

  test('long texts that end in their piece are taken', async () => {
    const own = [...rows, `C,${'客'.repeat(24_000)},k`, ...rows];
    const taken = await expectSame({ bytes: text(own), fields, given: noOptions, step: 1 << 20 });
    // No cut is found inside the long row.
    expect(taken).toEqual({ parts: 6, odd: 0 });
  });

  test.each([
    {
      title: 'the bytes of a part',
      break: (file: PartedFile) => ({ ...file, hash: async (ranges: readonly unknown[]) => ranges.map((_, at) => at) }),
    },
    { title: 'the head', break: (file: PartedFile) => ({ ...file, checksum: () => -1 }) },
    {
      title: 'what was surveyed, so that it is read again',
      break: (file: PartedFile) => ({
        ...file,
        survey: async (range: { start: number; end: number }) => ({
          ...(await file.survey(range)),
          carriageReturns: true,
        }),
        scan: async () => ({ scanned: undefined, checksum: 0 }),
      }),
    },
  ])('a file that changed in $title is refused', async ({ break: change }) => {
    const bytes = text(rows);
    const file = change(inParts(bytes, 3, 1000));
    const read = await readBy(true, sourceOf(bytes), fields, noOptions, 'id', () => file);
    expect(read).toMatchObject({ problems: [{ code: 'input-changed' }] });
  });
});

import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canScan } from '../../../../src/input/csv/scan/scanned-rows.ts';
import type { ByteSource, ReadOptions } from '../../../../src/model/reader.ts';
import { parseIsoDate } from '../../../../src/numeric/date.ts';
import { parseDecimal } from '../../../../src/numeric/decimal.ts';
import { field, inUtf16, noOptions, sourceOf } from '../../book-helpers.ts';
import { readBoth } from './both-readers.ts';
import { allFields, type Mutation, mutate, mutation, randomFile } from './random-files.ts';

// The law of the byte scanner: whatever the file, the same book, rejects, findings and errors as by csv-parse.

const rate = { currency: 'USD', rate: parseDecimal('7.1205')!, date: parseIsoDate('2026-10-31')! };
const digits: Readonly<Record<string, number>> = { CNY: 2, USD: 2, JPY: 0 };
const rates = {
  currency: 'CNY',
  asOf: undefined,
  byCurrency: new Map([['USD', rate]]),
  digitsOf: (code: string) => digits[code],
};
const options: ReadOptions = { passThrough: true, rates };

async function expectSame(source: ByteSource, given: ReadOptions = options): Promise<void> {
  const { scanned, parsed } = await readBoth(source, allFields, given);
  if (!isDeepStrictEqual(scanned, parsed)) expect(scanned).toEqual(parsed);
}

const steps = fc.constantFrom(1, 2, 3, 5, 17, 64, 1000, 1 << 16);
const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(mutation, { minLength: 1, maxLength: 4 });

describe('the same as csv-parse', () => {
  test('files that keep to RFC 4180', async () => {
    await fc.assert(
      fc.asyncProperty(randomFile(false), steps, async ({ text, delimiter }, step) => {
        await expectSame(sourceOf(text, 'book.csv', step), { ...options, delimiter });
      }),
      { numRuns: 150 },
    );
  });

  test('files with quotes gone wrong, the delimiter found out', async () => {
    await fc.assert(
      fc.asyncProperty(randomFile(true), steps, ({ text }, step) => expectSame(sourceOf(text, 'book.csv', step))),
      { numRuns: 150 },
    );
  });

  test('files with bytes put in, taken out and replaced', async () => {
    await fc.assert(
      fc.asyncProperty(randomFile(false), mutations, steps, async ({ text, delimiter }, changes, step) => {
        const bytes = mutate(Buffer.from(text, 'utf8'), changes);
        await expectSame(sourceOf(bytes, 'book.csv', step), { ...options, delimiter });
      }),
      { numRuns: 200 },
    );
  });

  test('other encodings', async () => {
    await fc.assert(
      fc.asyncProperty(randomFile(true), fc.boolean(), steps, ({ text }, bigEndian, step) =>
        expectSame(sourceOf(inUtf16(text.replace(/^\uFEFF/, ''), bigEndian, true), 'book.csv', step * 2)),
      ),
      { numRuns: 50 },
    );
  });
});

describe('every character, in texts too long for a missing mark', () => {
  const kinds = ['text', 'category', 'id'].map((type) => field(type, type));
  const fields = [field('key', 'id', { required: true }), ...kinds];
  const around = '客户客户客户客户';

  test.each([
    { title: 'at the beginning', put: (sign: string) => sign + around },
    { title: 'inside', put: (sign: string) => around + sign + around },
    { title: 'at the end', put: (sign: string) => around + sign },
    { title: 'between quotes', put: (sign: string) => `"${around}""${sign}""${around}"` },
  ])(
    '$title',
    async ({ put }) => {
      const rows = ['key,text,category,id'];
      const last = 0x1_0000 + 64;
      for (let code = 0; code < last; code++) {
        if ((code >= 0xd800 && code < 0xe000) || [10, 13, 34, 44].includes(code)) continue;
        const cell = put(String.fromCodePoint(code));
        rows.push(`${code},${cell},${cell},${cell}`);
      }
      const { scanned, parsed } = await readBoth(sourceOf(rows.join('\n')), fields, noOptions, 'key');
      expect(isDeepStrictEqual(scanned, parsed)).toBe(true);
      expect(scanned).toMatchObject({ files: [{ rows: rows.length - 1 }] });
    },
    60_000,
  );
});

describe('chunk edges', () => {
  const nasty = 'id,name,amount\r\n1,"a ""b""\r\n,c",2.50\r\n\r\n2,é客,-1\n3,x\ry,1\r\n4,"q",\r\n5,"z"';
  const bytes = Buffer.from(nasty, 'utf8');
  const fields = [field('id', 'id'), field('name', 'text'), field('amount', 'money')];

  function cutAt(at: number): ByteSource {
    return {
      name: 'book.csv',
      async *bytes() {
        yield bytes.subarray(0, at);
        yield bytes.subarray(at);
      },
    };
  }

  test('at every byte', async () => {
    const { parsed: whole } = await readBoth(sourceOf(nasty), fields);
    expect(whole).toMatchObject({ ragged: 3, lines: [2, 5, 8] });
    for (let at = 0; at <= bytes.length; at++) expect((await readBoth(cutAt(at), fields)).scanned).toEqual(whole);
  });
});

describe('many rows', () => {
  const head = 'id,name,kind,amount,since\n';
  const fields = [
    field('id', 'id', { required: true }),
    field('name', 'text'),
    field('kind', 'category'),
    field('amount', 'money'),
    field('since', 'date'),
  ];
  // More than a chunk of rows and than a memory holds: names that never repeat, kinds that do.
  const rows = Array.from(
    { length: 40_000 },
    (_, row) =>
      `C${row},name ${row},${row % 7 === 0 ? 'NA' : `k${row % 50}`},${row % 11}.${10 + (row % 90)},20${10 + (row % 90)}-01-01`,
  );

  test.each([
    { title: 'all plain', change: (_: string[]) => {} },
    {
      title: 'a quote gone wrong in the middle',
      change: (own: string[]) => own.splice(20_000, 0, 'C,"x" y,k1,1,2020-01-01'),
    },
    {
      title: 'a cell over lines in the middle',
      change: (own: string[]) => own.splice(20_000, 0, 'C,"x\n\ny",k1,1,2020-01-01'),
    },
    { title: 'a quote that is never closed', change: (own: string[]) => own.splice(30_000, 0, 'C,"x,k1,1,2020-01-01') },
    {
      title: 'a row longer than is held',
      change: (own: string[]) => own.splice(9, 0, `C,"${'x"" '.repeat(50_000)}",k1,1,`),
    },
    {
      title: 'rejects and ragged rows',
      change: (own: string[]) => own.splice(17_000, 0, ',a,b,c,d', 'C,,', 'D,x,y,1,,,7'),
    },
  ])('$title', async ({ change }) => {
    const own = [...rows];
    change(own);
    const { scanned, parsed } = await readBoth(sourceOf(`${head}${own.join('\n')}\n`), fields, noOptions);
    if (!isDeepStrictEqual(scanned, parsed)) expect(scanned).toEqual(parsed);
  });
});

test.each([
  { delimiter: ',', expected: true },
  { delimiter: '\t', expected: true },
  { delimiter: '；', expected: false },
  { delimiter: '||', expected: false },
  { delimiter: '"', expected: false },
  { delimiter: '\n', expected: false },
])('delimiter $delimiter is scanned: $expected', ({ delimiter, expected }) => {
  expect(canScan(delimiter)).toBe(expected);
});

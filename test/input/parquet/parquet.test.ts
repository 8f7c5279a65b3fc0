import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { CompressionCodec, Encoding, SchemaElement } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { readRuns } from '../../../src/input/parquet/runs.ts';
import type { ByteSource, ReadOptions } from '../../../src/model/reader.ts';
import type { FieldSpec } from '../../../src/model/rubric.ts';
import { UserError } from '../../../src/model/user-error.ts';
import { formatUnits } from '../../../src/numeric/decimal.ts';
import { field, noOptions, problemsOf, readClients, readRaw, rowsOf, sourceOf } from '../book-helpers.ts';

interface Written {
  readonly element: Omit<SchemaElement, 'name'>;
  readonly data: unknown[];
  readonly encoding?: Encoding;
}

/** A Parquet file with these columns, all optional. */
function parquetOf(
  columns: Readonly<Record<string, Written>>,
  rowGroupSize = 1000,
  codec?: CompressionCodec,
): Uint8Array {
  const entries = Object.entries(columns);
  const elements = entries.map(([name, { element }]) => ({ repetition_type: 'OPTIONAL' as const, ...element, name }));
  const columnData = entries.map(([name, { data, encoding }]) => ({
    name,
    data: data as string[],
    ...(encoding === undefined ? {} : { encoding }),
  }));
  const schema = [{ name: 'root', num_children: elements.length }, ...elements];
  return new Uint8Array(
    parquetWriteBuffer({
      columnData,
      schema,
      rowGroupSize,
      // Files say which codec they use even where no test unpacks it.
      ...(codec === undefined ? {} : { codec, compressors: { [codec]: (bytes: Uint8Array) => bytes } }),
    }),
  );
}

const text = (...data: (string | null)[]): Written => ({
  element: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  data,
});
const ids = (count: number) => text(...Array.from({ length: count }, (_, row) => `C${row + 1}`));
const sourceFor = (bytes: Uint8Array, name = 'book.parquet'): ByteSource => sourceOf(bytes, name);
const fixture = (name: string): ByteSource =>
  sourceOf(readFileSync(new URL(`../../../fixtures/parquet/${name}`, import.meta.url)), name);
const passing: ReadOptions = { passThrough: true };
const id = field('id', 'id');

/** The numbers in every encoding that a page may have, as numbers and as texts. */
function everyEncoding(values: readonly (bigint | null)[]): Uint8Array {
  const texts = values.map((value) => (value === null ? null : `n${value}`));
  const number = (encoding: Encoding): Written => ({ element: { type: 'INT64' }, data: [...values], encoding });
  const worded = (encoding: Encoding): Written => ({ ...text(...texts), encoding });
  return parquetOf({
    id: ids(values.length),
    plain: number('PLAIN'),
    dictionary: number('RLE_DICTIONARY'),
    deltas: number('DELTA_BINARY_PACKED'),
    narrow: {
      element: { type: 'INT32' },
      data: values.map((value) => (value === null ? null : Number(BigInt.asIntN(32, value)))),
      encoding: 'DELTA_BINARY_PACKED',
    },
    split: number('BYTE_STREAM_SPLIT'),
    flags: {
      element: { type: 'BOOLEAN' },
      data: values.map((value) => (value === null ? null : value > 0n)),
      encoding: 'RLE',
    },
    texts: worded('PLAIN'),
    lengths: worded('DELTA_LENGTH_BYTE_ARRAY'),
    prefixes: worded('DELTA_BYTE_ARRAY'),
  });
}

/** The problems of a UserError; whatever else was thrown is thrown on. */
function problemsThrown(error: unknown): readonly unknown[] {
  if (error instanceof UserError) return error.problems;
  throw error;
}

/** The texts that the cells of one column are read as. */
async function textsOf(written: Written): Promise<unknown[]> {
  const bytes = parquetOf({ id: ids(written.data.length), x: written });
  const rows = rowsOf(await readRaw([sourceFor(bytes)], [id, field('x', 'text', { missingMarks: [] })]));
  return rows.map(([, cell]) => cell);
}

const stored: readonly (Written & { readonly title: string; readonly expected: (string | null)[] })[] = [
  { title: 'text', ...text('a', null, '客户', 'a'), expected: ['a', null, '客户', 'a'] },
  {
    title: 'bytes that nothing says are text',
    element: { type: 'BYTE_ARRAY' },
    data: [new TextEncoder().encode('é'), null],
    expected: ['é', null],
  },
  { title: 'flag', element: { type: 'BOOLEAN' }, data: [true, null, false], expected: ['true', null, 'false'] },
  { title: '32 bits', element: { type: 'INT32' }, data: [-(2 ** 31), null, 7], expected: ['-2147483648', null, '7'] },
  {
    title: '32 bits without sign',
    element: { type: 'INT32', converted_type: 'UINT_32' },
    data: [4294967295, null],
    expected: ['4294967295', null],
  },
  {
    title: '64 bits, past what a double holds',
    element: { type: 'INT64' },
    data: [9007199254740993n, null, -(2n ** 63n)],
    expected: ['9007199254740993', null, '-9223372036854775808'],
  },
  {
    title: '64 bits without sign',
    element: { type: 'INT64', converted_type: 'UINT_64' },
    data: [18446744073709551615n, null],
    expected: ['18446744073709551615', null],
  },
  {
    title: 'decimal in 32 bits',
    element: { type: 'INT32', converted_type: 'DECIMAL', scale: 2, precision: 9 },
    data: [-5n, null, 110n],
    expected: ['-0.05', null, '1.10'],
  },
  {
    title: 'decimal in 64 bits, where a double would be a cent off',
    element: { type: 'INT64', converted_type: 'DECIMAL', scale: 2, precision: 18 },
    data: [999999999999999999n, null],
    expected: ['9999999999999999.99', null],
  },
  {
    title: 'decimal in bytes',
    element: { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16, converted_type: 'DECIMAL', scale: 6, precision: 38 },
    data: [12345678901234567890123456123456n, null, -1000001n, 0n, -(2n ** 53n), 2n ** 45n + 1n],
    expected: [
      '12345678901234567890123456.123456',
      null,
      '-1.000001',
      '0.000000',
      '-9007199254.740992',
      '35184372.088833',
    ],
  },
  {
    title: 'double, in the shortest text that reads back',
    element: { type: 'DOUBLE' },
    data: [0.1, null, 1e21, Number.NaN, -0, 5e-324],
    expected: ['0.1', null, '1e+21', null, '0', '5e-324'],
  },
  {
    title: 'float, at its own precision',
    element: { type: 'FLOAT' },
    data: [Math.fround(0.1), null, 16777216, Math.fround(3.4028235e38), Math.fround(1 / 3)],
    expected: ['0.1', null, '16777216', '3.4028235e+38', '0.33333334'],
  },
  {
    title: 'date',
    element: { type: 'INT32', converted_type: 'DATE' },
    data: [20484, null, -1],
    expected: ['2026-01-31', null, '1969-12-31'],
  },
  {
    title: 'timestamp of an instant',
    element: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
    data: [1769821323004n, null, -1n],
    expected: ['2026-01-31T01:02:03.004Z', null, '1969-12-31T23:59:59.999Z'],
  },
  {
    title: 'timestamp without a time zone',
    element: { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'NANOS' } },
    data: [1769821323000000001n, null, 0n],
    expected: ['2026-01-31T01:02:03.000000001', null, '1970-01-01T00:00:00'],
  },
  {
    title: 'UUID',
    element: { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16, logical_type: { type: 'UUID' } },
    data: ['12345678-9abc-def0-1234-56789abcdef0'],
    expected: ['12345678-9abc-def0-1234-56789abcdef0'],
  },
];

describe('stored values as texts', () => {
  it.each(stored)('$title', async ({ element, data, expected }) => {
    expect(await textsOf({ element, data })).toEqual(expected);
  });

  it('floats are the shortest text that reads back', () =>
    fc.assert(
      fc.asyncProperty(fc.float({ noNaN: true, noDefaultInfinity: true }), async (value) => {
        const [shown] = await textsOf({ element: { type: 'FLOAT' }, data: [value] });
        expect(Math.fround(Number(shown)) + 0).toBe(value + 0);
        const digits = String(shown)
          .replace(/e.*|[-.]/g, '')
          .replace(/^0+|0+$/g, '').length;
        if (digits > 1) expect(Math.fround(Number(value.toPrecision(digits - 1)))).not.toBe(value);
      }),
      { numRuns: 60 },
    ));

  it('decimals of any width are exact', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.bigInt({ min: -(2n ** 127n), max: 2n ** 127n - 1n }), { minLength: 1 }),
        fc.integer({ min: 0, max: 30 }),
        async (units, scale) => {
          const element = {
            type: 'FIXED_LEN_BYTE_ARRAY',
            type_length: 16,
            converted_type: 'DECIMAL',
            scale,
            precision: 38,
          } as const;
          const expected = units.map((value) => formatUnits(value, scale));
          expect(await textsOf({ element, data: units })).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    ));
});

describe('encodings', () => {
  it('a value reads alike in all of them', () => {
    const alike = fc.constantFrom(7n, 8n, 2n ** 40n);
    const value = fc.option(fc.oneof(alike, fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })), { freq: 5 });
    return fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 300 }), async (values) => {
        const rows = rowsOf(await readRaw([sourceFor(everyEncoding(values))], [id], passing));
        const expected = values.map((given, row) => {
          if (given === null) return [`C${row + 1}`, ...Array(9).fill(null)];
          const number = String(given);
          const narrow = String(BigInt.asIntN(32, given));
          const word = `n${given}`;
          return [`C${row + 1}`, number, number, number, narrow, number, String(given > 0n), word, word, word];
        });
        expect(rows).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

describe('files of other writers', () => {
  it('snappy, decimals in bytes, a dictionary', async () => {
    const fields = [id, field('revenue', 'money'), field('exposure', 'text'), field('sector', 'category')];
    expect(rowsOf(await readRaw([fixture('snappy-decimal128.parquet')], fields))).toEqual([
      ['C1', 110, '12345678901234567890123456.123456', 'a'],
      ['C2', -225, '-1.000001', 'b'],
      ['C3', null, null, null],
      ['客户四', 900719925474099, '0.500000', 'a'],
    ]);
  });

  it('zstd, timestamps of every unit, two row groups, pages of the second version', async () => {
    const raw = await readRaw([fixture('zstd-timestamps.parquet')], [id, field('day', 'date')], passing);
    expect(rowsOf(raw)).toEqual([
      ['C1', 20484, '2026-01-31T01:02:03.004', '2026-01-31T01:02:03.004Z', '2026-01-31T01:02:03.000000001'],
      ['C2', -1, '1969-12-31T23:59:59', '1969-12-31T23:59:59Z', '1969-12-31T23:59:59.999999999'],
      ['C3', null, null, null, null],
      ['C4', 11016, '2000-02-29T00:00:00', '2000-02-29T00:00:00Z', '1970-01-01T00:00:00'],
    ]);
  });

  it('gzip, INT96 timestamps, floats; nested columns are passed over and named', async () => {
    const raw = await readRaw([fixture('gzip-nested.parquet')], [id], passing);
    expect([...raw.table.columns.keys()]).toEqual(['id', 'int96', 'score']);
    expect(rowsOf(raw)).toEqual([
      ['C1', '2026-01-31T01:02:03.000000001', '0.1'],
      ['C2', '1969-12-31T23:59:59.999999999', '16777216'],
    ]);
    expect(raw.findings.map(({ code, message }) => [code, message.replace(/, which.*holds/, '')])).toEqual([
      ['column-passed-over', 'the column "address" structures and is passed over'],
      ['column-passed-over', 'the column "loans" lists and is passed over'],
      ['column-passed-over', 'the column "tags" maps and is passed over'],
    ]);
  });

  it('a nested column that a field wants is refused by name, all of them at once', async () => {
    const fields = [id, field('loans', 'text'), field('city', 'text', { from: ['address'] })];
    expect(await problemsOf(readRaw([fixture('gzip-nested.parquet')], fields))).toMatchObject(
      [
        {
          code: 'unreadable-column',
          file: 'gzip-nested.parquet',
          found: 'lists',
          message: /"loans" for the field "loans"/,
        },
        { code: 'unreadable-column', found: 'structures' },
      ].map(({ message, ...rest }) =>
        message === undefined ? rest : { ...rest, message: expect.stringMatching(message) },
      ),
    );
  });
});

describe('rows', () => {
  it('rejects name the file, the row from 1 and the client', async () => {
    const bytes = parquetOf({ id: text('C1', null, 'C3'), revenue: text('1', '2', 'x') }, 2);
    const { rejects } = await readRaw([sourceFor(bytes)], [id, field('revenue', 'money')]);
    expect(rejects).toMatchObject([
      { file: 'book.parquet', line: 2, field: 'id', code: 'missing-required', whole: true },
      { file: 'book.parquet', line: 3, client: 'C3', field: 'revenue', value: 'x', code: 'not-a-number', whole: false },
    ]);
  });

  it('headings are matched as those of a CSV, with their unit', async () => {
    const amounts: Written = { element: { type: 'DOUBLE' }, data: [1.5] };
    const bytes = parquetOf({ ' ID ': ids(1), '收入(万元)': amounts });
    expect(rowsOf(await readRaw([sourceFor(bytes)], [id, field('收入', 'money')]))).toEqual([['C1', 1500000]]);
  });

  it('a field with a decimal comma reads stored numbers all the same', async () => {
    const bytes = parquetOf({ id: ids(1), x: { element: { type: 'DOUBLE' }, data: [1234.5] } });
    const comma = field('x', 'number', { format: '1.234,56' });
    expect(rowsOf(await readRaw([sourceFor(bytes)], [id, comma]))).toEqual([['C1', 1234500000]]);
  });

  it('days taken from instants within a day are counted', async () => {
    const element = { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' } as const;
    const bytes = parquetOf({ id: ids(3), since: { element, data: [57_600_000n, 86_400_000n, null] } });
    const raw = await readRaw([sourceFor(bytes)], [id, field('since', 'date')]);
    expect(rowsOf(raw).map(([, day]) => day)).toEqual([0, 1, null]);
    expect(raw.findings).toMatchObject([{ code: 'day-in-utc', count: 1 }]);
  });

  it('only the bytes of wanted columns are asked for', async () => {
    const bytes = parquetOf({ id: ids(500), wide: text(...Array.from({ length: 500 }, (_, row) => `${row * 7919}`)) });
    const asked: number[] = [];
    const source: ByteSource = {
      ...sourceFor(bytes),
      slice: async (start, end) => {
        asked.push(end - start);
        return bytes.subarray(start, end);
      },
    };
    await readRaw([source], [id]);
    const [all, ...columns] = asked.sort((a, b) => b - a);
    expect(all).toBeLessThanOrEqual(bytes.length);
    expect(columns.reduce((sum, size) => sum + size, 0)).toBeLessThan(bytes.length * 0.7);
  });

  it('a file without rows is a book without rows', async () => {
    expect(await problemsOf(readRaw([sourceFor(parquetOf({ id: ids(0) }))], [id]))).toMatchObject([
      { code: 'no-rows' },
    ]);
  });
});

describe('files that cannot be read', () => {
  const whole = parquetOf({ id: ids(300), x: { element: { type: 'DOUBLE' }, data: Array(300).fill(1) } });
  const footerless = Buffer.concat([whole.subarray(0, -4), Buffer.from('PARE')]);
  const overwritten = Buffer.from(whole).fill(0xff, 4, 40);

  it.each([
    { title: 'cut short', given: whole.subarray(0, whole.length - 20), code: 'damaged-parquet' },
    { title: 'nothing but the mark', given: Buffer.from('PAR1'), code: 'damaged-parquet' },
    {
      title: 'a footer longer than the file',
      given: Buffer.from('PAR1\xff\xff\xff\x7fPAR1', 'latin1'),
      code: 'damaged-parquet',
    },
    { title: 'a page overwritten', given: overwritten, code: 'damaged-parquet' },
    { title: 'an encrypted footer', given: footerless, code: 'encrypted-parquet' },
  ])('$title', async ({ given, code }) => {
    const fields = [id, field('x', 'number')];
    expect(await problemsOf(readRaw([sourceFor(given)], fields))).toMatchObject([{ code, file: 'book.parquet' }]);
  });

  it('compressed in a way that is not read', async () => {
    const lzo = parquetOf({ id: ids(300) }, 1000, 'LZO');
    expect(await problemsOf(readRaw([sourceFor(lzo)], [id]))).toMatchObject([
      { code: 'unsupported-compression', file: 'book.parquet', found: 'LZO' },
    ]);
  });

  const damageable = ['snappy-decimal128', 'zstd-timestamps', 'gzip-nested'].map((name) =>
    readFileSync(new URL(`../../../fixtures/parquet/${name}.parquet`, import.meta.url)),
  );
  damageable.push(Buffer.from(everyEncoding([3n, null, 3n, -70000n, 2n ** 40n, 12n])));
  const anyByte = fc.nat({ max: damageable.length - 1 }).chain((file) =>
    fc.record({
      file: fc.constant(file),
      at: fc.nat({ max: damageable[file].length - 1 }),
      value: fc.nat({ max: 255 }),
    }),
  );

  it('with any byte changed it is a table or refused, never a crash and never without end', () =>
    fc.assert(
      fc.asyncProperty(anyByte, async ({ file, at, value }) => {
        const bytes = Buffer.from(damageable[file]);
        bytes[at] = value;
        const read = readRaw([sourceFor(bytes)], [id], passing);
        await expect(read.then(rowsOf, problemsThrown)).resolves.toBeInstanceOf(Array);
      }),
      { numRuns: 400 },
    ));

  it.each([
    { title: 'a run longer than its page', bytes: [0xfe, 0xff, 0xff, 0xff, 0x0f, 1] },
    { title: 'packed bits longer than their page', bytes: [0xff, 0xff, 0xff, 0xff, 0x0f, 0b1110_1101, 0b1111_1111] },
  ])('$title costs no more than what is asked for', ({ bytes }) => {
    const values = new Uint8Array(10);
    readRuns(Uint8Array.from(bytes), 1, values);
    expect([...values.subarray(0, 1)]).toEqual([1]);
  });

  it('runs of nothing end with the page', () => {
    expect(() => readRuns(new Uint8Array(1000), 0, new Uint8Array(1))).toThrow('fewer values');
  });

  it('cut anywhere it is refused, never a crash', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 4, max: whole.length - 1 }), async (length) => {
        const problems = await problemsOf(readRaw([sourceFor(whole.subarray(0, length))], [id]));
        expect(problems).toMatchObject([{ code: 'damaged-parquet' }]);
      }),
      { numRuns: 60 },
    ));
});

describe('law', () => {
  const fields: readonly FieldSpec[] = [
    id,
    field('name', 'text'),
    field('sector', 'category'),
    field('revenue', 'money'),
    field('ratio', 'number'),
    field('since', 'date'),
    field('count', 'integer'),
    field('consent', 'flag'),
  ];
  const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { freq: 4 });
  const row = fc.record({
    id: optional(fc.stringMatching(/^C[0-9]{1,2}$/)),
    name: optional(fc.stringMatching(/^[a-z客户é]{1,8}$/)),
    sector: optional(fc.constantFrom('a', 'b', 'N/A')),
    revenue: optional(fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n })),
    ratio: optional(fc.double({ noNaN: true, noDefaultInfinity: true })),
    since: optional(fc.integer({ min: -100_000, max: 100_000 })),
    count: optional(fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n })),
    consent: optional(fc.boolean()),
  });
  const day = (days: number) => new Date(days * 86_400_000).toISOString().slice(0, 10);

  it('a book as CSV and as Parquet is the same book', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 50 }),
        async (rows, group) => {
          const lines = rows.map((cells) =>
            [
              cells.id,
              cells.name,
              cells.sector,
              cells.revenue === null ? null : formatUnits(cells.revenue, 2),
              cells.ratio === null ? null : cells.ratio + 0,
              cells.since === null ? null : day(cells.since),
              cells.count,
              cells.consent,
              'x',
            ]
              .map((cell) => cell ?? '')
              .join(','),
          );
          const csv = [[...fields.map(({ name }) => name), 'rest'].join(','), ...lines].join('\n');
          const of = (name: keyof (typeof rows)[number]) => rows.map((cells) => cells[name]);
          const bytes = parquetOf(
            {
              id: text(...rows.map((cells) => cells.id)),
              name: text(...rows.map((cells) => cells.name)),
              sector: text(...rows.map((cells) => cells.sector)),
              revenue: {
                element: { type: 'INT64', converted_type: 'DECIMAL', scale: 2, precision: 18 },
                data: of('revenue'),
              },
              ratio: { element: { type: 'DOUBLE' }, data: of('ratio') },
              since: { element: { type: 'INT32', converted_type: 'DATE' }, data: of('since') },
              count: { element: { type: 'INT64' }, data: of('count') },
              consent: { element: { type: 'BOOLEAN' }, data: of('consent') },
              rest: text(...rows.map(() => 'x')),
            },
            group,
          );
          // Where a row stands is told in lines of a text file and in rows of a Parquet file: one less, without headings.
          const read = async (source: ByteSource, headings: number) => {
            const book = await readClients([source], fields, 'revenue', { ...noOptions, passThrough: true });
            const rejects = book.rejects.map(({ file: _, line, ...reject }) => ({ ...reject, line: line - headings }));
            return { rows: rowsOf(book), totals: book.totals, rejects, findings: book.findings };
          };
          expect(await read(sourceFor(bytes), 0)).toEqual(await read(sourceOf(csv), 1));
        },
      ),
      { numRuns: 60 },
    ));
});

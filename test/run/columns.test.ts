import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Column, isText, type NumericColumn, type Table, type TextColumn, textAt } from '../../src/model/table.ts';
import { type Kind, maxUnits } from '../../src/model/value-type.ts';
import { alone, type Crew } from '../../src/parallel/crew.ts';
import { ColumnWriter } from '../../src/run/column-writer.ts';
import { openOutput } from '../../src/run/output-directory.ts';
import { poolOf } from '../../src/text/text-pool.ts';
import { readColumnsOf, writeColumnsOf } from './columns-of.ts';
import { temporaryDirectory } from './tierbook.ts';

// `columns/` is written by report/ and read by input/: neither may know the other, so their contract is held here.

async function filesOf(table: Table, crew?: Crew): Promise<ReadonlyMap<string, Buffer>> {
  return (await writeColumnsOf(table, crew)).files;
}

async function roundTrip(table: Table): Promise<Table> {
  return readColumnsOf(await writeColumnsOf(table));
}

function numbers(...values: readonly number[]): Column {
  return { type: { kind: 'number', scale: 6 }, values: Float64Array.from(values) };
}

/** Texts as they stand in a column: the entries of a dictionary may repeat. */
function texts(kind: Kind, ...values: readonly (string | null)[]): Column {
  const dictionary = values.filter((value) => value !== null);
  let next = 0;
  return {
    type: { kind, scale: 0 },
    codes: Int32Array.from(values, (value) => (value === null ? -1 : next++)),
    dictionary,
  };
}

const valuesOf = (column: Column | undefined, rows: number) => {
  if (column === undefined) throw new Error('the column is lost');
  return isText(column) ? Array.from({ length: rows }, (_, row) => textAt(column, row)) : [...column.values];
};

async function expectSame(column: Column, rows: number): Promise<void> {
  const { columns } = await roundTrip({ rows, columns: new Map([['x', column]]) });
  expect(valuesOf(columns.get('x'), rows)).toEqual(valuesOf(column, rows));
  expect(columns.get('x')?.type).toEqual(column.type);
}

describe('columns of numbers come back as they were', () => {
  it.each([
    { title: 'none', values: [] },
    { title: 'all missing', values: [Number.NaN, Number.NaN] },
    { title: 'one value', values: [42] },
    { title: 'one value and missing', values: [Number.NaN, -7, Number.NaN] },
    { title: 'negative', values: [-5, -3, 0, 8] },
    { title: 'steps', values: [100, 300, Number.NaN, 900] },
    { title: '255 codes beside missing', values: Array.from({ length: 256 }, (_, at) => (at === 0 ? Number.NaN : at)) },
    { title: '256 codes beside missing', values: Array.from({ length: 257 }, (_, at) => (at === 0 ? Number.NaN : at)) },
    { title: 'a span of 65535', values: [0, 1, 65_534] },
    { title: 'a span of 65536', values: [0, 1, 65_535] },
    { title: 'a span of 2^32 - 1', values: [-1, 0, 2 ** 32 - 3] },
    { title: 'a span of 2^32', values: [-1, 0, 2 ** 32 - 2] },
    ...[2, 3, 4, 5, 6].flatMap((bytes) =>
      [-2, -1, 0].map((more) => ({
        title: `codes of ${bytes} bytes and ${more}`,
        values: [...Array.from({ length: 300 }, (_, at) => at), 2 ** (8 * bytes) + more, Number.NaN, 5],
      })),
    ),
    { title: 'more values than a byte has, in steps', values: Array.from({ length: 300 }, (_, at) => 25 * at - 4000) },
    {
      title: 'the widest bounds and many values',
      values: [...Array.from({ length: 300 }, (_, at) => at), -maxUnits, maxUnits, Number.NaN],
    },
    {
      title: 'nearly the widest span of codes, and many values',
      values: [...Array.from({ length: 300 }, (_, at) => at), -(2 ** 52), 2 ** 52 - 3, Number.NaN],
    },
    { title: 'both zeros', values: [-0, 0, 1], read: [0, 0, 1] },
    { title: 'the widest bounds', values: [-maxUnits, maxUnits, 0, Number.NaN] },
    { title: 'half the widest bounds', values: [0, maxUnits] },
    { title: 'just over a span of 2^53', values: [-1, maxUnits, Number.NaN] },
    { title: 'a wide span in few steps', values: [-maxUnits, -maxUnits + 2 ** 52] },
  ])('$title', async ({ values, read = values }: { values: number[]; read?: number[] }) => {
    const table = { rows: values.length, columns: new Map([['x', numbers(...values)]]) };
    expect(valuesOf((await roundTrip(table)).columns.get('x'), values.length)).toEqual(read);
  });

  it('any', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -300, max: 300 }), fc.constant(Number.NaN))),
        (values) => expectSame(numbers(...values.map((value) => (Object.is(value, -0) ? 0 : value))), values.length),
      ),
    ));
});

describe('columns of texts come back as they were', () => {
  const hostile = ['', 'a\nb', '"quoted"', '\u2028', '\u0000', '𠮷', 'null', ' 001 ', '\\n', null];
  it.each(['id', 'text', 'category'] as const)('%s', (kind) => expectSame(texts(kind, ...hostile), hostile.length));
  it.each(['id', 'text', 'category'] as const)('%s, all missing', (kind) => expectSame(texts(kind, null, null), 2));

  it('any', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom('id' as const, 'text' as const, 'category' as const),
        fc.array(fc.oneof(fc.constantFrom('a', 'b'), fc.string({ unit: 'binary' }), fc.constant(null))),
        (kind, values) => expectSame(texts(kind, ...values), values.length),
      ),
    ));
});

/** The bytes of a file, the plain way: the index says how a column is encoded, and each row is encoded by itself. */
function plainBytes(column: Column, entry: IndexEntry, rows: number): Buffer {
  const at = (row: number) => (isText(column) ? textAt(column, row) : column.values[row]);
  if (entry.encoding === 'lines') {
    return Buffer.from(Array.from({ length: rows }, (_, row) => `${JSON.stringify(at(row))}\n`).join(''));
  }
  const cells = Array.from({ length: rows }, (_, row) => {
    const value = at(row);
    const width = entry.encoding === 'plain' ? 8 : entry.bytes;
    const cell = Buffer.alloc(width);
    if (entry.encoding === 'plain') cell.writeDoubleLE(value as number);
    else {
      const isMissing = value === null || Number.isNaN(value);
      const place =
        entry.encoding === 'codes' ? entry.values.indexOf(value) : ((value as number) - entry.base) / entry.step;
      const code = isMissing ? 0 : place + 1;
      // Node writes six bytes at once.
      cell.writeUIntLE(code % 2 ** 32, 0, Math.min(width, 4));
      if (width > 4) cell.writeUIntLE(Math.floor(code / 2 ** 32), 4, width - 4);
    }
    return cell;
  });
  return Buffer.concat(cells);
}

interface IndexEntry {
  readonly name: string;
  readonly file: string;
  readonly encoding: 'steps' | 'plain' | 'codes' | 'lines';
  readonly bytes: number;
  readonly base: number;
  readonly step: number;
  readonly values: readonly (string | number | null)[];
}

/** So many hands, each of which gets and gives copies, as threads do. */
function crewOf(size: number): Crew {
  return { size, do: async (job, given) => structuredClone(await job.run(structuredClone(given))) };
}

describe('the files of columns/', () => {
  const text = fc.option(fc.oneof(fc.constantFrom('a', 'b', '"', '\\', '\ud800', '金'), fc.string({ unit: 'binary' })));
  const column = fc.oneof(
    fc
      .array(fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -300, max: 300 }), fc.constant(Number.NaN)), {
        minLength: 5,
        maxLength: 5,
      })
      .map((values) => numbers(...values.map((value) => value + 0))),
    fc
      .tuple(
        fc.constantFrom('id' as const, 'text' as const, 'category' as const),
        fc.array(text, { minLength: 5, maxLength: 5 }),
        fc.boolean(),
      )
      .map(([kind, values, isPooled]): Column => {
        const column = texts(kind, ...values) as TextColumn;
        const isWhole = values.every((value) => value === null || !/\p{Surrogate}/u.test(value));
        return isPooled && isWhole ? { ...column, dictionary: poolOf(column.dictionary) } : column;
      }),
  );

  it('hold the bytes that the plain way gives, whoever writes them', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(column, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(1, 2, 3),
        async (given, size) => {
          const columns = new Map(given.map((column, index) => [`x${index}`, column]));
          const files = await filesOf({ rows: 5, columns }, crewOf(size));
          const index = JSON.parse(String(files.get('columns/index.json'))) as { columns: IndexEntry[] };
          expect(index.columns.map(({ name }) => name)).toEqual([...columns.keys()]);
          for (const entry of index.columns) {
            expect(files.get(entry.file)).toEqual(plainBytes(columns.get(entry.name) as Column, entry, 5));
          }
        },
      ),
    ));

  it('are the same from several hands where they have several pieces', async () => {
    const rows = 300_000;
    const names = Array.from({ length: rows }, (_, row) => (row % 7 === 0 ? null : `n${row}`));
    const valuesOf = (value: (row: number) => number): Column => ({
      type: { kind: 'number', scale: 6 },
      values: Float64Array.from({ length: rows }, (_, row) => value(row)),
    });
    const present = names.filter((name) => name !== null);
    let next = 0;
    const columns = new Map<string, Column>([
      ['narrow', valuesOf((row) => (row % 13 === 0 ? Number.NaN : (row % 100) * 20))],
      ['wide', valuesOf((row) => row * row)],
      [
        'name',
        {
          type: { kind: 'text', scale: 0 },
          codes: Int32Array.from(names, (name) => (name === null ? -1 : next++)),
          dictionary: present,
        },
      ],
    ]);
    const whole = await filesOf({ rows, columns });
    const index = JSON.parse(String(whole.get('columns/index.json'))) as { columns: IndexEntry[] };
    for (const entry of index.columns) {
      expect(whole.get(entry.file)?.equals(plainBytes(columns.get(entry.name) as Column, entry, rows))).toBe(true);
    }
    for (const size of [2, 3]) {
      const files = await filesOf({ rows, columns }, crewOf(size));
      for (const [name, bytes] of whole) expect(files.get(name)?.equals(bytes), name).toBe(true);
    }
  });

  it('are noted in their order, whichever is done first', async () => {
    const columns = new Map(
      Array.from({ length: 20 }, (_, index) => [`x${index}`, texts('id', `of ${index}`)] as const),
    );
    columns.set('x7', texts('id', 'a'.repeat(1000)));
    const { noted } = await writeColumnsOf({ rows: 1, columns }, crewOf(3));
    expect(noted.map((name) => name.replace(/^.*-|\..*$/g, ''))).toEqual([...columns.keys()]);
  });

  it('may be added one after the other, and none twice', async () => {
    const output = await openOutput(join(temporaryDirectory(), 'out'), 'out', false);
    const writer = new ColumnWriter(output, crewOf(2));
    const [a, b] = [numbers(1), numbers(Number.NaN)];
    writer.add({ rows: 1, columns: new Map([['a', a]]) });
    const others = output.write('clients.csv', ['by the side\n']);
    const columns = new Map([
      ['b', b],
      ['a', a],
    ]);
    writer.add({ rows: 1, columns });
    await others;
    await writer.finish(1);
    await output.commit();
    expect(output.written.map(({ name }) => name)).toEqual([
      'clients.csv',
      'columns/001-a.bin',
      'columns/002-b.bin',
      'columns/index.json',
    ]);
  });

  it('stay as they were when they were begun', async () => {
    const output = await openOutput(join(temporaryDirectory(), 'out'), 'out', false);
    const writer = new ColumnWriter(output, alone);
    const tableOf = (column: Column): Table => ({ rows: 1, columns: new Map([['a', column]]) });
    const begun = numbers(1);
    writer.add(tableOf(begun));
    writer.add(tableOf({ ...begun }));
    expect(() => writer.add(tableOf(numbers(1)))).toThrow('a has changed since it was begun');
    await writer.finish(1);
    await output.discard();
  });

  it('give the reason where one cannot be written, and begin no more', async () => {
    const output = await openOutput(join(temporaryDirectory(), 'out'), 'out', false);
    const begun: string[] = [];
    const full: Crew = {
      size: 1,
      do: async (job) => {
        begun.push(job.name);
        throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      },
    };
    const writer = new ColumnWriter(output, full);
    const columns = new Map([
      ['a', numbers(1)],
      ['b', numbers(2)],
    ]);
    writer.add({ rows: 1, columns });
    await expect(writer.finish(1)).rejects.toMatchObject({ problems: [{ code: 'output-unwritable' }] });
    expect(begun.length).toBe(1);
    await output.discard();
  });

  it('are one where columns are alike, in one memory or not', async () => {
    const [one, same, wider] = [numbers(1, Number.NaN), numbers(1, Number.NaN), numbers(5, Number.NaN, 7)];
    const { values } = one as NumericColumn;
    const given: [string, Column][] = [
      ['one', one],
      ['same', same],
      ['shared', { type: { kind: 'money', scale: 2, unit: 'days' }, values }],
      ['others', { type: one.type, values: (wider as NumericColumn).values.subarray(0, 2) }],
      ['inside', { type: one.type, values: (wider as NumericColumn).values.subarray(1) }],
      ['text', texts('category', 'a', null)],
      ['name', texts('text', 'a', null)],
    ];
    const { files, noted } = await writeColumnsOf({ rows: 2, columns: new Map(given) }, crewOf(2));
    const own = ['columns/001-one.bin', 'columns/005-inside.bin', 'columns/007-name.jsonl'];
    expect(noted).toEqual(own);
    expect([...files.keys()].sort()).toEqual([...own, 'columns/index.json']);
    const { columns } = await roundTrip({ rows: 2, columns: new Map(given) });
    for (const [name, column] of given) {
      expect(columns.get(name)?.type).toEqual(column.type);
      expect(valuesOf(columns.get(name), 2)).toEqual(valuesOf(column, 2));
    }
  });

  it('do not depend on how a dictionary came about', async () => {
    const once: Column = {
      type: { kind: 'category', scale: 0 },
      codes: Int32Array.of(1, 0, 1),
      dictionary: ['b', 'a'],
    };
    const again: Column = {
      type: { kind: 'category', scale: 0 },
      codes: Int32Array.of(0, 2, 3),
      dictionary: ['a', 'unused', 'b', 'a'],
    };
    const [first, second] = [once, again].map((column) => ({ rows: 3, columns: new Map([['x', column]]) }));
    expect(await filesOf(second)).toEqual(await filesOf(first));
  });

  it("leave out the plan's own columns, and only those that are wanted are read", async () => {
    const columns = new Map([
      ['score', numbers(1)],
      ['$work', numbers(2)],
      ['lost.dscr', numbers(3)],
      ['reason.1', texts('category', 'dscr')],
      ['points.dscr', numbers(4)],
    ]);
    expect([...(await roundTrip({ rows: 1, columns })).columns.keys()]).toEqual(['score', 'points.dscr']);
  });
});

it('a run of version 1, with a file for each column and codes of 1, 2, 4 and 8 bytes, is read as ever', async () => {
  const files = new Map<string, Buffer>();
  const columns = [1, 2, 4, 8].map((bytes) => {
    const file = `columns/${bytes}.bin`;
    const content = Buffer.alloc(3 * bytes);
    for (const [row, code] of [0, 1, 7].entries()) {
      if (bytes === 8) content.writeDoubleLE(code, 8 * row);
      else content.writeUIntLE(code, bytes * row, bytes);
    }
    files.set(file, content);
    return { name: `x${bytes}`, kind: 'number', scale: 6, encoding: 'steps', base: -10, step: 5, bytes, file };
  });
  const category = { name: 'tier', kind: 'category', encoding: 'codes', bytes: 1, values: 'abcdefg'.split('') };
  const index = { schemaVersion: 1, rows: 3, columns: [...columns, { ...category, file: 'columns/1.bin' }] };
  files.set('columns/index.json', Buffer.from(JSON.stringify(index)));
  const table = await readColumnsOf({ files, noted: [] });
  for (const { name } of columns) expect(valuesOf(table.columns.get(name), 3)).toEqual([Number.NaN, -10, 20]);
  expect(valuesOf(table.columns.get('tier'), 3)).toEqual([null, 'a', 'g']);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readColumns } from '../../src/input/recorded-columns.ts';
import { type Column, isText, type Table, textAt } from '../../src/model/table.ts';
import { type Kind, maxUnits } from '../../src/model/value-type.ts';
import { columnFiles } from '../../src/report/columns.ts';

// `columns/` is written by report/ and read by input/: neither may know the other, so their contract is held here.

async function roundTrip(table: Table): Promise<Table> {
  const files = new Map<string, Uint8Array>();
  for (const { name, content } of columnFiles(table)) {
    const parts: Uint8Array[] = [];
    for await (const part of content) parts.push(typeof part === 'string' ? Buffer.from(part) : part);
    files.set(name, Buffer.concat(parts));
  }
  return readColumns(async (name) => {
    const bytes = files.get(name);
    if (bytes === undefined) throw new Error(`no file ${name}`);
    return bytes;
  });
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
    { title: 'the widest bounds', values: [-maxUnits, maxUnits, 0, Number.NaN] },
    { title: 'half the widest bounds', values: [0, maxUnits] },
    { title: 'just over a span of 2^53', values: [-1, maxUnits, Number.NaN] },
    { title: 'a wide span in few steps', values: [-maxUnits, -maxUnits + 2 ** 52] },
  ])('$title', ({ values }) => expectSame(numbers(...values), values.length));

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

describe('the files of columns/', () => {
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
    const files = [once, again].map((column) =>
      columnFiles({ rows: 3, columns: new Map([['x', column]]) }).map(({ name, content }) => [
        name,
        [...(content as Iterable<unknown>)],
      ]),
    );
    expect(files[1]).toEqual(files[0]);
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

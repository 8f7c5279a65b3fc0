import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ChunkBuilder } from '../../../../src/input/chunk-builder.ts';
import { RowBytes } from '../../../../src/input/csv/scan/row-bytes.ts';
import { fieldTypes } from '../../../../src/input/types/index.ts';
import { isText, textAt } from '../../../../src/model/table.ts';
import { parseIsoDate } from '../../../../src/numeric/date.ts';
import { field, noOptions, sourceOf } from '../../book-helpers.ts';
import { readBoth } from './both-readers.ts';

// Rows that are read while the ends of their cells are looked for: the bounds of what they may hold, and where they end.

async function expectSame(text: string, fields: Parameters<typeof readBoth>[1], delimiter = ','): Promise<void> {
  const { scanned, parsed } = await readBoth(sourceOf(text), fields, { ...noOptions, delimiter });
  if (!isDeepStrictEqual(scanned, parsed)) expect(scanned).toEqual(parsed);
}

const id = field('id', 'id', { required: true });

describe('the same as csv-parse', () => {
  test('numerals of any number of digits on both sides of the sign', async () => {
    const digits = fc.string({ unit: fc.constantFrom('0', '1', '5', '9'), maxLength: 17 });
    const numeral = fc.tuple(fc.constantFrom('', '-', '--', '+'), digits, fc.constantFrom('', '.', ',', '..'), digits);
    const fields = [
      id,
      field('money', 'money', { min: -1_000_000 }),
      field('number', 'number'),
      field('integer', 'integer', { max: 1_999_999_999 }),
      field('share', 'percent', { required: true }),
      field('comma', 'number', { format: '1.234,56', missingMarks: ['5', '-5', '1,5'] }),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          numeral.map((parts) => parts.join('')),
          { minLength: 1, maxLength: 30 },
        ),
        (cells) =>
          expectSame(
            `id;money;number;integer;share;comma\n${cells.map((cell, row) => `C${row};${Array(5).fill(cell).join(';')}\n`).join('')}`,
            fields,
            ';',
          ),
      ),
      { numRuns: 200 },
    );
  });

  test('dates with a byte that is none at any place, and days at the ends of months', async () => {
    const fields = [id, field('day', 'date'), field('late', 'date', { min: parseIsoDate('2000-01-01') as number })];
    const days = ['1899-12-31', '1900-01-01', '1900-02-29', '2000-02-29', '2099-12-31', '2100-01-01', '2024-02-30'];
    const cells = [...days, '2024-13-01', '2024-00-10', '2024-01-00'];
    for (const sign of '/0:-9 ,\u00e9')
      for (let at = 0; at < 11; at++) cells.push(`2024-05-06${at === 10 ? sign : ''}`);
    for (const sign of '/0:-9 \u00e9') {
      for (let at = 0; at < 10; at++) cells.push(`2024-05-06`.slice(0, at) + sign + `2024-05-06`.slice(at + 1));
    }
    await expectSame(`id,day,late\n${cells.map((cell, row) => `C${row},${cell},${cell}\n`).join('')}`, fields);
    await expectSame(`id,day,late\nC,2024-05-06,2024-05-06`, fields);
  });

  test.each(['.', ',', ' ', '-', '5', ':', 'x', '\t'])('a delimiter of %j', async (delimiter) => {
    const fields = [
      id,
      field('money', 'money'),
      field('day', 'date'),
      field('name', 'text'),
      field('kind', 'category'),
    ];
    const rows = ['C1,1,2024-01-01,a b,k', 'C2,-1.5,,c,k', 'C3,15,2024-05-06,x, k ', 'C4,1.55,55,5,-', ',,,,'];
    const text = `id,money,day,name,kind\n${rows.join('\n')}\n`.replaceAll(',', delimiter);
    await expectSame(text, fields, delimiter);
  });

  test('carriage returns alone, in pairs and before line feeds', async () => {
    const fields = [id, field('name', 'text'), field('kind', 'category')];
    for (const end of ['\r', '\r\r', '\r\n', '\n\r', '\r\r\n']) {
      await expectSame(`id,name,kind\r\nC1,a,k${end}C2,b,k${end}C3,,${end}`, fields);
    }
  });

  test('rows without visible ASCII, and with blanks for what is required', async () => {
    const fields = [id, field('name', 'text'), field('kind', 'category', { required: true })];
    await expectSame('id,name,kind\n客,客户客户客户客户,类\n客,,\n\u3000,,\u3000\n \u0001,, \n,,\n', fields);
  });
});

// More rows than a block has, so that blocks begin and end at each of them, with cells of every length across the words.
test.each(['', '\r'])('many rows in any order of plain and odd ones, with %j before line feeds', async (before) => {
  const fields = [
    id,
    field('kind', 'category', { missingMarks: ['n/a', '-'] }),
    field('ok', 'flag'),
    field('amount', 'money', { missingMarks: ['-', '0'] }),
    field('name', 'text'),
  ];
  const kinds = ['k', 'k\0', '', 'n/a', ' k', '"k"', '"""k"""', 'x'.repeat(15), 'x'.repeat(16), 'x'.repeat(17), '类'];
  const odd = fc.tuple(
    fc.constantFrom(...kinds, '"a,b"', 'k"k'),
    fc.constantFrom('Y', 'N', '', 'maybe', '"Y"'),
    fc.constantFrom('1', '0', '-', '-1.5', '12345678.25', '123456789.125', '1.', '.5', '0.1', '1.2.3', '"7.5"', 'two'),
    fc.constantFrom('name', '', '名字', 'a\u3000b', 'a\u3000', ' a', 'a '.repeat(20), '"q"', '"two\nlines"', 'b,more'),
  );
  const row = fc.oneof(
    { weight: 5, arbitrary: fc.constant(['k', 'Y', '1.25', 'name']) },
    { weight: 3, arbitrary: odd },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 50, maxLength: 300 }), (cells) =>
      expectSame(
        `id,kind,ok,amount,name${before}\n${cells.map((own, at) => `C${at},${own.join(',')}${before}\n`).join('')}`,
        fields,
      ),
    ),
    { numRuns: 60 },
  );
});

test('two columns may be read from one place, and rows end where the chunk does', () => {
  const wanted = [
    { field: id, index: 0, heading: 'id', key: true },
    { field: field('kind', 'category'), index: 0, heading: 'id' },
    { field: field('amount', 'money'), index: 1, heading: 'amount' },
  ];
  const rows = 3;
  const memory = {
    lines: new Uint32Array(rows),
    spoiled: new Uint8Array(rows),
    columns: [new Int32Array(rows), new Int32Array(rows), new Float64Array(rows)],
  };
  const builder = new ChunkBuilder('book.csv', undefined, wanted, fieldTypes, memory);
  const cells = new RowBytes(44, false, 2);
  cells.bytes = Buffer.from('A,1\nB,2.5\nC,\nD,4\n\n');
  const rules = { delimiter: 44, carriageReturns: false, fewest: 2, most: 2 };
  const next = builder.addPlain(rules, cells, 0, cells.bytes.length - 1, 7);
  expect(cells.bytes.toString('utf8', next)).toBe('D,4\n\n');
  const { columns, lines } = builder.take();
  expect([...lines]).toEqual([7, 8, 9]);
  const shown = columns.map((column) =>
    isText(column) ? [0, 1, 2].map((row) => textAt(column, row)) : [...column.values],
  );
  expect(shown).toEqual([
    ['A', 'B', 'C'],
    ['A', 'B', 'C'],
    [100, 250, Number.NaN],
  ]);
});

import { describe, expect, test } from 'vitest';
import { field, inUtf16, noOptions, problemsOf, readRaw, rowsOf, sourceOf } from '../book-helpers.ts';

const fields = [
  field('id', 'id', { required: true }),
  field('name', 'text'),
  field('amount', 'money', { min: 0, max: 100_000_00 }),
];

describe('cells', () => {
  test.each([
    { title: 'plain', given: 'id,name,amount\n1,a,2.50\n', expected: [['1', 'a', 250]] },
    { title: 'no line end at the end', given: 'id,name,amount\n1,a,2.50', expected: [['1', 'a', 250]] },
    {
      title: 'CRLF and BOM',
      given: '\uFEFFid,name,amount\r\n1,a,2.50\r\n2,b,3\r\n',
      expected: [
        ['1', 'a', 250],
        ['2', 'b', 300],
      ],
    },
    {
      title: 'CR only',
      given: 'id,name,amount\r1,a,2.50\r2,b,3',
      expected: [
        ['1', 'a', 250],
        ['2', 'b', 300],
      ],
    },
    {
      title: 'mixed line ends',
      given: 'id,name,amount\n1,a,1\r\n2,b,2\n',
      expected: [
        ['1', 'a', 100],
        ['2', 'b', 200],
      ],
    },
    {
      title: 'delimiter, quote and line end inside quotes',
      given: 'id,name,amount\n1,"a, ""b""\r\nc",2\n',
      expected: [['1', 'a, "b"\r\nc', 200]],
    },
    {
      title: 'a quote inside a cell is text',
      given: 'id,name,amount\n1,5" pipe,2\n2,"x"y,3\n',
      expected: [
        ['1', '5" pipe', 200],
        ['2', '"x"y', 300],
      ],
    },
    {
      title: 'blank lines and blank rows are no rows',
      given: 'id,name,amount\n\n1,a,1\n , ,\n\n',
      expected: [['1', 'a', 100]],
    },
    {
      title: 'white space around cells, U+3000 and NBSP too',
      given: 'id,name,amount\n\u30001 ,\u00a0a\t, 1 \n',
      expected: [['1', 'a', 100]],
    },
    {
      title: 'missing marks in any case',
      given: 'id,name,amount\n1,无,NULL\n2,n/a,--\n',
      expected: [
        ['1', null, null],
        ['2', null, null],
      ],
    },
    { title: 'leading zeros of a key stay', given: 'id,name,amount\n007,a,1\n', expected: [['007', 'a', 100]] },
    {
      title: 'columns in another order, others between them',
      given: 'x,amount,id,y,name\n?,1,7,!,a\n',
      expected: [['7', 'a', 100]],
    },
    { title: 'blank cells behind the last heading', given: 'id,name,amount\n1,a,1,,\n', expected: [['1', 'a', 100]] },
    {
      title: 'a heading line that ends in a delimiter',
      given: 'id,name,amount,\n1,a,1\n2,b,2,\n',
      expected: [
        ['1', 'a', 100],
        ['2', 'b', 200],
      ],
    },
  ])('$title', async ({ given, expected }) => {
    for (const step of [1, 4, 1 << 16]) {
      const raw = await readRaw([sourceOf(given, 'book.csv', step)], fields);
      expect(rowsOf(raw)).toEqual(expected);
      expect(raw.rejects).toEqual([]);
    }
  });
});

describe('lines', () => {
  test('cells over several lines, blank lines and CRLF do not shift them', async () => {
    const text = 'title\r\n\r\nid,name,amount\r\n1,"a\r\nb\r\nc",x\r\n\r\n2,"d\ne",y\r\n3,f,z\r\n';
    const raw = await readRaw([sourceOf(text, 'book.csv', 5)], fields);
    expect([...raw.lines]).toEqual([4, 8, 10]);
    expect(raw.rejects.map((reject) => reject.line)).toEqual([4, 8, 10]);
  });

  test('UTF-16 counts its own line ends', async () => {
    const raw = await readRaw([sourceOf(inUtf16('id,name,amount\r\n1,a,1\r\n2,b,2\r\n', true, true))], fields);
    expect([...raw.lines]).toEqual([2, 3]);
  });
});

describe('rejects', () => {
  test.each([
    {
      title: 'a cell that cannot be used is missing, the row stays',
      given: 'id,name,amount\nC1,a,lots\n',
      rows: [['C1', 'a', null]],
      spoiled: [0],
      expected: [
        { file: 'book.csv', line: 2, client: 'C1', field: 'amount', value: 'lots', code: 'not-a-number', whole: false },
      ],
    },
    {
      title: 'a missing key loses the row',
      given: 'id,name,amount\n,a,1\n',
      rows: [[null, 'a', 100]],
      spoiled: [1],
      expected: [{ line: 2, field: 'id', code: 'missing-required', expected: 'a value', whole: true }],
    },
    {
      title: 'over the bound, naming it',
      given: 'id,name,amount\n1,a,100000.01\n',
      rows: [['1', 'a', null]],
      spoiled: [0],
      expected: [{ code: 'out-of-range', expected: 'at most 100000', value: '100000.01', whole: false }],
    },
    {
      title: 'under the bound',
      given: 'id,name,amount\n1,a,-0.01\n',
      rows: [['1', 'a', null]],
      spoiled: [0],
      expected: [{ code: 'out-of-range', expected: 'at least 0', value: '-0.01' }],
    },
    {
      title: 'several cells of a row, in the order of the rubric',
      given: 'amount,name,id\nx,a,\n',
      rows: [[null, 'a', null]],
      spoiled: [1],
      expected: [{ field: 'id' }, { field: 'amount' }],
    },
  ])('$title', async ({ given, rows, spoiled, expected }) => {
    const raw = await readRaw([sourceOf(given)], fields);
    expect(rowsOf(raw)).toEqual(rows);
    expect([...raw.spoiled]).toEqual(spoiled);
    expect(raw.rejects).toMatchObject(expected);
    expect(raw.rejects).toHaveLength(expected.length);
  });

  test('short and long rows are rejects, counted and in no column', async () => {
    const raw = await readRaw([sourceOf('id,name,amount\n1,a\n2,b,1\n3,c,1,x\n')], fields);
    expect(rowsOf(raw)).toEqual([['2', 'b', 100]]);
    expect(raw.ragged).toBe(2);
    expect(raw.files[0].rows).toBe(3);
    expect(raw.rejects).toEqual([
      {
        file: 'book.csv',
        line: 2,
        value: '2 cells',
        code: 'short-row',
        expected: '3 cells, as the headings have',
        whole: true,
      },
      {
        file: 'book.csv',
        line: 4,
        value: '4 cells',
        code: 'long-row',
        expected: '3 cells, as the headings have',
        whole: true,
      },
    ]);
  });

  test('the key of the book is required whatever the rubric says', async () => {
    const raw = await readRaw([sourceOf('id,name\n,a\n1,b\n')], [field('id', 'id'), field('name', 'text')]);
    expect([...raw.spoiled]).toEqual([1, 0]);
  });
});

describe('quotes that swallow rows', () => {
  test.each([
    { title: 'never closed', given: 'id,name,amount\n1,a,1\n2,"b,2\n3,c,3\n', line: 3, excerpt: '2,"b,2' },
    {
      title: 'never closed, in a record with a cell of two lines',
      given: 'id,name,amount\n1,"a\nb","c,1\n2,d,2\n',
      line: 3,
      excerpt: 'b","c,1',
    },
    {
      title: 'closed by the opening quote of a later row',
      given: 'id,name,amount\n1,"a,1\n2,"b",2\n',
      line: 2,
      excerpt: '1,"a,1',
    },
    { title: 'the same with CRLF', given: 'id,name,amount\r\n1,"a,1\r\n2,"b",2\r\n', line: 2, excerpt: '1,"a,1' },
    {
      title: 'closed by a quote that makes a row too long',
      given: 'id,name,amount\n1,"a,1\n2,b",2,3\n',
      line: 2,
      excerpt: '1,"a,1',
    },
  ])('$title', async ({ given, line, excerpt }) => {
    const problems = await problemsOf(readRaw([sourceOf(given, 'book.csv', 6)], fields));
    expect(problems).toMatchObject([{ code: 'unclosed-quote', severity: 'error', file: 'book.csv', line, excerpt }]);
  });

  test('well-formed, but its lines look like rows: a finding', async () => {
    const raw = await readRaw([sourceOf('id,name,amount\n1,"a,1\n2,b",2\n')], fields);
    expect(raw.findings).toMatchObject([{ code: 'rows-inside-quotes', count: 1 }]);
  });

  test('an address over two lines with commas is none', async () => {
    const raw = await readRaw([sourceOf('id,name,amount\n1,"12, High Street\nOxford, UK",2\n')], fields);
    expect(raw.findings).toEqual([]);
    expect(rowsOf(raw)).toEqual([['1', '12, High Street\nOxford, UK', 200]]);
  });
});

describe('findings of cells', () => {
  test('are counted a field, over all files', async () => {
    const parts = [
      sourceOf('id,name,amount\n1,a,1.005\n2,b,1\n', 'a.csv'),
      sourceOf('id,name,amount\n3,c,2.001\n', 'b.csv'),
    ];
    const raw = await readRaw(parts, fields);
    expect(raw.findings).toMatchObject([{ code: 'rounded', severity: 'finding', count: 2 }]);
    expect(raw.findings[0].message).toContain('"amount"');
    expect(raw.findings[0].file).toBeUndefined();
  });
});

describe('many rows', () => {
  test('chunks join, dictionaries hold across them', async () => {
    const count = 40_000;
    const lines = Array.from({ length: count }, (_, row) => `C${row},${row % 7 === 0 ? 'A' : 'B'},${row},n${row}`);
    const wanted = [
      field('id', 'id'),
      field('class', 'category'),
      field('amount', 'money'),
      field('name', 'text'),
      field('gone', 'money'),
    ];
    const raw = await readRaw([sourceOf(`id,class,amount,name\n${lines.join('\n')}\n`)], wanted);
    expect(raw.table.rows).toBe(count);
    const rows = rowsOf(raw);
    for (const row of [0, 1, 16_383, 16_384, 16_385, 32_768, count - 1]) {
      expect(rows[row]).toEqual([`C${row}`, row % 7 === 0 ? 'A' : 'B', row * 100, `n${row}`, null]);
      expect(raw.lines[row]).toBe(row + 2);
    }
  });

  test('more distinct texts than are looked up', async () => {
    const count = 70_000;
    const lines = Array.from({ length: count }, (_, row) => `${row},name ${row % 69_000}`);
    const raw = await readRaw([sourceOf(`id,name\n${lines.join('\n')}`)], [field('id', 'id'), field('name', 'text')]);
    const rows = rowsOf(raw);
    expect(rows.every(([id, name]) => name === `name ${Number(id) % 69_000}`)).toBe(true);
  });
});

describe('files that cannot be read', () => {
  test.each([
    { title: 'no bytes', given: '', expected: 'empty-file' },
    { title: 'only blank lines', given: '\n\n \n', expected: 'empty-file' },
    { title: 'headings only', given: 'id,name,amount\n\n', expected: 'no-rows' },
    { title: 'gzip', given: Uint8Array.of(0x1f, 0x8b, 8, 0), expected: 'unsupported-format' },
    { title: 'bytes that are no text', given: Uint8Array.of(1, 0, 2, 3, 0, 5, 6, 7), expected: 'unsupported-format' },
  ])('$title', async ({ given, expected }) => {
    expect(await problemsOf(readRaw([sourceOf(given)], fields))).toMatchObject([{ code: expected }]);
  });

  test('no source at all', async () => {
    expect(await problemsOf(readRaw([], fields))).toMatchObject([{ code: 'no-source' }]);
  });

  test('a heading row on a line where no row begins', async () => {
    const problems = await problemsOf(readRaw([sourceOf('id,name\n1,a\n')], fields, { ...noOptions, headerRow: 9 }));
    expect(problems).toMatchObject([{ code: 'no-heading-row', line: 9 }]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Book, ControlTotals } from '../../../src/model/book.ts';
import { isText } from '../../../src/model/table.ts';
import { field, readClients, readRaw, rowsOf, sourceOf } from '../book-helpers.ts';

const fields = [
  field('id', 'id', { required: true }),
  field('class', 'category'),
  field('revenue', 'money', { required: true }),
  field('age', 'integer', { min: 0 }),
];
const read = (text: string) => readClients([sourceOf(`id,class,revenue,age\n${text}`)], fields, 'revenue');

function rowCounts({ rows }: ControlTotals): number[] {
  return [rows.read, rows.clients, rows.rejected, rows.merged];
}

describe('columns that are passed through', () => {
  const rows = ['A,x,1,2,north,b', 'A,x,1,2,east,c', 'A,x,1,2,east,a', 'B,y,2,,,'];
  const readPassing = (lines: readonly string[]) => {
    const text = `id,class,revenue,age,Branch,Note\n${lines.join('\n')}\n`;
    return readClients([sourceOf(text)], fields, 'revenue', { passThrough: true });
  };

  test('decide nothing, and the least text stays whatever the order of the rows', async () => {
    for (const lines of [rows, [...rows].reverse(), [rows[1], rows[3], rows[2], rows[0]]]) {
      const book = await readPassing(lines);
      expect(rowCounts(book.totals)).toEqual([4, 2, 0, 2]);
      expect(rowsOf(book)).toEqual([
        ['A', 'x', 100, 2, 'east', 'a'],
        ['B', 'y', 200, null, null, null],
      ]);
    }
  });
});

describe('rows with one key', () => {
  test.each([
    {
      title: 'equal ones merge',
      given: 'A,x,1,2\nB,y,2,\nA,x,1.00,2\n',
      clients: ['A', 'B'],
      rows: [3, 2, 0, 1],
      codes: [],
    },
    { title: 'three equal ones', given: 'A,x,1,2\nA,x,1,2\nA,x,1,2\n', clients: ['A'], rows: [3, 1, 0, 2], codes: [] },
    {
      title: 'a cell differs: all are rejected',
      given: 'A,x,1,2\nB,y,2,1\nA,x,1,3\nA,x,1,2\n',
      clients: ['B'],
      rows: [4, 1, 3, 0],
      codes: ['conflicting-rows', 'conflicting-rows', 'conflicting-rows'],
    },
    {
      title: 'missing differs from a value',
      given: 'A,x,1,\nA,x,1,3\n',
      clients: [],
      rows: [2, 0, 2, 0],
      codes: ['conflicting-rows', 'conflicting-rows'],
    },
    {
      title: 'one unusable text equals itself',
      given: 'A,x,1,old\nA,x,1,old\n',
      clients: ['A'],
      rows: [2, 1, 0, 1],
      codes: ['not-a-number', 'not-a-number'],
    },
    {
      title: 'and no other',
      given: 'A,x,1,old\nA,x,1,aged\n',
      clients: [],
      rows: [2, 0, 2, 0],
      codes: ['not-a-number', 'conflicting-rows', 'not-a-number', 'conflicting-rows'],
    },
    {
      title: 'nor missing',
      given: 'A,x,1,\nA,x,1,old\n',
      clients: [],
      rows: [2, 0, 2, 0],
      codes: ['conflicting-rows', 'not-a-number', 'conflicting-rows'],
    },
    {
      title: 'a lost row makes the others of its key doubtful',
      given: 'A,x,lots,1\nA,x,1,1\nB,x,1,1\n',
      clients: ['B'],
      rows: [3, 1, 2, 0],
      codes: ['not-a-number', 'conflicting-rows'],
    },
    {
      title: 'rows without a key are alone',
      given: ',x,1,1\n,x,1,1\nB,x,1,1\n',
      clients: ['B'],
      rows: [3, 1, 2, 0],
      codes: ['missing-required', 'missing-required'],
    },
    {
      title: 'keys that differ in a byte are two',
      given: 'a,x,1,1\nA,x,2,1\n01,x,3,1\n1,x,4,1\n',
      clients: ['01', '1', 'A', 'a'],
      rows: [4, 4, 0, 0],
      codes: [],
    },
  ])('$title', async ({ given, clients, rows, codes }) => {
    const book = await read(given);
    expect(rowsOf(book).map((row) => row[0])).toEqual(clients);
    expect(rowCounts(book.totals)).toEqual(rows);
    expect(book.rejects.map((reject) => reject.code)).toEqual(codes);
  });

  test('the reject names a field that differs', async () => {
    const { rejects } = await read('A,x,1,2\nA,y,1,2\n');
    expect(rejects).toMatchObject([{ line: 2, client: 'A', whole: true }, { line: 3 }]);
    expect(rejects[0].expected).toContain('"class"');
  });
});

describe('what comes out', () => {
  test('order is UTF-8 byte order of the key, not UTF-16', async () => {
    const book = await read('\u{20BB7},x,1,1\n\uFF21,x,1,1\nb,x,1,1\nB,x,1,1\n');
    expect(rowsOf(book).map((row) => row[0])).toEqual(['B', 'b', '\uFF21', '\u{20BB7}']);
  });

  test('categories are in text order, each once, unused ones left out', async () => {
    const { table } = await read('C,z,1,1\nA,m,1,1\nB,z,1,1\nD,gone,lots,1\n');
    const column = table.columns.get('class');
    expect(column !== undefined && isText(column) && [column.dictionary, [...column.codes]]).toEqual([
      ['m', 'z'],
      [0, 1, 1],
    ]);
  });

  test('the measure ties, unreadable rows counted beside', async () => {
    const { totals } = await read('A,x,1.10,1\nA,x,1.10,1\nB,x,2.20,1\nB,x,3.30,1\nC,x,9.99,1\nD,x,lots,1\nE,x\n');
    expect(totals.measure).toEqual({
      field: 'revenue',
      scale: 2,
      read: 1769n,
      clients: 1109n,
      rejected: 550n,
      merged: 110n,
      unreadable: 2,
    });
  });

  test('no measure among the fields: no totals of it', async () => {
    const raw = await readClients([sourceOf('id\nA\n')], [field('id', 'id')], 'clv');
    expect(raw.totals.measure).toBeNull();
  });
});

describe('laws', () => {
  const cell = (...texts: string[]) => fc.constantFrom(...texts);
  const row = fc
    .tuple(
      cell('A', 'B', 'C', 'D', 'E1', 'E2', '客户', ''),
      cell('x', 'y', '"a,b"', ''),
      cell('1', '2.50', 'lots', '', '-7'),
      cell('1', '', 'old', '-1'),
    )
    .map((cells) => cells.join(','));
  const anyRow = fc.oneof(
    { weight: 9, arbitrary: row },
    { weight: 1, arbitrary: cell('A,x', 'A,x,1,1,1', 'Z', ' , , ') },
  );
  const heading = 'id,class,revenue,age\n';

  const plain = (book: Book) => ({
    rows: rowsOf(book),
    dictionaries: [...book.table.columns.values()].map((column) =>
      isText(column) && column.type.kind === 'category' ? [column.dictionary, [...column.codes]] : null,
    ),
    totals: book.totals,
    findings: book.findings,
    rejects: book.rejects
      .map(({ client, field: name, value, code, expected, whole }) =>
        JSON.stringify({ client, name, value, code, expected, whole }),
      )
      .sort(),
  });

  test('any order of rows and any split into parts give the same book, and rows always tie', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRow, { minLength: 1, maxLength: 20 }),
        fc.infiniteStream(fc.nat(1000)),
        async (rows, draws) => {
          const some = ['Q,x,1,1', ...rows];
          const whole = await readClients([sourceOf(heading + some.join('\n'))], fields, 'revenue');
          const { totals } = whole;
          expect(totals.rows.read).toBe(some.filter((text) => /[^ ,]/.test(text)).length);
          expect(totals.rows.clients + totals.rows.rejected + totals.rows.merged).toBe(totals.rows.read);
          expect(totals.rows.clients).toBe(whole.table.rows);
          const { measure } = totals;
          expect(measure !== null && measure.clients + measure.rejected + measure.merged).toBe(measure?.read);

          const shuffled = some.map((text) => ({ text, at: draws.next().value as number })).sort((a, b) => a.at - b.at);
          const parts: string[][] = [[], [], []];
          for (const { text, at } of shuffled) parts[at % 3].push(text);
          const sources = parts.map((part, index) => sourceOf(heading + part.join('\n'), `part-${index}.csv`, 11));
          expect(plain(await readClients(sources, fields, 'revenue'))).toEqual(plain(whole));
        },
      ),
      { numRuns: 150 },
    );
  });

  test('rejects stand in the order of source and line', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { maxLength: 20 }), async (rows) => {
        const sources = [
          sourceOf(heading + ['Q,x,1,1', ...rows].join('\n'), 'same.csv'),
          sourceOf(heading + rows.join('\n'), 'z.csv'),
        ];
        const { rejects } = await readClients(sources, fields, 'revenue');
        const places = rejects.map((reject) => (reject.file === 'z.csv' ? 1_000 : 0) + reject.line);
        expect(places).toEqual([...places].sort((a, b) => a - b));
      }),
      { numRuns: 50 },
    );
  });
});

test('absent fields share their memory and stay missing', async () => {
  const raw = await readRaw(
    [sourceOf('id\nA\n')],
    [field('id', 'id'), field('a', 'money'), field('b', 'number'), field('c', 'text')],
  );
  expect(rowsOf(raw)).toEqual([['A', null, null, null]]);
});

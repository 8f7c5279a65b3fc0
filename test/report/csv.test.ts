import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatShort, formatUnits } from '../../src/numeric/decimal.ts';
import { longestNumber, putShort, putUnits } from '../../src/report/bytes/put-number.ts';
import { disarmFormula } from '../../src/report/cell-text.ts';
import { writeClients } from '../../src/report/clients-csv.ts';
import { encodeCell, joinLines, plainCsv } from '../../src/report/csv-lines.ts';
import type { RunReport } from '../../src/report/format.ts';
import { writeRejects } from '../../src/report/rejects-csv.ts';
import { numbers, report, result, texts } from './sample.ts';

const fileOf = (blocks: Iterable<string>) => [...blocks].join('');

async function clientsOf(given: RunReport): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of writeClients(given)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString('utf8');
}

const clients: Record<string, string>[] = parse(await clientsOf(report), { columns: true });
const clientOf = (id: string) => clients.find((client) => client.id === id);

describe('clients.csv', () => {
  test('headings, in their order', async () => {
    const [headings] = parse(await clientsOf(report), { to: 1 }) as string[][];
    expect(headings.join(' ')).toBe(
      'id name measure tier model_tier grade score rank top_percent cumulative_share abc contribution credit_quality ' +
        'points.loan_size points.clv points.dscr coverage reasons actions lists previous_tier move cause note',
    );
  });

  test('a line per client, best score first, those without one last', () => {
    expect(clients).toHaveLength(126);
    const scores = clients.map(({ score }) => (score === '' ? Number.NEGATIVE_INFINITY : Number(score)));
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(clients.slice(-3).map(({ id }) => id)).toEqual(['C00008', 'C00048', 'C00088']);
  });

  test('a client: exact numbers, reasons, actions and lists in words', () => {
    expect(clientOf('C00031')).toMatchObject({
      name: 'Harbour Works 30 Ltd',
      measure: '475433.74',
      tier: 'gold',
      model_tier: 'gold',
      grade: 'A',
      score: '99.97531',
      abc: 'B',
      'points.dscr': '0',
      reasons: 'dscr -18.90; clv -12.60',
      actions: 'pricing: -25 bp; review: yearly',
      lists: 'watchlist',
      previous_tier: '',
    });
  });

  test('Chinese labels where they are asked for', async () => {
    const lines = parse(await clientsOf({ ...report, locale: 'zh-CN' }), { columns: true }) as typeof clients;
    expect(lines.find(({ id }) => id === 'C00031')).toMatchObject({
      reasons: '偿债备付率 -18.90; 客户生命周期价值 -12.60',
      actions: 'pricing: 下调利率25个基点; review: 年度审查',
    });
  });

  test('unrated: no score, tier, reasons; what is missing is empty', () => {
    expect(clientOf('C00008')).toMatchObject({ score: '', tier: '', reasons: '', actions: 'review: yearly' });
    expect(clientOf('C00061')).toMatchObject({ measure: '', abc: '' });
  });

  test('a passed column with the name of one of ours is told apart', async () => {
    const columns = new Map([...report.table.columns, ['tier', texts(Array(126).fill('own'))] as const]);
    const own = { ...report, table: { rows: 126, columns }, passThrough: ['tier', 'note'] };
    const [headings] = parse(await clientsOf(own), { to: 1 }) as string[][];
    expect(headings.slice(-2)).toEqual(['book.tier', 'note']);
  });

  test('what would be a formula is text, and read back as it was but for the apostrophe', () => {
    expect(clientOf('C00001')?.note).toBe("'=cmd()");
    expect(clientOf('C00002')?.note).toBe('a, "b"\nc');
  });
});

describe('cells', () => {
  test.each([
    { title: 'money', column: numbers([-1230], 'money', 2), expected: '-12.30' },
    { title: 'money without cents', column: numbers([7_587_600], 'money', 2), expected: '75876.00' },
    { title: 'money of no minor unit', column: numbers([1200], 'money', 0), expected: '1200' },
    { title: 'a whole number', column: numbers([100_000_000]), expected: '100' },
    { title: 'a number', column: numbers([66_400_000]), expected: '66.4' },
    { title: 'six digits', column: numbers([50_011_903]), expected: '50.011903' },
    { title: 'a zero between digits', column: numbers([-7_050_300]), expected: '-7.0503' },
    { title: 'a share', column: numbers([797_500], 'percent'), expected: '0.7975' },
    { title: 'zero', column: numbers([-0]), expected: '0' },
    { title: 'an integer of zeros', column: numbers([4200], 'integer', 0), expected: '4200' },
    { title: 'an integer', column: numbers([42], 'integer', 0), expected: '42' },
    {
      title: 'the largest number',
      column: numbers([Number.MAX_SAFE_INTEGER], 'money', 2),
      expected: '90071992547409.91',
    },
    { title: 'a date', column: numbers([20_000], 'date', 0), expected: '2024-10-04' },
    { title: 'a flag', column: numbers([1], 'flag', 0), expected: 'true' },
    { title: 'no flag', column: numbers([0], 'flag', 0), expected: 'false' },
    { title: 'missing', column: numbers([Number.NaN], 'flag', 0), expected: '' },
    { title: 'missing text', column: texts([null]), expected: '' },
    { title: 'no column', column: undefined, expected: '' },
  ])('$title', async ({ column, expected }) => {
    const columns = new Map(column === undefined ? [] : [['cell', column] as const]);
    const only = { ...report, table: { rows: 1, columns }, order: Uint32Array.of(0), passThrough: ['cell'] };
    expect((parse(await clientsOf(only), { columns: true }) as Record<string, string>[])[0].cell).toBe(expected);
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\u0000=1', '＝1', '＋1', '－1', '＠a'])(
    '%j is disarmed',
    (text) => {
      expect(disarmFormula(text)).toBe(`'${text}`);
    },
  );

  test.each(['Gold', '1-2', ' =1', "'=1", '金牌', ''])('%j stays', (text) => {
    expect(disarmFormula(text)).toBe(text);
  });

  test('a line is what csv-stringify makes of it, and csv-parse reads it back', () => {
    const cell = fc.string({
      unit: fc.oneof(fc.constantFrom(',', '"', '\n', '\r', ' ', ';'), fc.string({ minLength: 1, maxLength: 1 })),
    });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 6 }), (cells) => {
        const line = fileOf(joinLines([cells.map(encodeCell).join(',')], plainCsv));
        expect(line).toBe(stringify([cells]));
        expect(parse(line, { record_delimiter: '\n' })).toEqual([cells]);
      }),
    );
  });
});

describe.each([
  { title: 'with all digits', put: putUnits, format: formatUnits },
  { title: 'without zeros at the end', put: putShort, format: formatShort },
])('numbers $title', ({ put, format }) => {
  test.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12])('at scale %i', (scale) => {
    const textOf = (units: number) => {
      const bytes = Buffer.alloc(longestNumber, 'x');
      const end = put(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 1, units, scale);
      return bytes.toString('utf8', 1, end + 1);
    };
    const power = fc.tuple(fc.nat(15), fc.integer({ min: -2, max: 2 })).map(([digits, more]) => 10 ** digits + more);
    const decimals = fc.tuple(fc.integer({ min: -9999, max: 9999 }), fc.nat(11)).map(([n, zeros]) => n * 10 ** zeros);
    fc.assert(
      fc.property(fc.oneof(fc.maxSafeInteger(), power, decimals), (units) => {
        expect(textOf(units)).toBe(`${format(units, scale)},`);
      }),
    );
    for (const units of [0, 1, -1, 999, 1000, 999_999, 1_000_000, -2_000_000, 2 ** 52, 2 ** 53 - 1, 1 - 2 ** 53]) {
      expect(textOf(units)).toBe(`${format(units, scale)},`);
    }
  });
});

test('a label with a comma has its reasons quoted, and nothing else changes', async () => {
  const dimensions = report.rubric.dimensions.map((dimension) => ({
    ...dimension,
    factors: dimension.factors.map((factor) => ({ ...factor, label: { en: `${factor.name}, "x"` } })),
  }));
  const own = { ...report, locale: 'en' as const, rubric: { ...report.rubric, dimensions } };
  const lines: typeof clients = parse(await clientsOf(own), { columns: true });
  expect(lines.find(({ id }) => id === 'C00031')?.reasons).toBe('dscr, "x" -18.90; clv, "x" -12.60');
  const bare = (line: Record<string, string>) => ({ ...line, reasons: '' });
  expect(lines.map(bare)).toEqual(clients.map(bare));
});

test('byte order mark and CR LF of clients.csv, where asked for', async () => {
  const marked = await clientsOf({ ...report, passThrough: [], csv: { bom: true, crlf: true } });
  expect(marked.startsWith('\ufeffid,name,')).toBe(true);
  expect(marked.slice(1).split('\r\n')).toEqual((await clientsOf({ ...report, passThrough: [] })).split('\n'));
});

test('byte order mark and CR LF, where asked for', () => {
  expect(fileOf(joinLines(['a', 'b'], { bom: true, crlf: true }))).toBe('\ufeffa\r\nb\r\n');
  expect(fileOf(joinLines(['a', 'b'], plainCsv))).toBe('a\nb\n');
});

test('blocks join to the same file, however many there are', () => {
  const lines = Array.from({ length: 9000 }, (_, index) => `${index},${'x'.repeat(100)}`);
  const blocks = [...joinLines(lines, plainCsv)];
  expect(blocks.length).toBeGreaterThan(2);
  expect(blocks.join('')).toBe(lines.map((line) => line + '\n').join(''));
});

test('rejects.csv says where, what and why, harmlessly', () => {
  const hostile = {
    file: 'b.xlsx',
    sheet: 'S1',
    line: 7,
    cell: 'C7',
    field: 'n',
    value: '=HYPERLINK("x")',
    code: 'c',
    expected: 'e',
    whole: false,
  };
  const [headings, first, last] = parse(fileOf(writeRejects([result.rejects[0], hostile], plainCsv))) as string[][];
  expect(headings.join(' ')).toBe('file sheet line cell client field value code expected lost');
  expect(first).toEqual(['book.csv', '', '17', '', 'C00907', 'revenue_12m', 'n/k', 'not-a-number', 'money', 'row']);
  expect(last).toEqual(['b.xlsx', 'S1', '7', 'C7', '', 'n', '\'=HYPERLINK("x")', 'c', 'e', 'value']);
});

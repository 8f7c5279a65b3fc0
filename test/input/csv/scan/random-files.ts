import fc from 'fast-check';
import type { FieldSpec } from '../../../../src/model/rubric.ts';
import { parseIsoDate } from '../../../../src/numeric/date.ts';
import { field } from '../../book-helpers.ts';

// Files with everything that people, spreadsheets and broken exports put into CSV, and fields of every type to read them by.

const values = new Map([
  ['A', ['优', 'prime']],
  ['B', ['-1', 'b b']],
]);

export const allFields: readonly FieldSpec[] = [
  field('id', 'id', { required: true }),
  field('name', 'text'),
  field('kind', 'category'),
  field('grade', 'category', { values, required: true }),
  field('amount', 'money', { min: -500, max: 1_000_000_00 }),
  field('share', 'percent', { min: 0 }),
  field('score', 'number', { missingMarks: ['0', '-1', '999', 'NA', '１'] }),
  field('count', 'integer', { required: true }),
  field('since', 'date', { min: parseIsoDate('2000-01-01')! }),
  field('until', 'date', { format: 'DMY' }),
  field('serial', 'date', { format: 'excel' }),
  field('active', 'flag'),
  field('comma', 'number', { format: '1.234,56' }),
  field('wan', 'money', { unit: '万' }),
  field('per', 'percent', { unit: 'percent' }),
  field('paid', 'money', { currencyField: 'kind' }),
];

const plain = ['1', '2', '12.50', '100', 'A', 'B', 'C1', 'x', '2026-10-31', '2026-01-02', '', 'yes', 'N', 'USD', 'CNY'];
const numerals = (
  '0 -0 -0.00 -1 007 5. .5 -.5 - -- 1,234.50 1.234,56 0,5 1e5 1.2E+11 12E+5 1.50% 50% 1.6 -1.6 3万 $5 999 999.0 ' +
  '123456789012345 1234567890123456 9007199254740991 90071992547409.91 90071992547409.92 900719925474099.2 0.0000001 1.0000000 ' +
  '0.123456 0.1234567 1000000.00 1000000.01 -5.01 +5 １２ 12abc 0x1F 44927 60 59 1-2 1..2 1.2.3 5-'
).split(' ');
const texts = (
  'NA na null n/a 无 NULL ＮＡ none 客户 优 prime PRIME b|b é Ünï 2026-02-30 1999-12-31 0000-01-01 2026-1-2 20261031 ' +
  '2026-10-31T00:00 31/10/2026 2026/10/31 是 无效 true T 美元 JPY usd'
).split(' ');
/** Longer than any missing mark, so that they are in no doubt for their length. */
const long = (
  '东海医药流通4122有限公司 Ünïversität-für-Bodenkultur 𠮷野家𠮷野家𠮷野家 （株）ＡＢＣ商事。、「名」… “quoted”—text–here 客户"名"客户"名"客户 ' +
  '客户客户客户客户\u3000 \u00a0客户客户客户客户 客户客户\u200b客户客户客户 客户客户客户客户\ufeff 1.2E+11客户客户客户客户'
).split(' ');
const odd = [
  ...[
    ' ',
    '\t',
    '\u3000',
    '\u00a0',
    '\ufeff',
    ' 1 ',
    '\u30001\u3000',
    '\u00a0x',
    'x\ufeff',
    '\u200bx',
    'a\u0001',
    '\0',
    '5\0',
  ],
  ...['b b', 'a, b', 'a;b', 'l'.repeat(70), `${'l'.repeat(64)}1`, 'line\nend', 'line\r\nend', 'a\rb', '\n', '1,2\n3,4'],
  ...['a"b', '"', '""', '5" pipe', '"q"'],
];

const text = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...plain) },
  { weight: 4, arbitrary: fc.constantFrom(...numerals) },
  { weight: 3, arbitrary: fc.constantFrom(...texts) },
  { weight: 2, arbitrary: fc.constantFrom(...long) },
  { weight: 1, arbitrary: fc.constantFrom(...odd) },
  { weight: 1, arbitrary: fc.string({ maxLength: 6, unit: 'binary' }) },
  { weight: 1, arbitrary: fc.string({ minLength: 4, maxLength: 24, unit: 'binary' }) },
  { weight: 2, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => String(value)) },
  { weight: 2, arbitrary: fc.integer({ min: -1e7, max: 1e7 }).map((value) => (value / 100).toFixed(2)) },
);

const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;
/** How a cell is written: as it must be, as it stands, in quotes without need, or with quotes gone wrong (seldom). */
function written(delimiter: string, broken: boolean): fc.Arbitrary<string> {
  const needs = (value: string) => /["\r\n]/.test(value) || value.includes(delimiter);
  const ways: ((value: string) => string)[] = broken
    ? [(value) => value, (value) => `"${value}`, (value) => `${quoted(value)}x`, (value) => `${quoted(value)} `, quoted]
    : [quoted];
  return fc
    .tuple(text, fc.integer({ min: 0, max: 11 }), fc.nat(ways.length - 1))
    .map(([value, dice, way]) => (dice === 0 ? ways[way](value) : needs(value) || dice === 1 ? quoted(value) : value));
}

const names = allFields.map((one) => one.name);

export interface RandomFile {
  readonly text: string;
  readonly delimiter: string;
}

/** Headings in some order with columns nobody wants, then rows: some blank, some short or long. */
function fileWith(delimiter: string, broken: boolean, mostRows: number): fc.Arbitrary<RandomFile> {
  const width = names.length + 2;
  const cell = written(delimiter, broken);
  const whole = fc.array(cell, { minLength: width, maxLength: width });
  const row = fc.oneof(
    { weight: 12, arbitrary: whole },
    { weight: 1, arbitrary: fc.array(cell, { maxLength: width + 3 }) },
    { weight: 1, arbitrary: whole.map((cells) => [...cells, '', ' ']) },
    { weight: 1, arbitrary: fc.constantFrom([], [' '], ['', ''], Array(width).fill(''), ['\u3000', '', ' ']) },
  );
  const lineEnds = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(['\n'], ['\r\n']) },
    { weight: 1, arbitrary: fc.constantFrom(['\r'], ['\n', '\r\n', '\r']) },
  );
  const heads = fc.tuple(
    fc.shuffledSubarray([...names, 'spare', ''], { minLength: width, maxLength: width }),
    fc.constantFrom('', '', '', '\uFEFF'),
    fc.constantFrom<string[]>([], [], [], ['a title'], ['', '']),
  );
  return fc
    .tuple(heads, fc.array(fc.tuple(row, fc.nat()), { minLength: 1, maxLength: mostRows }), lineEnds, fc.boolean())
    .map(([[headings, mark, titles], rows, ends, closed]) => {
      const lines = [...titles, headings.join(delimiter), ...rows.map(([cells]) => cells.join(delimiter))];
      const dice = [...titles.map(() => 0), 0, ...rows.map(([, roll]) => roll)];
      const parts = lines.map((line, index) => {
        const open = index === lines.length - 1 && !closed;
        return open ? line : line + ends[dice[index] % ends.length];
      });
      return { text: mark + parts.join(''), delimiter };
    });
}

export function randomFile(broken: boolean, mostRows = 12): fc.Arbitrary<RandomFile> {
  return fc.constantFrom(',', ',', ';', '\t', '|').chain((delimiter) => fileWith(delimiter, broken, mostRows));
}

/** A byte put in, taken out or replaced; mostly those that mean something to a reader of CSV. */
export type Mutation = readonly [place: number, kind: 'insert' | 'delete' | 'replace', byte: number];

export const mutation: fc.Arbitrary<Mutation> = fc.tuple(
  fc.nat({ max: 1 << 20 }),
  fc.constantFrom('insert', 'delete', 'replace'),
  fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...Buffer.from('""",,;\n\n\r\t 05.-A')) },
    { weight: 1, arbitrary: fc.nat({ max: 127 }) },
  ),
);

export function mutate(bytes: Uint8Array, mutations: readonly Mutation[]): Uint8Array {
  const mutated = [...bytes];
  for (const [place, kind, byte] of mutations) {
    const at = place % (mutated.length + 1);
    mutated.splice(at, kind === 'insert' ? 0 : 1, ...(kind === 'delete' ? [] : [byte]));
  }
  return Uint8Array.from(mutated);
}

import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Column, NumericColumn } from '../../src/model/table.ts';
import type { Kind } from '../../src/model/value-type.ts';
import { formatDate } from '../../src/numeric/date.ts';
import { formatShort, formatUnits } from '../../src/numeric/decimal.ts';
import type { Crew } from '../../src/parallel/crew.ts';
import { disarmFormula } from '../../src/report/cell-text.ts';
import { writeClients } from '../../src/report/clients-csv.ts';
import { poolOf } from '../../src/text/text-pool.ts';
import { numbers, report, texts } from './sample.ts';

// clients.csv is written as bytes by several hands. What it must be is said here the plain way: csv-stringify, a cell at a time.

/** So many hands, each of which gets and gives copies, as threads do. */
function crewOf(size: number): Crew {
  return { size, do: async (job, given) => structuredClone(await job.run(structuredClone(given))) };
}

async function bytesOf(given: typeof report, crew?: Crew): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of writeClients(given, crew)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString('utf8');
}

/** A column and its cells as texts, before a spreadsheet or a CSV is thought of. */
interface Given {
  readonly column: Column;
  readonly cells: readonly string[];
  readonly isText: boolean;
}

const odd = [
  ',',
  '"',
  '\n',
  '\r',
  '\t',
  ' ',
  ';',
  "'",
  '=',
  '+',
  '-',
  '@',
  '＝',
  '＋',
  '－',
  '＠',
  'é',
  '金',
  '😀',
  '\ufeff',
];
const control = ['\u0000', '\u001f', '\u007f', '\u0085', '\u009f', '\u00a0'];
const character = fc.oneof(fc.constantFrom(...odd, ...control), fc.string({ unit: 'grapheme', maxLength: 1 }));
const text = fc.oneof(fc.string({ unit: character, maxLength: 12 }), fc.constantFrom('', '"', 'x'.repeat(300)));

const textCells = (rows: number): fc.Arbitrary<Given> =>
  fc.tuple(fc.array(fc.option(text), { minLength: rows, maxLength: rows }), fc.boolean()).map(([values, isPooled]) => {
    const column = texts(values);
    const pooled = { ...column, dictionary: poolOf(column.dictionary) };
    return { column: isPooled ? pooled : column, cells: values.map((value) => value ?? ''), isText: true };
  });

const decimals = fc
  .tuple(fc.integer({ min: -999, max: 999 }), fc.nat(10))
  .map(([digits, zeros]) => digits * 10 ** zeros);
const units = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -2000, max: 2000 }), decimals, fc.constant(Number.NaN));
const written: Record<string, (column: NumericColumn, value: number) => string> = {
  flag: (_, value) => String(value === 1),
  date: (_, value) => formatDate(value),
  money: ({ type }, value) => formatUnits(value, type.scale),
};

const numberCells = (rows: number): fc.Arbitrary<Given> => {
  const kinds: fc.Arbitrary<[Kind, fc.Arbitrary<number>]> = fc.constantFrom(
    ['number', units],
    ['money', units],
    ['percent', units],
    ['flag', fc.constantFrom(0, 1, Number.NaN)],
    ['date', fc.oneof(fc.integer({ min: -700_000, max: 2_900_000 }), fc.constant(Number.NaN))],
  );
  return kinds
    .chain(([kind, value]) =>
      fc.tuple(fc.constant(kind), fc.nat(10), fc.array(value, { minLength: rows, maxLength: rows })),
    )
    .map(([kind, scale, values]) => {
      const column = numbers(values, kind, kind === 'flag' || kind === 'date' ? 0 : scale);
      const textOf = written[kind] ?? (({ type }, value) => formatShort(value, type.scale));
      const cells = values.map((value) => (Number.isNaN(value) ? '' : textOf(column, value === 0 ? 0 : value)));
      return { column, cells, isText: false };
    });
};

const table = fc.integer({ min: 1, max: 9 }).chain((rows) =>
  fc.record({
    order: fc.array(fc.nat(rows - 1), { maxLength: 3000 }),
    given: fc.array(fc.oneof(textCells(rows), numberCells(rows)), { minLength: 1, maxLength: 6 }),
    bom: fc.boolean(),
    crlf: fc.boolean(),
  }),
);

it('is what csv-stringify makes of its cells, whoever writes it', () =>
  fc.assert(
    fc.asyncProperty(table, fc.constantFrom(1, 2, 3), async ({ order, given, bom, crlf }, size) => {
      const passThrough = given.map((_, index) => `x${index}`);
      const columns = new Map(given.map(({ column }, index) => [`x${index}`, column]));
      const own = { ...report, table: { rows: 9, columns }, order: Uint32Array.from(order), passThrough };
      const file = await bytesOf({ ...own, csv: { bom, crlf } }, crewOf(size));
      const [heading] = (await bytesOf({ ...own, order: new Uint32Array(0) })).split('\n');
      const empty = heading
        .split(',')
        .slice(passThrough.length)
        .map(() => '');
      const lines = order.map((row) => [
        ...empty,
        ...given.map(({ cells, isText }) => (isText ? disarmFormula(cells[row]) : cells[row])),
      ]);
      const options = { record_delimiter: crlf ? '\r\n' : '\n' };
      expect(file).toBe(
        (bom ? '\ufeff' : '') + heading + options.record_delimiter + plainLines(lines, crlf ? '\r\n' : '\n'),
      );
    }),
  ));

/** csv-stringify asks for quotes around its own line end only: each line is made with LF. */
function plainLines(lines: readonly string[][], end: string): string {
  return lines.map((line) => stringify([line], { eof: false }) + end).join('');
}

it('is the same in one range and in several', async () => {
  const order = Uint32Array.from({ length: 40_000 }, (_, place) => report.order[(place * 7) % report.order.length]);
  const long = { ...report, order };
  const whole = await bytesOf(long);
  for (const size of [2, 3]) expect((await bytesOf(long, crewOf(size))) === whole).toBe(true);
  const alone = await bytesOf(report);
  const lineOf = new Map(
    alone
      .trimEnd()
      .split(/\n(?=C)/)
      .map((line) => [line.slice(0, 6), line]),
  );
  const lines = whole
    .trimEnd()
    .split(/\n(?=C)/)
    .slice(1);
  expect(lines).toHaveLength(40_000);
  expect(lines.every((line) => lineOf.get(line.slice(0, 6)) === line)).toBe(true);
});

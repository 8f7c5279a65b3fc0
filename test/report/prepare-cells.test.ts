import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { alone } from '../../src/parallel/crew.ts';
import { encodeText } from '../../src/report/bytes/byte-buffer.ts';
import { ask, findCares, quotes, widthOf } from '../../src/report/bytes/pool-care.ts';
import type { CellSource } from '../../src/report/cell-source.ts';
import { cellTextOf } from '../../src/report/cell-texts.ts';
import { writeClientRows } from '../../src/report/client-rows.ts';
import { textCell } from '../../src/report/csv-cells.ts';
import { prepareCells } from '../../src/report/prepare-cells.ts';
import { reasonTexts } from '../../src/report/reason-cells.ts';
import { poolOf } from '../../src/text/text-pool.ts';

// What is prepared is written as what is not, and both as each cell by itself would be.

const rows = 1500;
const places = Array.from({ length: rows }, (_, row) => row);
const maybe = <Value>(value: fc.Arbitrary<Value>, otherwise: Value) =>
  fc.oneof({ arbitrary: value, weight: 9 }, fc.constant(otherwise));

/** As many values as asked for, few or more than there are classes, in an order that jumps about. */
const columnOf = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> =>
  fc
    .tuple(fc.array(value, { minLength: 1, maxLength: 12 }), fc.nat(1e6))
    .map(([values, seed]) => places.map((row) => values[((row + seed) * 7919) % values.length]));

const whole = maybe(fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -3, max: 3 })), Number.NaN);
const floats = (value: fc.Arbitrary<number>) => columnOf(value).map((values) => Float64Array.from(values));
/** Few digits behind the point of a scale, and so zeros at the end. */
const decimals = floats(fc.tuple(fc.integer({ min: -999, max: 999 }), fc.nat(10)).map(([n, zeros]) => n * 10 ** zeros));
const many = fc.nat(2 ** 40).map((step) => Float64Array.from(places, (row) => row * step - 2 ** 40));
const scale = fc.nat(10);

const text = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.constantFrom(
    '',
    '"',
    'a,b',
    'x\ny',
    '\r',
    '=1',
    '＝1',
    'é',
    "'",
    '金'.repeat(40),
    `${'x'.repeat(17)}"`,
    'y'.repeat(300),
  ),
);
const codes = (count: number) => columnOf(fc.integer({ min: -1, max: count - 1 })).map((all) => Int32Array.from(all));
const texts = fc
  .uniqueArray(text, { minLength: 1, maxLength: 9 })
  .chain((dictionary) => fc.record({ codes: codes(dictionary.length), texts: fc.constant(dictionary) }));
const ids = fc
  .uniqueArray(fc.constantFrom('C01', '=02', '"03', '金', 'x\n5'), { minLength: 1 })
  .chain((dictionary) => fc.record({ codes: codes(dictionary.length), texts: fc.constant(dictionary) }));

const label = fc.constantFrom('DSCR ', 'Tenure ', '资金 ', 'a long label for a factor of some kind ');
const points = fc.oneof(fc.nat(1e8), fc.constantFrom(0, 4999, 5000, 5001, 99_995_000, 2 ** 31, 2 ** 50, -5000));
const reasons = (labels: fc.Arbitrary<string>, lost: fc.Arbitrary<number>) =>
  fc.array(
    fc
      .uniqueArray(labels, { minLength: 1 })
      .chain((own) => fc.record({ codes: codes(own.length), labels: fc.constant(own), lost: floats(lost) })),
    { maxLength: 4 },
  );

/** Factor and cost in one number. */
const codedReasons = (labels: fc.Arbitrary<string>) =>
  fc.array(
    fc
      .record({ own: fc.uniqueArray(labels, { minLength: 1 }), bits: fc.integer({ min: 2, max: 9 }) })
      .chain(({ own, bits }) =>
        fc.record({
          codes: columnOf(
            maybe(
              fc
                .tuple(fc.nat(own.length - 1), fc.oneof(fc.nat(12_000), fc.nat(2 ** (31 - bits) - 1)))
                .map(([factor, cost]) => cost * 2 ** bits + factor),
              -1,
            ),
          ).map((all) => Int32Array.from(all)),
          labels: fc.constant(own),
          lost: fc.constant(bits),
        }),
      ),
    { maxLength: 4 },
  );

interface Given {
  readonly source: CellSource;
  readonly cellOf: (row: number, line: number) => string;
}

const plain = (source: Parameters<typeof cellTextOf>[0]): Given => ({ source, cellOf: cellTextOf(source) });

const given: fc.Arbitrary<Given> = fc.oneof(
  fc.constant(plain({ kind: 'empty' })),
  fc
    .record({ kind: fc.constantFrom('money', 'number'), values: fc.oneof(floats(whole), decimals, many), scale })
    .map((own) => plain(own)),
  floats(fc.constantFrom(0, 1, Number.NaN)).map((values) => plain({ kind: 'flag', values })),
  floats(maybe(fc.integer({ min: -9000, max: 90_000 }), Number.NaN)).map((values) => plain({ kind: 'date', values })),
  texts.map((own) => plain({ kind: 'text', ...own })),
  fc.constant<Given>({ source: { kind: 'line' }, cellOf: (_, line) => `${line + 1}` }),
  fc.oneof(texts, ids).map(({ codes, texts }): Given => {
    const pool = poolOf(texts);
    const { bytes, ends } = pool;
    return {
      source: { kind: 'pool', codes, texts: { bytes, ends }, cares: findCares(pool), width: widthOf(pool) },
      cellOf: (row) => (codes[row] < 0 ? '' : textCell(texts[codes[row]])),
    };
  }),
  fc
    .array(
      fc
        .array(text, { minLength: 1, maxLength: 4 })
        .chain((own) =>
          fc.record({ values: floats(maybe(fc.nat(own.length - 1), Number.NaN)), texts: fc.constant(own) }),
        ),
      { maxLength: 4 },
    )
    .map((choices) => plain({ kind: 'choices', choices })),
  fc
    .oneof(
      reasons(label, points),
      reasons(fc.constantFrom('a, ', 'b '), points),
      codedReasons(label),
      codedReasons(fc.constantFrom('a, ', 'b ')),
    )
    .map((own): Given => {
      const textOf = reasonTexts(own);
      return { source: { kind: 'reasons', reasons: own }, cellOf: (row) => textCell(textOf(row)) };
    }),
);

function linesOf(columns: readonly CellSource[], order: Uint32Array): string {
  const lineEnd = encodeText('\n');
  const { memory, length } = writeClientRows({
    columns,
    order,
    start: 0,
    end: order.length,
    lineEnd,
    memory: new Uint8Array(64),
  });
  return Buffer.from(memory.buffer, memory.byteOffset, length).toString('utf8');
}

it('is written as each cell by itself, prepared or not, by any number of hands', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(given, { minLength: 1, maxLength: 8 }),
      fc.array(fc.nat(rows - 1), { maxLength: 2100 }),
      fc.constantFrom(1, 2, 3),
      async (all, places, size) => {
        const order = Uint32Array.from(places);
        const columns = all.map(({ source }) => source);
        const expected = places
          .map((row, line) => `${all.map(({ cellOf }) => cellOf(row, line)).join(',')}\n`)
          .join('');
        expect(linesOf(columns, order)).toBe(expected);
        const crew = { ...alone, size };
        const prepared = structuredClone(await prepareCells(columns, rows, rows, crew));
        expect(linesOf(prepared, order)).toBe(expected);
      },
    ),
    { numRuns: 60 },
  ));

test('neighbours of few distinct values become one, and none where few rows are written', async () => {
  const few = (count: number): CellSource => ({
    kind: 'number',
    values: Float64Array.from(places, (row) => row % count),
    scale: 0,
  });
  const columns = [few(3), few(4), { kind: 'empty' }, few(1200), few(5), few(1000)] satisfies CellSource[];
  const kinds = (await prepareCells(columns, rows, rows, alone)).map(({ kind }) => kind);
  expect(kinds).toEqual(['common', 'number', 'common']);
  expect(await prepareCells(columns, rows, 10, alone)).toBe(columns);
});

describe('what texts of a pool ask for', () => {
  test.each([
    { title: 'nothing', given: ['a', '', 'b;c', '金'], expected: undefined },
    { title: 'quotes', given: ['a,b', '', 'c', '"', ',,'], expected: [quotes, 0, 0, quotes, quotes] },
    { title: 'csv-stringify', given: ['a\n', 'b', '\r', ',\r"'], expected: [ask, 0, ask, ask | quotes] },
    { title: 'no texts', given: [], expected: undefined },
  ])('$title', ({ given, expected }) => {
    const cares = findCares(poolOf(given));
    expect(cares && [...cares]).toEqual(expected);
  });
});

test.each([
  { title: 'of one length', given: ['abc', '金', '   '], expected: 3 },
  { title: 'of several', given: ['ab', 'c', 'def'], expected: 0 },
  { title: 'empty ones', given: ['', ''], expected: 0 },
  { title: 'none', given: [], expected: 0 },
])('what texts are as long as: $title', ({ given, expected }) => {
  expect(widthOf(poolOf(given))).toBe(expected);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderByText } from '../../src/input/order-texts.ts';
import { compareText } from '../../src/text/text-order.ts';
import { poolOf } from '../../src/text/text-pool.ts';

function expectOrder(texts: readonly string[], rows: readonly number[] = [...texts.keys()]): void {
  const expected = [...rows].sort((a, b) => compareText(texts[a], texts[b]) || a - b);
  const codes = new Int32Array(texts.length).fill(-1);
  for (const row of rows) codes[row] = row;
  const order = orderByText(codes, poolOf(texts));
  expect([...order.rows]).toEqual(expected);
  const inRuns = new Set<number>();
  for (let run = 0; run < order.runs.length; run += 2) {
    for (let place = order.runs[run]; place < order.runs[run + 1]; place++) inRuns.add(place);
  }
  const like = (place: number, other: number) =>
    expected[other] !== undefined && texts[expected[place]] === texts[expected[other]];
  const repeated = expected
    .map((_, place) => place)
    .filter((place) => like(place, place - 1) || like(place, place + 1));
  expect([...inRuns]).toEqual(repeated);
}

const withRepeats = (text: fc.Arbitrary<string>) =>
  fc.uniqueArray(text, { minLength: 1, maxLength: 5 }).chain((few) => fc.array(fc.constantFrom(...few)));

describe('rows by their texts', () => {
  it.each([
    { title: 'any texts', text: fc.string({ unit: 'binary', maxLength: 40 }) },
    {
      title: 'few characters, so that places make large numbers',
      text: fc.string({ unit: fc.constantFrom('a', 'b', '𐀀', '！') }),
    },
    { title: 'what differs late', text: fc.string({ maxLength: 3 }).map((end) => `${'x'.repeat(30)}${end}`) },
    {
      title: 'what differs early and late',
      text: fc
        .tuple(fc.constantFrom('', 'a', 'b'), fc.string({ maxLength: 3 }))
        .map((ends) => ends.join('x'.repeat(30))),
    },
    {
      title: 'numbers of one length, or nearly',
      text: fc
        .tuple(fc.constantFrom('C', 'C', 'C', 'CL'), fc.nat(30), fc.constantFrom(8, 8, 8, 9, 20))
        .map(([prefix, number, length]) => `${prefix}${String(number).padStart(length, '0')}`),
    },
    { title: 'what only ends like a number', text: fc.constantFrom('A12', 'A13', 'B12', 'A1:', 'A1/', 'A99', '123') },
    {
      title: 'more digits than a number has',
      text: fc.constantFrom('1', '2').chain((first) => fc.nat(3).map((last) => `${first}${'0'.repeat(17)}${last}`)),
    },
    {
      title: 'empty and very long texts',
      text: fc.constantFrom('', 'x', 'x'.repeat(70_000), `${'x'.repeat(70_000)}é`),
    },
  ])('$title', ({ text }) => {
    fc.assert(fc.property(fc.oneof(fc.array(text), withRepeats(text)), (texts) => expectOrder(texts)));
  });

  it('is right for different numbers with gaps, one that repeats, and rows without', () => {
    const numbers = fc.uniqueArray(fc.nat(3000), { minLength: 1, maxLength: 1000 });
    fc.assert(
      fc.property(numbers, fc.nat(5000), fc.boolean(), fc.nat(7), (given, first, repeats, skip) => {
        const all = repeats ? [...given, given[0]] : given;
        const texts = all.map((number) => `C${String(first + number).padStart(8, '0')}`);
        expectOrder(
          texts,
          [...texts.keys()].filter((row) => skip === 0 || row % 8 !== skip),
        );
      }),
    );
  });

  it('leaves out rows without a text', () => {
    expectOrder(['b', 'zz', 'a', 'c', 'a'], [0, 2, 4]);
    expectOrder(['b', 'a'], []);
    expectOrder([]);
  });

  it('is right for numbered keys', () => {
    expectOrder(Array.from({ length: 5000 }, (_, row) => `C${(row * 7919) % 5003}`));
  });
});

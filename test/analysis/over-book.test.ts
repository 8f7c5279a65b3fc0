import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countPlaces } from '../../src/analysis/capacity.ts';
import { foldFirst, foldSecond, type Places, placeByName, tallyCells, together } from '../../src/analysis/cells.ts';
import { measureConcentration } from '../../src/analysis/concentration.ts';
import { tallyList } from '../../src/analysis/lists.ts';
import { collectMeasure } from '../../src/analysis/measured.ts';
import { countMissing, measureSpread } from '../../src/analysis/spread.ts';
import { summarise } from '../../src/analysis/summarise.ts';
import { groupByName, sumAmong, tallyMeasure } from '../../src/analysis/tally.ts';
import type { Column } from '../../src/model/table.ts';
import { maxUnits } from '../../src/model/value-type.ts';
import { blockEnd } from '../../src/numeric/blocks.ts';
import { sumUnits } from '../../src/numeric/sum-units.ts';
import type { Crew } from '../../src/parallel/crew.ts';
import { writeSummary } from '../../src/report/summary-json.ts';
import { input, result } from '../report/sample.ts';

// The passes over the book against functions that do one thing a row at a time. Books are longer than a block, from few values
// drawn at random: among them such as only BigInt can add up.

const unit = fc.oneof(
  fc.integer({ min: -1000, max: 100_000 }),
  fc.integer({ min: 2 ** 32 - 2, max: 2 ** 32 + 2 }),
  fc.constantFrom(0, Number.NaN, 2 ** 40, maxUnits, -maxUnits),
);
const firstBlock = blockEnd(0, Number.POSITIVE_INFINITY);
const twoBlocks = blockEnd(firstBlock, Number.POSITIVE_INFINITY);
/** A number of rows about the size of a block, and what they repeat. */
const book = fc.record({
  rows: fc.constantFrom(0, 1, 7, firstBlock, twoBlocks - 1, twoBlocks + 5),
  units: fc.array(unit, { minLength: 1, maxLength: 40 }),
  seed: fc.array(fc.nat(1000), { minLength: 3, maxLength: 23 }),
});
type Book = typeof book extends fc.Arbitrary<infer Kind> ? Kind : never;

function bookOf({ rows, units, seed }: Book) {
  const draw = (stride: number) => (row: number) => seed[(row * stride + (row >> 4)) % seed.length] + row * stride;
  const values = Float64Array.from({ length: rows }, (_, row) => units[draw(1)(row) % units.length]);
  const among = Uint8Array.from({ length: rows }, (_, row) => (draw(5)(row) % 4 === 0 ? 0 : 1));
  return { rows, values, among, draw };
}

function textColumn(rows: number, draw: (row: number) => number, dictionary: readonly string[]): Column {
  const codes = Int32Array.from({ length: rows }, (_, row) => (draw(row) % (dictionary.length + 1)) - 1);
  return { type: { kind: 'category', scale: 0 }, codes, dictionary };
}

const tierNames = ['gold', 'silver', 'rest'];

test('cells are the tallies of pairs of groups', () => {
  fc.assert(
    fc.property(book, (given) => {
      const { rows, values, among, draw } = bookOf(given);
      // Texts repeat in the dictionary, and one is no name.
      const first = textColumn(rows, draw(3), ['b', 'a', 'b', 'other']);
      const second = textColumn(rows, draw(7), tierNames);
      const width = tierNames.length + 1;
      const [x, y] = [placeByName(first, ['a', 'b'], rows), placeByName(second, tierNames, rows)];
      const cells = tallyCells(among, x, y, values);
      const groups = [groupByName(first, ['a', 'b'], among), groupByName(second, tierNames, among)];
      const pair = groups[0].map((group, row) => (group < 0 ? -1 : group * width + groups[1][row]));
      const pairs = tallyMeasure(pair, 3 * width, values);
      const ofPresent = pair.map((cell, row) => (Number.isNaN(values[row]) ? -1 : cell));
      const present = tallyMeasure(ofPresent, 3 * width, values);
      expect([...cells.clients]).toEqual([...pairs.clients]);
      expect(cells.sums).toEqual(pairs.measure);
      expect(Array.from(cells.clients, (count, cell) => count - cells.missing[cell])).toEqual([...present.clients]);
      const alone = tallyCells(among, x, together(x), values);
      expect(foldSecond(cells, width)).toEqual(alone);
      expect(foldFirst(cells, width)).toEqual(tallyCells(among, y, together(y), values));
      const without = placeByName(undefined, ['a'], rows);
      expect([...tallyCells(among, without, together(without), values).clients]).toEqual([
        0,
        among.reduce((count, flag) => count + flag, 0),
      ]);
    }),
  );
});

test('spreads and lists are those of a sum a row', () => {
  fc.assert(
    fc.property(book, (given) => {
      const { values, among, draw } = bookOf(given);
      const taken = values.filter((value, row) => among[row] === 1 && !Number.isNaN(value));
      const { sum, count } = sumAmong(values, among);
      const least = taken.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
      const most = taken.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
      expect(measureSpread(values, among)).toEqual({ sum, count, least, most });
      expect(countMissing(values, among)).toBe(among.reduce((all, flag) => all + flag, 0) - count);
      const flags = values.map((_, row) => [0, 1, Number.NaN][draw(11)(row) % 3]);
      const listed = tallyMeasure(
        Int32Array.from(flags, (flag) => (flag === 1 ? 0 : -1)),
        1,
        values,
      );
      expect(tallyList(flags, values)).toEqual({ clients: listed.clients[0], sum: listed.measure[0] });
    }),
  );
});

test('the measure is ranked and added up as BigInts are', () => {
  fc.assert(
    fc.property(book, (given) => {
      const { rows, values, among } = bookOf(given);
      const columns = new Map<string, Column>([
        ['m', { type: { kind: 'money', scale: 2 }, values }],
        ['$client', { type: { kind: 'flag', scale: 0 }, values: Float64Array.from(among) }],
      ]);
      const measured = collectMeasure(columns, rows, 'm');
      const taken = [...values].filter((value, row) => among[row] === 1 && !Number.isNaN(value));
      const sum = (of: readonly number[]) => of.reduce((all, value) => all + BigInt(value), 0n);
      const negative = taken.filter((value) => value < 0);
      expect(Array.from(measured.descending)).toEqual(taken.map((value) => Math.max(value, 0)).sort((a, b) => b - a));
      expect(measured).toMatchObject({
        clients: among.reduce((all, flag) => all + flag, 0),
        total: sum(taken),
        positiveTotal: sum(taken) - sum(negative),
        negativeCount: negative.length,
        negativeTotal: sum(negative),
      });
      expect(measured.missing).toBe(measured.clients - taken.length);
    }),
  );
});

test.each([1, -1])('whole numbers of one sign (%i) add up', (sign) => {
  const whole = fc.oneof(fc.nat(5000), fc.nat({ max: 2 ** 31 - 1 }), fc.maxSafeNat()).map((units) => sign * units);
  fc.assert(
    fc.property(fc.array(whole, { maxLength: 300 }), (list) => {
      const values = Float64Array.from(list);
      expect(sumUnits(values)).toBe(list.reduce((all, value) => all + BigInt(value), 0n));
    }),
  );
});

test('Gini and HHI of thousands of values, above and below 2^32, are their definitions', () => {
  fc.assert(
    fc.property(book, (given) => {
      const { values } = bookOf(given);
      const descending = values
        .filter((value) => value >= 0)
        .sort()
        .reverse();
      const all = Array.from(descending, BigInt);
      const total = all.reduce((sum, value) => sum + value, 0n);
      fc.pre(total > 0n);
      const n = BigInt(all.length);
      const squares = all.reduce((sum, value) => sum + value * value, 0n);
      const weighted = all.reduce((sum, value, index) => sum + (n - 1n - 2n * BigInt(index)) * value, 0n);
      const rounded = (a: bigint, b: bigint) => ({ units: (2n * a * 10n ** 12n + b) / (2n * b), scale: 12 });
      const { gini, hhi, theil } = measureConcentration(descending, total);
      expect({ gini, hhi }).toEqual({ gini: rounded(weighted, n * total), hhi: rounded(squares, total * total) });
      // The same as over BigInts, which know no blocks of their own.
      expect(measureConcentration(all, total)).toMatchObject({ gini, hhi, theil });
    }),
  );
});

test('places are those of rows that are sorted', () => {
  fc.assert(
    fc.property(book, (given) => {
      const { rows, values: score, among: client, draw } = bookOf(given);
      const among = client.map((flag, row) => (Number.isNaN(score[row]) ? 0 : flag));
      const placeOf = (stride: number): [Column, Places] => {
        const column = textColumn(rows, draw(stride), tierNames);
        return [column, placeByName(column, tierNames, rows)];
      };
      const [[finals, final], [models, model], [firsts, first], [rules, byRules]] = [3, 7, 11, 13].map(placeOf);
      const [isHeld, holds] = [17, 19].map((stride) => score.map((_, row) => draw(stride)(row) % 2));
      const tiers = [0, 1, 2].map((place) => ({ place, holds }));
      const counts = countPlaces({ among, score, final, model, first, byRules, isHeld, tiers });
      const [f, m, a, r] = [finals, models, firsts, rules].map((column) => groupByName(column, tierNames, among));
      const own = [...score.keys()].filter((row) => among[row] === 1);
      const best = (of: readonly number[]) => [...of].sort((x, y) => score[y] - score[x] || x - y);
      expect(counts).toEqual(
        [0, 1, 2].map((tier) => {
          const inside = best(own.filter((row) => m[row] === tier));
          const outside = best(own.filter((row) => m[row] > tier && (a[row] === tier || holds[row] === 1)));
          return {
            placed: inside.length,
            overflow: outside.length,
            held: inside.filter((row) => isHeld[row] === 1 && r[row] !== tier).length,
            overridden: own.filter((row) => m[row] !== tier && f[row] === tier).length,
            missed: outside.slice(0, 10).map((row) => ({ row, score: score[row], place: m[row] })),
            lastScore: inside.length === 0 ? Number.POSITIVE_INFINITY : score[inside[inside.length - 1]],
          };
        }),
      );
    }),
  );
});

describe('any crew', () => {
  /** Does jobs as threads do: what goes in and comes out is cloned, but for shared memory. */
  const cloning: Crew = {
    size: 3,
    do: async (job, given) => structuredClone(await job.run(structuredClone(given))),
  };

  test('gives the same summary and classes', async () => {
    const { summary, abc } = await summarise(input, cloning);
    expect(writeSummary(summary)).toBe(writeSummary(result.summary));
    expect(abc).toEqual((await summarise(input)).abc);
  });
});

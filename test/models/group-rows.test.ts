import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupRows, sampleCounts, sumOver } from '../../src/models/group-rows.ts';

describe('groupRows', () => {
  it('brings equal rows together in ascending order and tells the group of each', () => {
    const left = Float64Array.of(2, 1, 2, 1, 2, 9);
    const right = Float64Array.of(0.5, 7, 0.5, -7, 0, Number.NaN);
    const groups = groupRows([left, right], (row) => row !== 5);
    expect(groups.columns.map((column) => [...column])).toEqual([
      [1, 1, 2, 2],
      [-7, 7, 0, 0.5],
    ]);
    expect([...groups.counts]).toEqual([1, 1, 1, 2]);
    expect([...groups.groupOf]).toEqual([3, 1, 3, 0, 2, -1]);
  });

  it('loses no row, repeats no group and sums as the rows do', () => {
    const small = fc.integer({ min: -3, max: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(small, small, small), { maxLength: 60 }), (rows) => {
        const columns = [0, 1, 2].map((at) => Float64Array.from(rows, (row) => row[at]));
        const groups = groupRows(columns, () => true);
        const texts = Array.from(groups.counts, (_, group) => groups.columns.map((column) => column[group]).join());
        expect(new Set(texts).size).toBe(groups.length);
        expect(rows.map((_, row) => texts[groups.groupOf[row]])).toEqual(rows.map((row) => row.join()));
        const sum = sumOver(groups.counts, (group) => groups.columns[0][group]);
        expect(sum).toBe(rows.reduce((total, [value]) => total + value, 0));
      }),
    );
  });
});

describe('sampleCounts', () => {
  it.each([
    { title: 'few rows as they are', counts: [3, 1], size: 10, expected: [3, 1] },
    { title: 'every fourth row', counts: [4, 4, 8], size: 4, expected: [1, 1, 2] },
    {
      title: 'groups too small to be met each time',
      counts: [1, 1, 1, 1, 1, 1],
      size: 3,
      expected: [1, 0, 1, 0, 1, 0],
    },
  ])('$title', ({ counts, size, expected }) => {
    expect([...sampleCounts(Float64Array.from(counts), size)]).toEqual(expected);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findNearest, type Tries } from '../../src/analysis/counterfactual.ts';

// A tier of values: 0 where it is reached, 1 elsewhere; the score is the value itself.
const triesOf =
  (reaches: (value: number) => boolean): Tries =>
  (values) =>
    values.map((value) => ({ place: reaches(value) ? 0 : 1, score: value }));

const far = Number.MAX_SAFE_INTEGER;

describe('the nearest value', () => {
  it.each([
    { title: 'above', from: 10, min: -far, max: far, reaches: (v: number) => v >= 77, expected: 77 },
    { title: 'below', from: 10, min: -far, max: far, reaches: (v: number) => v <= -5, expected: -5 },
    {
      title: 'the nearer of two sides',
      from: 10,
      min: -far,
      max: far,
      reaches: (v: number) => v >= 30 || v <= -9,
      expected: -9,
    },
    {
      title: 'the larger of two as near',
      from: 10,
      min: -far,
      max: far,
      reaches: (v: number) => Math.abs(v - 10) >= 7,
      expected: 17,
    },
    { title: 'far away', from: -far, min: -far, max: far, reaches: (v: number) => v >= far - 1, expected: far - 1 },
    { title: 'at the end', from: 3, min: 0, max: 9, reaches: (v: number) => v === 9, expected: 9 },
    { title: 'where it begins', from: 3, min: 0, max: 9, reaches: (v: number) => v === 3, expected: 3 },
    { title: 'nowhere', from: 3, min: 0, max: 9, reaches: () => false, expected: undefined },
  ])('$title', ({ from, min, max, reaches, expected }) => {
    for (const width of [1, 3, 256]) {
      const { found } = findNearest({ from, min, max, probes: [] }, 0, triesOf(reaches), width);
      expect(found?.value).toBe(expected);
    }
  });

  it('takes the best score where nothing reaches it, the nearest of equals', () => {
    const tries: Tries = (values) => values.map((value) => ({ place: 1, score: Math.min(value, 40) }));
    const { best } = findNearest({ from: 3, min: 0, max: 1000, probes: [40] }, 0, tries);
    expect(best).toEqual({ value: 40, trial: { place: 1, score: 40 } });
  });

  it('is that of all values, where every edge and its neighbours are probes', () => {
    const spans = fc.array(fc.tuple(fc.integer({ min: -200, max: 200 }), fc.nat(9)), { maxLength: 4 });
    fc.assert(
      fc.property(spans, fc.integer({ min: -200, max: 200 }), fc.constantFrom(1, 2, 7, 256), (given, from, width) => {
        const reaches = (value: number) => given.some(([low, length]) => value >= low && value <= low + length);
        const edges = given.flatMap(([low, length]) => [low, low + length]);
        const probes = edges.flatMap((edge) => [edge - 1, edge, edge + 1]);
        const { found } = findNearest({ from, min: -300, max: 300, probes }, 0, triesOf(reaches), width);
        const all = Array.from({ length: 601 }, (_, at) => at - 300).filter(reaches);
        const nearest = Math.min(...all.map((value) => Math.abs(value - from)));
        expect(found === undefined ? Number.POSITIVE_INFINITY : Math.abs(found.value - from)).toBe(nearest);
        if (found !== undefined && found.value !== from) expect(Math.abs(found.nearer - from)).toBe(nearest - 1);
      }),
    );
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDecimal } from '../../src/numeric/decimal.ts';
import { intersectSpans, mergeSpans, type Span, spanOf, subtractSpans } from '../../src/scoring/spans.ts';

const within = { low: -50, high: 50 };

test.each([
  { title: 'closed ends on units', low: '[1', high: '3]', scale: 0, expected: { low: 1, high: 3 } },
  { title: 'open ends on units', low: '(1', high: '3)', scale: 0, expected: { low: 2, high: 2 } },
  { title: 'ends between units, closed or open', low: '[1.5', high: '3.5)', scale: 0, expected: { low: 2, high: 3 } },
  { title: 'negative ends between units', low: '(-3.5', high: '-1.5]', scale: 0, expected: { low: -3, high: -2 } },
  { title: 'ends at the scale', low: '(0.1', high: '0.3)', scale: 1, expected: { low: 2, high: 2 } },
  { title: 'nothing between neighbouring units', low: '(1', high: '2)', scale: 0, expected: undefined },
  { title: 'cut to the bounds', low: '[-1000', high: '1000]', scale: 0, expected: within },
  { title: 'wholly outside the bounds', low: '[60', high: '70]', scale: 0, expected: undefined },
])('spanOf: $title', ({ low, high, scale, expected }) => {
  const interval = {
    low: { at: parseDecimal(low.slice(1)), closed: low[0] === '[' },
    high: { at: parseDecimal(high.slice(0, -1)), closed: high.at(-1) === ']' },
  };
  expect(spanOf(interval, scale, within)).toEqual(expected);
});

const span = fc
  .tuple(fc.integer({ min: -12, max: 12 }), fc.integer({ min: 0, max: 8 }))
  .map(([low, size]): Span => ({ low, high: low + size }));
const spans = fc.array(span, { maxLength: 6 });

function members(set: readonly Span[]): Set<number> {
  return new Set(set.flatMap(({ low, high }) => Array.from({ length: high - low + 1 }, (_, step) => low + step)));
}

test('set arithmetic is that of the units in the spans', () => {
  fc.assert(
    fc.property(spans, spans, (first, second) => {
      const [a, b] = [mergeSpans(first), mergeSpans(second)];
      const [inA, inB] = [members(first), members(second)];
      expect(members(a)).toEqual(inA);
      expect(members(intersectSpans(a, b))).toEqual(new Set([...inA].filter((unit) => inB.has(unit))));
      expect(members(subtractSpans(a, b))).toEqual(new Set([...inA].filter((unit) => !inB.has(unit))));
      for (let index = 1; index < a.length; index++) expect(a[index].low).toBeGreaterThan(a[index - 1].high + 1);
    }),
  );
});

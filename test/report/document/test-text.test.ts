import { expect, test } from 'vitest';
import { edgesOf, lowerEdge, testText } from '../../../src/report/document/test-text.ts';

test.each([
  { given: '[50..90)', expected: '≥ 50, < 90', lower: '50', edges: ['50', '90'] },
  { given: '(0..1000000]', expected: '> 0, ≤ 1,000,000', lower: '0', edges: ['0', '1000000'] },
  { given: ']0.5..1.25[', expected: '> 0.5, < 1.25', lower: '0.5', edges: ['0.5', '1.25'] },
  { given: '(-5 .. -1.50]', expected: '> -5, ≤ -1.50', lower: '-5', edges: ['-5', '-1.50'] },
  { given: '>= 90', expected: '≥ 90', lower: '90', edges: ['90'] },
  { given: '<1e6', expected: '< 1,000,000', lower: undefined, edges: ['1e6'] },
  { given: '"A"', expected: 'A', lower: undefined, edges: [] },
  { given: '"A", "B, C"', expected: 'A, B, C', lower: undefined, edges: [] },
  { given: '12000', expected: '12,000', lower: undefined, edges: [] },
  { given: 'true', expected: 'true', lower: undefined, edges: [] },
  { given: 'not("A")', expected: 'not("A")', lower: undefined, edges: [] },
  { given: '[date("2026-01-01")..as_of]', expected: '[date("2026-01-01")..as_of]', lower: undefined, edges: [] },
])('$given reads $expected', ({ given, expected, lower, edges }) => {
  expect(testText(given)).toBe(expected);
  expect(lowerEdge(given)).toBe(lower);
  expect(edgesOf(given)).toEqual(edges);
});

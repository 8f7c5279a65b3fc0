import { describe, expect, it } from 'vitest';
import { decimal } from '../../../src/numeric/decimal.ts';
import { shareBar } from '../../../src/report/terminal/bar.ts';

describe('a share as a bar', () => {
  it.each([
    { title: 'nothing', share: decimal(0n, 6), expected: '········' },
    { title: 'n/a', share: null, expected: '' },
    { title: 'all', share: decimal(1n, 0), expected: '████████' },
    { title: 'more than all', share: decimal(12n, 1), expected: '████████' },
    { title: 'less than nothing', share: decimal(-5n, 1), expected: '········' },
    { title: 'a half', share: decimal(500_000n, 6), expected: '████····' },
    { title: 'an eighth of a column', share: decimal(15_625n, 6), expected: '▏·······' },
    { title: 'rounded up from half an eighth', share: decimal(7_812_500n, 9), expected: '▏·······' },
    { title: 'rounded down below it', share: decimal(7_812_499n, 9), expected: '········' },
    { title: 'a hair below all', share: decimal(999_999n, 6), expected: '████████' },
    { title: 'seven eighths of the third column', share: decimal(359_375n, 6), expected: '██▉·····' },
  ])('$title', ({ share, expected }) => {
    expect(shareBar(share, 8)).toBe(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { parseIsoDate } from '../../../src/numeric/date.ts';
import { fillPlaceholders, findWrongPlaceholder, patternOf } from '../../../src/run/config/placeholders.ts';

const day = parseIsoDate('2026-10-31') as number;

describe('placeholders', () => {
  it.each([
    { given: 'runs/{as_of}', expected: 'runs/2026-10-31' },
    { given: 'runs/{as_of_month}/{as_of}-x', expected: 'runs/2026-10/2026-10-31-x' },
    { given: 'runs/{other}{}', expected: 'runs/{other}{}' },
  ])('$given', ({ given, expected }) => {
    expect(fillPlaceholders(given, day)).toBe(expected);
  });

  it('are found where they stand for nothing', () => {
    expect(findWrongPlaceholder('a/{as_of}/{as_off}')).toMatchObject({ from: 10, to: 18, found: '{as_off}' });
    expect(findWrongPlaceholder('{as_of_month}')).toBeUndefined();
  });

  it.each([
    {
      part: 'run-{as_of}',
      like: ['run-2026-10-31'],
      unlike: ['run-2026-10', 'xrun-2026-10-31', 'run-2026-10-31.previous'],
    },
    { part: '{as_of_month}(a)', like: ['2026-10(a)'], unlike: ['2026-10a', '2026-10-31(a)'] },
  ])('are a pattern of names: $part', ({ part, like, unlike }) => {
    const pattern = patternOf(part) as RegExp;
    expect(like.filter((name) => !pattern.test(name))).toEqual([]);
    expect(unlike.filter((name) => pattern.test(name))).toEqual([]);
    expect(patternOf('run-{other}')).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { resolveAsOf } from '../../src/run/as-of.ts';

// Dates are made of local parts, so that the table holds in every time zone.

describe('the day of a run', () => {
  it.each([
    { title: 'a date stands for itself', given: '2026-10-31', now: new Date(2030, 0, 1), expected: '2026-10-31' },
    {
      title: 'on the first, at night',
      given: 'last-month-end',
      now: new Date(2026, 10, 1, 0, 0),
      expected: '2026-10-31',
    },
    {
      title: 'on the last, at night',
      given: 'last-month-end',
      now: new Date(2026, 9, 31, 23, 59),
      expected: '2026-09-30',
    },
    { title: 'in January', given: 'last-month-end', now: new Date(2027, 0, 15), expected: '2026-12-31' },
    { title: 'in March', given: 'last-month-end', now: new Date(2027, 2, 1), expected: '2027-02-28' },
    { title: 'in March of a leap year', given: 'last-month-end', now: new Date(2028, 2, 31), expected: '2028-02-29' },
  ])('$title', ({ given, now, expected }) => {
    expect(resolveAsOf(given, now)).toBe(expected);
  });

  it.each(['2026-02-30', 'today', 'last month end', ''])('is not "%s"', (given) => {
    expect(() => resolveAsOf(given, new Date(0))).toThrow('is no date');
  });
});

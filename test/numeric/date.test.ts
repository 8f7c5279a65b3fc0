import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilOf, daysOf, formatDate, monthsBetween, parseIsoDate } from '../../src/numeric/date.ts';

describe('dates', () => {
  it('agree with the calendar of the platform', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (days) => {
        const oracle = new Date(days * 86_400_000);
        const { year, month, day } = civilOf(days);
        expect([year, month, day]).toEqual([oracle.getUTCFullYear(), oracle.getUTCMonth() + 1, oracle.getUTCDate()]);
        expect(daysOf(year, month, day)).toBe(days);
        expect(parseIsoDate(formatDate(days))).toBe(days);
      }),
    );
  });

  it.each([
    '2026-02-29',
    '2026-02-30',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '0000-01-01',
    '26-01-01',
  ])('knows no %s', (text) => {
    expect(parseIsoDate(text)).toBeNull();
  });

  it.each([
    { from: '2020-01-31', to: '2020-02-29', months: 0 },
    { from: '2020-01-31', to: '2020-03-31', months: 2 },
    { from: '2019-11-15', to: '2026-10-31', months: 83 },
    { from: '2026-10-31', to: '2019-11-15', months: -83 },
    { from: '2026-10-31', to: '2026-10-31', months: 0 },
  ])('counts $months whole months from $from to $to', ({ from, to, months }) => {
    expect(monthsBetween(parseIsoDate(from) as number, parseIsoDate(to) as number)).toBe(months);
  });
});

import { expect, test } from 'vitest';
import { daysOf } from '../../src/numeric/date.ts';
import { daysNearby } from '../../src/numeric/month-starts.ts';

test('days of 1900 to 2099 are those of the calendar, others are left', () => {
  for (let year = 1890; year < 2110; year++) {
    for (let month = 0; month <= 13; month++) {
      for (let day = 0; day <= 32; day++) {
        const expected = year >= 1900 && year < 2100 ? daysOf(year, month, day) : null;
        const days = daysNearby(year, month, day);
        if (days !== (expected ?? Number.NaN) && !(expected === null && Number.isNaN(days))) {
          expect([year, month, day, days]).toEqual([year, month, day, expected]);
        }
      }
    }
  }
});

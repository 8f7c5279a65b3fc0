import { daysOf } from './date.ts';

// The first days of months of the years that books have, for readers of many dates: a day is in its month where it comes before
// the start of the next.

const firstYear = 1900;
const years = 200;

/** Sixteen to a year, so that a month's place needs no multiplication: the first is January, the thirteenth the next January. */
const starts = new Int32Array(16 * years);
for (let year = 0; year < years; year++) {
  for (let month = 0; month < 13; month++) {
    starts[16 * year + month] = daysOf(firstYear + year + (month === 12 ? 1 : 0), (month % 12) + 1, 1) as number;
  }
}

/** Days since 1970-01-01 as `daysOf` has them; NaN outside 1900 to 2099, and where there is no such day. */
export function daysNearby(year: number, month: number, day: number): number {
  if (year < firstYear || year >= firstYear + years || month < 1 || month > 12 || day < 1) return Number.NaN;
  const place = ((year - firstYear) << 4) + month;
  const days = starts[place - 1] + day - 1;
  return days < starts[place] ? days : Number.NaN;
}

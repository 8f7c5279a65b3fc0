import { unbounded, type ValueType } from '../../model/value-type.ts';
import { civilOf, daysOf } from '../../numeric/date.ts';
import type { FeelFunction } from './function.ts';

const dateType: ValueType = { kind: 'date', scale: 0 };

/**
 * What `date + duration("P3M")` is computed by: the same day of another month, or its last day where it is shorter.
 * Missing outside the years 1 to 9999.
 */
export const addMonths: FeelFunction = {
  name: 'add months',
  parameters: ['date', 'months'],
  required: 2,
  summary: 'the same day of another month, or its last day; written date + duration("P3M")',
  example: 'as_of + duration("P3M")',
  signature: ([date, months]) =>
    date.type.kind === 'date' && months.type.kind === 'duration' && months.type.unit === 'months'
      ? { type: dateType, bounds: unbounded }
      : 'add months takes a date and a duration in months',
  apply: ([date, months]) => {
    const { year, month, day } = civilOf(date);
    const count = year * 12 + (month - 1) + months;
    const [newYear, newMonth] = [Math.floor(count / 12), (count % 12) + 1];
    for (let newDay = day; newDay > 27; newDay--) {
      const found = daysOf(newYear, newMonth, newDay);
      if (found !== null) return found;
    }
    return daysOf(newYear, newMonth, Math.min(day, 28)) ?? Number.NaN;
  },
};

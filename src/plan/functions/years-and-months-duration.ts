import type { ValueType } from '../../model/value-type.ts';
import { monthsBetween } from '../../numeric/date.ts';
import type { FeelFunction } from './function.ts';

const monthsType: ValueType = { kind: 'duration', scale: 0, unit: 'months' };

/** FEEL `years and months duration(from, to)`: whole months, rounded toward zero. */
export const yearsAndMonthsDuration: FeelFunction = {
  name: 'years and months duration',
  parameters: ['from', 'to'],
  required: 2,
  summary: 'the whole months from one day to another; .years and .months are its parts',
  example: 'years and months duration(client_since, as_of).years',
  signature: ([from, to]) =>
    from.type.kind === 'date' && to.type.kind === 'date'
      ? {
          type: monthsType,
          bounds: {
            min: monthsBetween(from.bounds.max, to.bounds.min),
            max: monthsBetween(from.bounds.min, to.bounds.max),
          },
        }
      : 'years and months duration takes two dates',
  apply: ([from, to]) => monthsBetween(from, to),
};

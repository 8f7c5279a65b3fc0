import type { FieldType } from '../../model/field-type.ts';
import { numberFormats, numericParser } from './numeric-field.ts';
import { magnitudeUnits } from './unit.ts';

/** An amount in the rubric's currency, in its minor digits (CNY 2, JPY 0); a sign of another currency is refused. */
export const money: FieldType = {
  keyword: 'money',
  kind: 'money',
  summary: 'an amount in the currency of the rubric',
  units: magnitudeUnits,
  formats: numberFormats,
  ranged: true,
  listed: false,
  parser: (field, headingUnit) =>
    numericParser(field, headingUnit, { whole: false, expected: 'an amount such as 1234.50' }),
};

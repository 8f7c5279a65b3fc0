import type { FieldType } from '../../model/field-type.ts';
import { numberFormats, numericParser } from './numeric-field.ts';
import { magnitudeUnits } from './unit.ts';

/** A whole number. Digits behind the point are allowed only where they are zeros. */
export const integer: FieldType = {
  keyword: 'integer',
  kind: 'integer',
  summary: 'a whole number',
  units: magnitudeUnits,
  formats: numberFormats,
  ranged: true,
  listed: false,
  parser: (field, headingUnit) =>
    numericParser(field, headingUnit, { whole: true, expected: 'a whole number such as 1234' }),
};

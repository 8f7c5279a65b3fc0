import type { FieldType } from '../../model/field-type.ts';
import { numberFormats, numericParser } from './numeric-field.ts';
import { magnitudeUnits } from './unit.ts';

/** A number with six digits behind the point; more are rounded, and counted. */
export const number: FieldType = {
  keyword: 'number',
  kind: 'number',
  summary: 'a number, six digits behind the point',
  units: magnitudeUnits,
  formats: numberFormats,
  ranged: true,
  listed: false,
  parser: (field, headingUnit) =>
    numericParser(field, headingUnit, { whole: false, expected: 'a number such as 1234.5' }),
};

import type { LocatedScalar } from '../../model/located.ts';
import { maxUnits, type ValueType } from '../../model/value-type.ts';
import { parseIsoDate } from '../../numeric/date.ts';
import { parseDecimal, toScale } from '../../numeric/decimal.ts';
import type { Check } from '../checking.ts';

// `min` and `max` of a field: a date, or a number with no more digits than the field keeps; 150% where it is a percent.

/** A bound in units of the field, or undefined where it is none; reported. */
export function boundUnits(bound: LocatedScalar | undefined, type: ValueType, check: Check): number | undefined {
  if (bound === undefined) return undefined;
  if (type.kind === 'date') {
    const days = parseIsoDate(bound.text);
    if (days !== null) return days;
  } else {
    const percent = type.kind === 'percent' && bound.text.endsWith('%');
    const read = parseDecimal(percent ? bound.text.slice(0, -1) : bound.text);
    const units = read && toScale(percent ? { ...read, scale: read.scale + 2 } : read, type.scale);
    if (units?.exact && units.units <= BigInt(maxUnits) && units.units >= -BigInt(maxUnits)) return Number(units.units);
  }
  const expected = type.kind === 'date' ? 'a date such as 2026-01-31' : `a number with at most ${type.scale} decimals`;
  const message = `a bound of this field must be ${expected}, not "${bound.text}"`;
  check.report('invalid-value', bound.position, message, { found: bound.text, expected });
  return undefined;
}

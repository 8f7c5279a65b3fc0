import { maxUnits } from '../model/value-type.ts';
import { power10 } from '../numeric/scaled.ts';

// The one rounding that ends a model's arithmetic (numeric core, rule 9): half away from zero, to whole units of 10^−digits.

/** Whole units of a double; NaN where it is missing, infinite or past what a column can hold. */
export function toUnits(value: number, digits: number): number {
  const units = Math.round(Math.abs(value) * power10(digits));
  if (!(units <= maxUnits)) return Number.NaN;
  return value < 0 ? -units + 0 : units;
}

/** Every value of a column in whole units. */
export function columnToUnits(values: Float64Array, digits: number): Float64Array {
  return values.map((value) => toUnits(value, digits));
}

/** The double nearest to the value with six digits behind the point, which prints as those digits. */
export function roundToSix(value: number): number {
  return toUnits(value, 6) / 1e6;
}

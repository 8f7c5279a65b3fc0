import { roundingFunction } from './rounding.ts';

/** FEEL `round up(n, scale)`. */
export const roundUp = roundingFunction(
  'round up',
  'required',
  'n with so many digits, rounded away from zero',
  'round up(debt_ratio, 2)',
  () => true,
);

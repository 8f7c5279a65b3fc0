import { roundingFunction } from './rounding.ts';

/** FEEL `round down(n, scale)`. */
export const roundDown = roundingFunction(
  'round down',
  'required',
  'n with so many digits, rounded toward zero',
  'round down(debt_ratio, 2)',
  () => false,
);

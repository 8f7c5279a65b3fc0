import { roundingFunction } from './rounding.ts';

/** FEEL `round half down(n, scale)`. */
export const roundHalfDown = roundingFunction(
  'round half down',
  'required',
  'n with so many digits, halves rounded toward zero',
  'round half down(dscr, 2)',
  (rest, step) => 2 * Math.abs(rest) > step,
);

import { roundingFunction } from './rounding.ts';

/** FEEL `round half up(n, scale)`: the rule that this tool itself rounds by. */
export const roundHalfUp = roundingFunction(
  'round half up',
  'required',
  'n with so many digits, halves rounded away from zero',
  'round half up(dscr, 2)',
  (rest, step) => 2 * Math.abs(rest) >= step,
);

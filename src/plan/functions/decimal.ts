import { roundingFunction } from './rounding.ts';

/** FEEL `decimal(n, scale)`: rounds half to even, as DMN says, unlike everything else in this tool. */
export const decimal = roundingFunction(
  'decimal',
  'required',
  'n with so many digits, halves rounded to the even neighbour',
  'decimal(dscr, 2)',
  (rest, step, steps) => 2 * Math.abs(rest) > step || (2 * Math.abs(rest) === step && steps % 2 !== 0),
);

import { roundingFunction } from './rounding.ts';

/** FEEL `floor(n)`, `floor(n, scale)`. */
export const floor = roundingFunction(
  'floor',
  'optional',
  'the greatest number with so many digits that is not above n',
  'floor(tenure_years / 5)',
  (rest) => rest < 0,
);

import { roundingFunction } from './rounding.ts';

/** FEEL `ceiling(n)`, `ceiling(n, scale)`. */
export const ceiling = roundingFunction(
  'ceiling',
  'optional',
  'the least number with so many digits that is not below n',
  'ceiling(tenure_years / 5)',
  (rest) => rest > 0,
);

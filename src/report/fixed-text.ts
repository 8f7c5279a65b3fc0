import { formatUnits } from '../numeric/decimal.ts';
import { power10 } from '../numeric/scaled.ts';

// formatUnits for the scales that columns have, several times as fast: forty million cells of a large book are numbers.
// Whole part and fraction are small integers, and fractions come from a table; test/report proves both equal.

const twoDigits = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'));
const threeDigits = Array.from({ length: 1000 }, (_, value) => String(value).padStart(3, '0'));

const fractions: Readonly<Partial<Record<number, (rest: number) => string>>> = {
  2: (rest) => twoDigits[rest],
  3: (rest) => threeDigits[rest],
  6: (rest) => threeDigits[Math.trunc(rest / 1000)] + threeDigits[rest % 1000],
};

/** Units to text with all digits of the scale, as formatUnits writes them; the units are not missing. */
export function fixedFormatter(scale: number): (units: number) => string {
  const fraction = fractions[scale];
  if (fraction === undefined) return (units) => formatUnits(units, scale);
  const power = power10(scale);
  return (units) => {
    const size = Math.abs(units);
    // Past 2^52 the product below could round.
    if (size > 2 ** 52) return formatUnits(units, scale);
    let whole = Math.floor(size / power);
    if (whole * power > size) whole--;
    return (units < 0 ? '-' : '') + whole + '.' + fraction(size - whole * power);
  };
}

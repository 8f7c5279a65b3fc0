// e^x in the four basic operations only, which IEEE 754 fixes to the bit (Math.exp may differ in its last digit from one
// engine to the next). x = k·ln 2 + r with |r| ≤ ln 2 / 2, e^r by its series; good to a few units in the last place.

/** ln 2 in two parts, so that k·high is exact. */
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
const terms = 16;

/** e^x of a finite x ≤ 700; 0 where that is too small to hold. */
export function exponential(x: number): number {
  if (x < -745) return 0;
  const power = Math.round(x / (ln2High + ln2Low));
  const rest = x - power * ln2High - power * ln2Low;
  let sum = 1;
  for (let term = terms; term > 0; term--) sum = 1 + (rest / term) * sum;
  let result = sum;
  for (let left = power; left > 0; left--) result *= 2;
  for (let left = power; left < 0; left++) result /= 2;
  return result;
}

// ln in the four basic operations only, which IEEE 754 fixes to the bit: Math.log may differ in its last digit from one
// engine to the next. Good to 2 units in the last place. x = m·2^e with √½ ≤ m < √2, ln m by its atanh series.

const root2 = Math.SQRT2;
/** ln 2 in two parts, so that e·high is exact. */
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
const series = Array.from({ length: 12 }, (_, index) => 2 / (2 * index + 1));

/** ln x of a positive finite x. */
export function naturalLog(x: number): number {
  let mantissa = x;
  let exponent = 0;
  for (; mantissa >= 2 ** 32; exponent += 32) mantissa /= 2 ** 32;
  for (; mantissa < 2 ** -32; exponent -= 32) mantissa *= 2 ** 32;
  for (; mantissa >= root2; exponent++) mantissa /= 2;
  for (; mantissa < root2 / 2; exponent--) mantissa *= 2;
  const f = (mantissa - 1) / (mantissa + 1);
  const square = f * f;
  let sum = 0;
  for (let index = series.length - 1; index >= 0; index--) sum = sum * square + series[index];
  return exponent * ln2High + (exponent * ln2Low + f * sum);
}

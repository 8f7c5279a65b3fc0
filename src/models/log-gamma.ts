// ln Γ(x) and ln of the rising factorial Γ(x + n)/Γ(x) for positive x, in double precision (within a few units of 1e-15,
// relative to the larger of 1 and the result). Stirling's series after the recurrence has brought x to 10 or more
// (Abramowitz & Stegun 6.1.15 and 6.1.41). What is not positive gives NaN.

const halfLogTwoPi = 0.9189385332046728;
/** B₂ₖ / (2k·(2k − 1)) for k = 1..8. */
const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];

/** ln Γ(x), x > 0. */
export function logGamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let shifted = x;
  let product = 1;
  for (; shifted < 10; shifted++) product *= shifted;
  const inverse = 1 / shifted;
  const square = inverse * inverse;
  let sum = 0;
  for (let index = stirling.length - 1; index >= 0; index--) sum = sum * square + stirling[index];
  return (shifted - 0.5) * Math.log(shifted) - shifted + halfLogTwoPi + sum * inverse - Math.log(product);
}

/** From this many factors on, two values of ln Γ are cheaper than the factors and lose nothing that matters. */
const manyFactors = 48;

/** ln (x·(x + 1)···(x + n − 1)), x > 0, n a whole number from 0. */
export function logRising(x: number, n: number): number {
  if (!(x > 0)) return Number.NaN;
  if (n >= manyFactors) return logGamma(x + n) - logGamma(x);
  let sum = 0;
  for (let index = 0; index < n; index++) sum += Math.log(x + index);
  return sum;
}

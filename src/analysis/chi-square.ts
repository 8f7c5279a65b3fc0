import { exponential } from './exponential.ts';
import { naturalLog } from './natural-log.ts';

// The upper tail of the χ² distribution: Q(k/2, χ²/2), the regularised incomplete gamma function, by its series left of
// a + 1 and by Lentz's continued fraction right of it (Numerical Recipes, 6.2; DLMF 8.11.4 and 8.9.2). Good to 12 digits.

const enough = 1e-15;
const tiny = 1e-300;
const mostTerms = 10_000;

/** The chance of a χ² of `degrees` (whole, at least 1) as large as this one or larger. */
export function upperTail(chiSquare: number, degrees: number): number {
  if (chiSquare <= 0) return 1;
  const a = degrees / 2;
  const x = chiSquare / 2;
  const front = exponential(a * naturalLog(x) - x - logGammaOfHalves(degrees));
  const tail = x < a + 1 ? 1 - front * seriesOf(a, x) : front * fractionOf(a, x);
  return Math.min(1, Math.max(0, tail));
}

/** ln Γ(n/2) by Γ(a + 1) = a·Γ(a) from Γ(½) = √π or Γ(1) = 1. */
function logGammaOfHalves(n: number): number {
  let sum = n % 2 === 0 ? 0 : naturalLog(Math.PI) / 2;
  for (let at = n % 2 === 0 ? 2 : 1; at < n; at += 2) sum += naturalLog(at / 2);
  return sum;
}

function seriesOf(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < mostTerms && term > sum * enough; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

function fractionOf(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < mostTerms; n++) {
    const factor = -n * (n - a);
    b += 2;
    d = 1 / awayFromZero(factor * d + b);
    c = awayFromZero(b + factor / c);
    const change = c * d;
    fraction *= change;
    if (Math.abs(change - 1) < enough) break;
  }
  return fraction;
}

function awayFromZero(value: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

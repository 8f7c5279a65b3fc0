// Gauss's hypergeometric function near b = 0, as the BG/NBD expectation needs it. 2F1(u, b; c; z) − 1 vanishes with b and
// runs off as c nears 0; c·(2F1(u, b; c; z) − 1)/b does neither and is a plain power series:
//   u·z · Σⱼ (u+1)ⱼ·(b+1)ⱼ / ((c+1)ⱼ·(2)ⱼ) · zʲ.
// For 0 ≤ z < 1, b > −1 and c > −1; NaN elsewhere, and where the series would take more than a million terms.

const mostTerms = 1_000_000;
const enough = 1e-17;

/** c·(2F1(u, b; c; z) − 1)/b. */
export function hypergeometricSlope(u: number, b: number, c: number, z: number): number {
  if (!(z >= 0 && z < 1 && b > -1 && c > -1)) return Number.NaN;
  let term = u * z;
  let sum = 0;
  for (let j = 0; j < mostTerms; j++) {
    sum += term;
    const growth = (((u + 1 + j) * (b + 1 + j)) / ((c + 1 + j) * (2 + j))) * z;
    term *= growth;
    // Past this point the terms fall at least as fast as a geometric series, whose rest the bound covers.
    if (Math.abs(growth) < 1 && j > -u && Math.abs(term) <= enough * (1 - z) * Math.abs(sum)) return sum;
  }
  return Number.NaN;
}

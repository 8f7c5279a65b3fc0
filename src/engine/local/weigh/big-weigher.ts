import { divideRounded } from '../../../numeric/scaled.ts';
import { fullPoints } from '../../../plan/expressions.ts';
import type { Shares } from '../shares.ts';

// One client's score, dimensions and contributions in whole numbers of any size, for weights past what doubles count.

export interface Target {
  readonly score: Float64Array;
  readonly dimensions: readonly Float64Array[];
  readonly contributions: readonly Float64Array[];
  readonly lost: readonly Float64Array[];
}

export function weighInBigInts(shares: Shares, points: readonly Float64Array[], target: Target, row: number): void {
  const { factors, coefficients, denominator } = shares;
  for (const [d, { factors: own, weights, sum }] of shares.dimensions.entries()) {
    if (sum === 0n) continue;
    const total = own.reduce((so, factor, i) => so + weights[i] * BigInt(points[factor][row]), 0n);
    target.dimensions[d][row] = Number(divideRounded(total, sum));
  }
  if (!shares.rated) return;
  const remainders: bigint[] = [];
  let total = 0n;
  let floors = 0n;
  for (const [i, factor] of factors.entries()) {
    const value = BigInt(points[factor][row]);
    const product = coefficients[i] * value;
    const rest = product % denominator;
    remainders[i] = rest < 0n ? rest + denominator : rest;
    const floor = (product - remainders[i]) / denominator;
    target.contributions[factor][row] = Number(floor);
    target.lost[factor][row] = Number(divideRounded(coefficients[i] * (BigInt(fullPoints) - value), denominator));
    total += product;
    floors += floor;
  }
  const score = divideRounded(total, denominator);
  target.score[row] = Number(score);
  for (let units = score - floors; units > 0n; units--) {
    let best = 0;
    for (let i = 1; i < remainders.length; i++) if (remainders[i] > remainders[best]) best = i;
    remainders[best] = -1n;
    target.contributions[factors[best]][row] += 1;
  }
}

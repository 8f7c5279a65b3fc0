import type { Decimal } from '../model/decimal.ts';
import type { ParetoSummary } from '../model/summary.ts';
import { pointScale } from '../model/value-type.ts';
import { decimal, ratio } from '../numeric/decimal.ts';
import { PrefixSum, sumTop } from './prefix-sum.ts';

// The Lorenz curve: share of clients, smallest first, against their share of the measure. Without a positive total there
// is no curve.

/** Points of the Lorenz curve at 0, 1 … 100 % of clients, smallest first, exact on the line between two clients. */
export function drawLorenz(descending: Float64Array, total: bigint): ParetoSummary['lorenz'] {
  if (total === 0n) return [];
  const prefix = new PrefixSum(descending);
  // What the smallest have is what the largest leave.
  const points = Array.from({ length: 101 }, (_, rest) => ({
    clients: decimal(100 - rest, 2),
    measure: ratio(total * 100n - sumTop(descending, prefix, BigInt(rest), 100n), total * 100n, pointScale) as Decimal,
  }));
  return points.reverse();
}

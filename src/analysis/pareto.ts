import type { Decimal } from '../model/decimal.ts';
import type { ParetoSummary } from '../model/summary.ts';
import { pointScale } from '../model/value-type.ts';
import { decimal, ratio } from '../numeric/decimal.ts';
import { bigPower10 } from '../numeric/scaled.ts';
import { type OrderedUnits, PrefixSum, sumTop } from './prefix-sum.ts';

// Pareto shares of values sorted largest first, none negative. `total` is their sum; where it is 0 every share is null.
// The share of the top p % takes k = p·n/100 clients, the last of them in part, so that it does not depend on how ties
// fall; the list of top clients is the first ⌈k⌉.

export type TopShare = ParetoSummary['top'][number];

/** Shares of the top percentages (ascending, 0..100). */
export function measureTop(
  descending: OrderedUnits,
  total: bigint,
  scale: number,
  percents: readonly Decimal[],
): TopShare[] {
  const fractional = new PrefixSum(descending);
  const listed = new PrefixSum(descending);
  return percents.map((percent) => {
    const whole = 100n * bigPower10(percent.scale);
    const part = percent.units < whole ? percent.units : whole;
    const reach = part * BigInt(descending.length);
    const listClients = Number((reach + whole - 1n) / whole);
    const listMeasure = listed.first(listClients);
    return {
      percent,
      k: trimZeros({ units: reach, scale: percent.scale + 2 }),
      share: ratio(sumTop(descending, fractional, part, whole), total * whole, pointScale),
      listClients,
      listMeasure: decimal(listMeasure, scale),
      listShare: ratio(listMeasure, total, pointScale),
    };
  });
}

function trimZeros(value: Decimal): Decimal {
  let { units, scale } = value;
  while (scale > 0 && units % 10n === 0n) {
    units /= 10n;
    scale--;
  }
  return { units, scale };
}

/** The smallest number of clients, largest first, that together hold each share (0..1) of the total; null where none do. */
export function countClientsFor(
  descending: OrderedUnits,
  total: bigint,
  shares: readonly Decimal[],
): (number | null)[] {
  if (total === 0n) return shares.map(() => null);
  const bounds = shares.map((share, index) => {
    const whole = bigPower10(share.scale);
    return { index, target: (share.units * total + whole - 1n) / whole };
  });
  bounds.sort((a, b) => (a.target < b.target ? -1 : a.target > b.target ? 1 : 0));
  const counts: (number | null)[] = shares.map(() => null);
  let running = 0n;
  let taken = 0;
  for (const { index, target } of bounds) {
    while (running < target && taken < descending.length) running += BigInt(descending[taken++]);
    if (running >= target) counts[index] = taken;
  }
  return counts;
}

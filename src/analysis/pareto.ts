import type { Decimal } from '../model/decimal.ts';
import type { ParetoSettings } from '../model/rubric.ts';
import type { ConnectedSummary, ParetoSummary } from '../model/summary.ts';
import { pointScale } from '../model/value-type.ts';
import { decimal, ratio } from '../numeric/decimal.ts';
import { bigPower10 } from '../numeric/scaled.ts';
import { measureConcentration } from './concentration.ts';
import { type OrderedUnits, PrefixSum, sumTop } from './prefix-sum.ts';

// Pareto shares of values sorted largest first, none negative. `total` is their sum; where it is 0 every share is null.
// The share of the top p % takes k = p·n/100 clients, the last of them in part, so that it does not depend on how ties
// fall; the list of top clients is the first ⌈k⌉.

/** What Pareto and concentration are taken of: values with a measure, negative ones as 0, largest first. */
export interface RankedUnits {
  readonly descending: OrderedUnits;
  readonly positiveTotal: bigint;
  readonly scale: number;
}

export type TopShare = ParetoSummary['top'][number];

/** Pareto and concentration of clients, or of groups of connected clients. */
export type Ranking = ConnectedSummary['pareto'];

export function rankBy(
  { top, clientsFor, expect }: ParetoSettings,
  { descending, positiveTotal, scale }: RankedUnits,
): Ranking {
  const counts = countClientsFor(descending, positiveTotal, clientsFor);
  return {
    clients: descending.length,
    top: measureTop(descending, positiveTotal, scale, top),
    clientsFor: clientsFor.map((share, index) => ({ share, clients: counts[index] })),
    ...measureConcentration(descending, positiveTotal),
    expect:
      expect === undefined
        ? null
        : {
            top: expect.top,
            expected: expect.share,
            observed: measureTop(descending, positiveTotal, scale, [expect.top])[0].share,
          },
  };
}

/** Shares of the top percentages (ascending, 0..100). */
export function measureTop(
  descending: OrderedUnits,
  total: bigint,
  scale: number,
  percents: readonly Decimal[],
): TopShare[] {
  const prefix = new PrefixSum(descending);
  return percents.map((percent) => {
    const whole = 100n * bigPower10(percent.scale);
    const part = percent.units < whole ? percent.units : whole;
    const reach = part * BigInt(descending.length);
    const listClients = Number((reach + whole - 1n) / whole);
    const listMeasure = prefix.first(listClients);
    return {
      percent,
      k: trimZeros({ units: reach, scale: percent.scale + 2 }),
      share: ratio(sumTop(descending, prefix, part, whole), total * whole, pointScale),
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
  const prefix = new PrefixSum(descending);
  return shares.map((share) => {
    const whole = bigPower10(share.scale);
    return prefix.reach((share.units * total + whole - 1n) / whole);
  });
}

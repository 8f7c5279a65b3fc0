import type { Decimal } from '../model/decimal.ts';
import type { ParetoSettings } from '../model/rubric.ts';
import type { ConnectedSummary, ParetoSummary } from '../model/summary.ts';
import { maxUnits, pointScale } from '../model/value-type.ts';
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
  // Sums of doubles are exact where the whole is below 2^53.
  const isSmall = descending instanceof Float64Array && total <= BigInt(maxUnits);
  const reach = isSmall ? reachSmall(descending, total) : reachLarge(descending);
  for (const { index, target } of bounds) counts[index] = reach(target);
  return counts;
}

/** Counts the first values that reach a target, null where all do not; targets must be given in ascending order. */
type Reach = (target: bigint) => number | null;

function reachSmall(descending: Float64Array, total: bigint): Reach {
  let running = 0;
  let taken = 0;
  return (target) => {
    if (target > total) return null;
    const bound = Number(target);
    while (running < bound && taken < descending.length) running += descending[taken++];
    return running >= bound ? taken : null;
  };
}

function reachLarge(descending: OrderedUnits): Reach {
  let running = 0n;
  let taken = 0;
  return (target) => {
    while (running < target && taken < descending.length) running += BigInt(descending[taken++]);
    return running >= target ? taken : null;
  };
}

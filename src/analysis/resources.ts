import type { Decimal } from '../model/decimal.ts';
import type { Rubric } from '../model/rubric.ts';
import type { ResourceFigures, ResourceSummary, TierSummary } from '../model/summary.ts';
import { pointScale } from '../model/value-type.ts';
import { decimal, ratio } from '../numeric/decimal.ts';
import { bigPower10 } from '../numeric/scaled.ts';
import type { CellTally } from './cells.ts';

// What serving each tier takes: a year's hours as the rubric sets them, cost as the book gives it, and both per 1 000 of the
// measure of the same clients. A client without a cost adds nothing; a tier in which nobody has one has no cost.

/** `costs` are those of the rubric's tiers, and last of the unrated; null where nobody has one. */
export function planResources(
  rubric: Rubric,
  tiers: readonly TierSummary[],
  costs: readonly (Decimal | null)[],
  previous: readonly ResourceSummary[] = [],
): ResourceSummary[] {
  const { cost } = rubric.portfolio;
  if (cost === undefined && rubric.tiers.every(({ effortHours }) => effortHours === undefined)) return [];
  const services = new Map(rubric.tiers.map(({ tier, service }) => [tier, service]));
  const before = new Map(previous.map((entry) => [entry.tier, entry]));
  return tiers.map(({ tier, label, clients, measure, effortHours }) => {
    const index = rubric.tiers.findIndex((rule) => rule.tier === tier);
    const spent = costs[index < 0 ? rubric.tiers.length : index] ?? null;
    const figures: ResourceFigures = {
      clients,
      hours: effortHours,
      cost: spent,
      measure,
      hoursPer1000: per1000(effortHours, measure),
      costPer1000: per1000(spent, measure),
    };
    const former = before.get(tier);
    return {
      tier,
      label,
      ...figures,
      service: services.get(tier) ?? {},
      ...(former === undefined ? {} : { previous: figuresOf(former) }),
    };
  });
}

/** What a tally of costs by tier comes to. */
export function costsOf({ clients, missing, sums }: CellTally, scale: number): (Decimal | null)[] {
  return sums.map((sum, tier) => (clients[tier] === missing[tier] ? null : decimal(sum, scale)));
}

/** Of a measure that is not positive there is nothing to spread over. */
function per1000(value: Decimal | null, measure: Decimal): Decimal | null {
  if (value === null || measure.units <= 0n) return null;
  return ratio(1000n * value.units * bigPower10(measure.scale), measure.units * bigPower10(value.scale), pointScale);
}

function figuresOf({ clients, hours, cost, measure, hoursPer1000, costPer1000 }: ResourceSummary): ResourceFigures {
  return { clients, hours, cost, measure, hoursPer1000, costPer1000 };
}

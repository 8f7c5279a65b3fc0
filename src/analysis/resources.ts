import type { Decimal } from '../model/decimal.ts';
import type { Rubric } from '../model/rubric.ts';
import type { ResourceFigures, ResourceSummary, TierSummary } from '../model/summary.ts';
import { type Column, isText } from '../model/table.ts';
import { pointScale } from '../model/value-type.ts';
import { decimal, ratio } from '../numeric/decimal.ts';
import { bigPower10 } from '../numeric/scaled.ts';
import type { Measured } from './measured.ts';
import { tallyMeasure } from './tally.ts';

// What serving each tier takes: a year's hours as the rubric sets them, cost as the book gives it, and both per 1 000 of the
// measure of the same clients. A client without a cost adds nothing; a tier in which nobody has one has no cost.

/** `groups` are the tiers of `tiers` in their order, by row of the book. */
export function planResources(
  rubric: Rubric,
  tiers: readonly TierSummary[],
  groups: Int32Array,
  columns: ReadonlyMap<string, Column>,
  measured: Measured,
  previous: readonly ResourceSummary[] = [],
): ResourceSummary[] {
  const { cost } = rubric.portfolio;
  if (cost === undefined && rubric.tiers.every(({ effortHours }) => effortHours === undefined)) return [];
  const costs = costsOf(cost === undefined ? undefined : columns.get(cost), groups, rubric.tiers.length + 1, measured);
  const services = new Map(rubric.tiers.map(({ tier, service }) => [tier, service]));
  const before = new Map(previous.map((entry) => [entry.tier, entry]));
  return tiers.map(({ tier, label, clients, measure, effortHours }) => {
    const index = rubric.tiers.findIndex((rule) => rule.tier === tier);
    const spent = costs[index < 0 ? rubric.tiers.length : index];
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

/** By tier, and last of the unrated; null where nobody has a cost. */
function costsOf(
  column: Column | undefined,
  groups: Int32Array,
  size: number,
  measured: Measured,
): readonly (Decimal | null)[] {
  if (column === undefined || isText(column)) return Array(size).fill(null);
  const { values, type } = column;
  const spending = groups.map((group, row) => (Number.isNaN(values[row]) || measured.isClient[row] === 0 ? -1 : group));
  const { clients, measure } = tallyMeasure(spending, size, values);
  return measure.map((sum, group) => (clients[group] === 0 ? null : decimal(sum, type.scale)));
}

/** Of a measure that is not positive there is nothing to spread over. */
function per1000(value: Decimal | null, measure: Decimal): Decimal | null {
  if (value === null || measure.units <= 0n) return null;
  return ratio(1000n * value.units * bigPower10(measure.scale), measure.units * bigPower10(value.scale), pointScale);
}

function figuresOf({ clients, hours, cost, measure, hoursPer1000, costPer1000 }: ResourceSummary): ResourceFigures {
  return { clients, hours, cost, measure, hoursPer1000, costPer1000 };
}

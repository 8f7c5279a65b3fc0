import type { Decimal } from '../model/decimal.ts';
import type { Localised } from '../model/locale.ts';
import type { Rubric } from '../model/rubric.ts';
import type { GradeSummary, GroupSummary, Summary, TierSummary } from '../model/summary.ts';
import type { Column } from '../model/table.ts';
import { pointScale } from '../model/value-type.ts';
import { decimal, ratio } from '../numeric/decimal.ts';
import type { Measured } from './measured.ts';
import { numbersOf } from './measured.ts';
import { groupByName, meanOf, pairGroups, tallyMeasure } from './tally.ts';

// Tiers, grades and tier × grade over the clients that are no prospects. Clients without a tier or grade make a last
// group, present only where there are any, so that every table adds up to the book.

const unrated = { name: 'unrated', label: { en: 'Unrated', 'zh-CN': '未评级' } } as const;
const ungraded = { name: 'ungraded', label: { en: 'Ungraded', 'zh-CN': '无等级' } } as const;

interface Named {
  readonly name: string;
  readonly label: Localised;
}

/** Group of a row (−1 for prospects), and what to call the groups; the last one is `rest`. */
interface Grouping {
  readonly groups: Int32Array;
  readonly named: readonly Named[];
}

function groupRows(column: Column | undefined, named: readonly Named[], rest: Named, measured: Measured): Grouping {
  const names = named.map(({ name }) => name);
  return { groups: groupByName(column, names, measured.isClient), named: [...named, rest] };
}

export function groupTiers(rubric: Rubric, columns: ReadonlyMap<string, Column>, measured: Measured): Grouping {
  const named = rubric.tiers.map(({ tier, label }) => ({ name: tier, label }));
  return groupRows(columns.get('tier'), named, unrated, measured);
}

/** Clients that found no tier: without a score, or taken by no rule where the last one has a condition. */
export function countUntiered({ groups, named }: Grouping): number {
  const last = named.length - 1;
  let count = 0;
  for (let row = 0; row < groups.length; row++) if (groups[row] === last) count++;
  return count;
}

export function groupGrades(rubric: Rubric, columns: ReadonlyMap<string, Column>, measured: Measured): Grouping {
  const labels = new Map(rubric.grades.map(({ grade, label }) => [grade, label]));
  const named = rubric.gradeOrder.map((name) => ({ name, label: labels.get(name) ?? {} }));
  return groupRows(columns.get('grade'), named, ungraded, measured);
}

export function summariseTiers(
  tiers: Grouping,
  rubric: Rubric,
  columns: ReadonlyMap<string, Column>,
  measured: Measured,
): TierSummary[] {
  const hours = new Map(rubric.tiers.map(({ tier, effortHours }) => [tier, effortHours]));
  return summariseGroups(tiers, columns, measured).map(([tier, group]) => {
    const each = hours.get(tier);
    // The hours of service that the tier's clients ask for in a year.
    const effortHours = each === undefined ? null : decimal(each.units * BigInt(group.clients), each.scale);
    return { tier, ...group, effortHours };
  });
}

export function summariseGrades(
  grades: Grouping,
  columns: ReadonlyMap<string, Column>,
  measured: Measured,
): GradeSummary[] {
  return summariseGroups(grades, columns, measured).map(([grade, group]) => ({ grade, ...group }));
}

function summariseGroups(
  { groups, named }: Grouping,
  columns: ReadonlyMap<string, Column>,
  measured: Measured,
): (readonly [string, GroupSummary])[] {
  if (named.length === 1) return [];
  const { clients, measure } = tallyMeasure(groups, named.length, measured.values);
  const means = meanScores(groups, named.length, numbersOf(columns, 'score'));
  const summaries = named.map(({ name, label }, group) => {
    const summary: GroupSummary = {
      label,
      clients: clients[group],
      clientShare: ratio(BigInt(clients[group]), BigInt(measured.clients), pointScale),
      measure: decimal(measure[group], measured.scale),
      measureShare: ratio(measure[group], measured.positiveTotal, pointScale),
      meanScore: means[group],
    };
    return [name, summary] as const;
  });
  return summaries.filter(([, summary], group) => group < named.length - 1 || summary.clients > 0);
}

function meanScores(groups: Int32Array, size: number, score: Float64Array): (Decimal | null)[] {
  const { clients, measure } = tallyMeasure(groups, size, score, true);
  return measure.map((sum, group) => meanOf(sum, clients[group], pointScale));
}

/** Every tier against every grade, empty ones included, best first. */
export function crossTiersAndGrades(tiers: Grouping, grades: Grouping, measured: Measured): Summary['tierByGrade'] {
  if (tiers.named.length === 1 || grades.named.length === 1) return [];
  const width = grades.named.length;
  const cells = pairGroups(tiers.groups, grades.groups, width);
  const { clients, measure } = tallyMeasure(cells, tiers.named.length * width, measured.values);
  const crossed = tiers.named.flatMap((tier, tierIndex) =>
    grades.named.map((grade, gradeIndex) => {
      const cell = tierIndex * width + gradeIndex;
      return { tier, grade, clients: clients[cell], measure: decimal(measure[cell], measured.scale) };
    }),
  );
  const filled = new Set(crossed.filter((cell) => cell.clients > 0).flatMap((cell) => [cell.tier, cell.grade]));
  return crossed
    .filter(({ tier, grade }) => (tier !== unrated || filled.has(tier)) && (grade !== ungraded || filled.has(grade)))
    .map((cell) => ({ ...cell, tier: cell.tier.name, grade: cell.grade.name }));
}

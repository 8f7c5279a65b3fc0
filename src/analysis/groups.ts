import type { Localised } from '../model/locale.ts';
import type { Rubric } from '../model/rubric.ts';
import type { GradeSummary, GroupSummary, Summary, TierSummary } from '../model/summary.ts';
import type { Column, Table } from '../model/table.ts';
import { pointScale } from '../model/value-type.ts';
import { decimal, ratio } from '../numeric/decimal.ts';
import { type CellTally, type Places, placeByName, tallyCells, together } from './cells.ts';
import { type Measured, numbersOf } from './measured.ts';
import { meanOf } from './tally.ts';

// Tiers, grades and tier × grade over the clients that are no prospects. Clients without a tier or grade make a last
// group, present only where there are any, so that every table adds up to the book.

const unrated = { name: 'unrated', label: { en: 'Unrated', 'zh-CN': '未评级' } } as const;
const ungraded = { name: 'ungraded', label: { en: 'Ungraded', 'zh-CN': '无等级' } } as const;

interface Named {
  readonly name: string;
  readonly label: Localised;
}

/** The groups of rows by a column, and what to call them; the last one is `rest`. */
export interface Grouping {
  readonly places: Places;
  readonly named: readonly Named[];
}

/** What is told of each group: its clients, their measure and their scores. */
export interface GroupTallies {
  readonly measure: CellTally;
  readonly score: CellTally;
}

function groupRows(column: Column | undefined, rows: number, named: readonly Named[], rest: Named): Grouping {
  const names = named.map(({ name }) => name);
  return { places: placeByName(column, names, rows), named: [...named, rest] };
}

export function groupTiers(rubric: Rubric, { columns, rows }: Table): Grouping {
  const named = rubric.tiers.map(({ tier, label }) => ({ name: tier, label }));
  return groupRows(columns.get('tier'), rows, named, unrated);
}

export function groupGrades(rubric: Rubric, { columns, rows }: Table): Grouping {
  const labels = new Map(rubric.grades.map(({ grade, label }) => [grade, label]));
  const named = rubric.gradeOrder.map((name) => ({ name, label: labels.get(name) ?? {} }));
  return groupRows(columns.get('grade'), rows, named, ungraded);
}

/** By row of the book; −1 for prospects. */
export function groupsByRow({ places }: Grouping, isClient: Uint8Array): Int32Array {
  const { codes, groupOf } = places;
  const groups = new Int32Array(isClient.length);
  for (let row = 0; row < groups.length; row++) groups[row] = isClient[row] === 0 ? -1 : groupOf[codes[row] + 1];
  return groups;
}

/** Clients that found no tier: without a score, or taken by no rule where the last one has a condition. */
export function countUntiered({ measure }: GroupTallies): number {
  return measure.clients[measure.clients.length - 1];
}

/** Of a book of which nothing else is asked. */
export function summariseTiersOf(rubric: Rubric, table: Table, measured: Measured): TierSummary[] {
  const tiers = groupTiers(rubric, table);
  const all = together(tiers.places);
  const score = numbersOf(table.columns, 'score');
  const tally = (values: Float64Array) => tallyCells(measured.isClient, tiers.places, all, values);
  return summariseTiers(tiers, { measure: tally(measured.values), score: tally(score) }, rubric, measured);
}

export function summariseTiers(
  tiers: Grouping,
  tallies: GroupTallies,
  rubric: Rubric,
  measured: Measured,
): TierSummary[] {
  const hours = new Map(rubric.tiers.map(({ tier, effortHours }) => [tier, effortHours]));
  return summariseGroups(tiers, tallies, measured).map(([tier, group]) => {
    const each = hours.get(tier);
    // The hours of service that the tier's clients ask for in a year.
    const effortHours = each === undefined ? null : decimal(each.units * BigInt(group.clients), each.scale);
    return { tier, ...group, effortHours };
  });
}

export function summariseGrades(grades: Grouping, tallies: GroupTallies, measured: Measured): GradeSummary[] {
  return summariseGroups(grades, tallies, measured).map(([grade, group]) => ({ grade, ...group }));
}

function summariseGroups(
  { named }: Grouping,
  { measure, score }: GroupTallies,
  measured: Measured,
): (readonly [string, GroupSummary])[] {
  if (named.length === 1) return [];
  const summaries = named.map(({ name, label }, group) => {
    const clients = measure.clients[group];
    const sum = measure.sums[group];
    const summary: GroupSummary = {
      label,
      clients,
      clientShare: ratio(BigInt(clients), BigInt(measured.clients), pointScale),
      measure: decimal(sum, measured.scale),
      measureShare: ratio(sum, measured.positiveTotal, pointScale),
      meanScore: meanOf(score.sums[group], score.clients[group] - score.missing[group], pointScale),
    };
    return [name, summary] as const;
  });
  return summaries.filter(([, summary], group) => group < named.length - 1 || summary.clients > 0);
}

/** Every tier against every grade, empty ones included, best first. */
export function crossTiersAndGrades(
  tiers: Grouping,
  grades: Grouping,
  { clients, sums }: CellTally,
  { scale }: Measured,
): Summary['tierByGrade'] {
  if (tiers.named.length === 1 || grades.named.length === 1) return [];
  const width = grades.named.length;
  const crossed = tiers.named.flatMap((tier, tierIndex) =>
    grades.named.map((grade, gradeIndex) => {
      const cell = tierIndex * width + gradeIndex;
      return { tier, grade, clients: clients[cell], measure: decimal(sums[cell], scale) };
    }),
  );
  const filled = new Set(crossed.filter((cell) => cell.clients > 0).flatMap((cell) => [cell.tier, cell.grade]));
  return crossed
    .filter(({ tier, grade }) => (tier !== unrated || filled.has(tier)) && (grade !== ungraded || filled.has(grade)))
    .map((cell) => ({ ...cell, tier: cell.tier.name, grade: cell.grade.name }));
}

import type { Portfolio } from '../model/rubric.ts';
import type { ConnectedSummary } from '../model/summary.ts';
import { type Column, isText, type TextColumn, textAt } from '../model/table.ts';
import { maxUnits, pointScale } from '../model/value-type.ts';
import { decimal, ratio } from '../numeric/decimal.ts';
import { compareText } from '../text/text-order.ts';
import type { Measured } from './measured.ts';
import type { RankedUnits } from './pareto.ts';
import type { OrderedUnits } from './prefix-sum.ts';
import { distinctTexts, groupByName, tallyMeasure } from './tally.ts';

// Groups of connected clients: the measure of a group is the exact sum over its clients that are no prospects, negative
// values netted within the group. As with clients, a negative group enters the ranking as 0, one without any measure not at
// all. A client without a group is a group of its own, so that a book without groups has the figures of its clients.

export interface Connected extends RankedUnits {
  readonly groups: number;
  readonly ungrouped: number;
  readonly largest: ConnectedSummary['largest'];
}

const mostListed = 10;

interface Group {
  readonly group: string | null;
  readonly client: string | null;
  readonly clients: number;
  readonly sum: bigint;
}

/** Adds clients up by group; undefined where the rubric names none. */
export function connectClients(
  portfolio: Portfolio,
  columns: ReadonlyMap<string, Column>,
  measured: Measured,
): Connected | undefined {
  if (portfolio.group === undefined) return undefined;
  const names = textColumn(columns, portfolio.group);
  const { named, withMeasure } = namedGroups(names, measured);
  const { single, ungrouped } = singleClients(names, textColumn(columns, portfolio.id), measured);
  const ranked = [...withMeasure, ...single].sort(compareGroups);
  const positive = ranked.filter(({ sum }) => sum > 0n);
  const positiveTotal = positive.reduce((total, { sum }) => total + sum, 0n);
  const { scale } = measured;
  return {
    groups: named + ungrouped,
    ungrouped,
    descending: orderedUnits(ranked.map(({ sum }) => (sum > 0n ? sum : 0n))),
    positiveTotal,
    scale,
    largest: ranked.slice(0, mostListed).map(({ sum, ...group }) => ({
      ...group,
      measure: decimal(sum, scale),
      share: ratio(sum > 0n ? sum : 0n, positiveTotal, pointScale),
    })),
  };
}

function textColumn(columns: ReadonlyMap<string, Column>, name: string): TextColumn {
  const column = columns.get(name);
  if (column === undefined || !isText(column)) throw new Error(`no text column "${name}"`);
  return column;
}

/** Groups by the texts of the column: how many have a client, and those of them that have a measure. */
function namedGroups(column: TextColumn, measured: Measured): { named: number; withMeasure: Group[] } {
  const names = distinctTexts(column);
  const places = groupByName(column, names, measured.isClient).map((group) => (group === names.length ? -1 : group));
  const { clients, measure } = tallyMeasure(places, names.length, measured.values);
  const present = new Uint8Array(names.length);
  places.forEach((group, row) => {
    if (group >= 0 && !Number.isNaN(measured.values[row])) present[group] = 1;
  });
  const groups = names.map((group, index) => ({ group, client: null, clients: clients[index], sum: measure[index] }));
  return {
    named: groups.filter((group) => group.clients > 0).length,
    withMeasure: groups.filter((_, index) => present[index] === 1),
  };
}

function singleClients(
  groups: TextColumn,
  ids: TextColumn,
  { isClient, values }: Measured,
): { single: Group[]; ungrouped: number } {
  const single: Group[] = [];
  let ungrouped = 0;
  for (let row = 0; row < values.length; row++) {
    if (isClient[row] === 0 || groups.codes[row] >= 0) continue;
    ungrouped++;
    if (Number.isNaN(values[row])) continue;
    single.push({ group: null, client: textAt(ids, row), clients: 1, sum: BigInt(values[row]) });
  }
  return { single, ungrouped };
}

/** Largest first, then by name in byte order; a group before a client that is called the same. */
function compareGroups(a: Group, b: Group): number {
  if (a.sum !== b.sum) return a.sum > b.sum ? -1 : 1;
  const byName = compareText(a.group ?? a.client ?? '', b.group ?? b.client ?? '');
  return byName !== 0 ? byName : Number(a.group === null) - Number(b.group === null);
}

function orderedUnits(sums: readonly bigint[]): OrderedUnits {
  return sums.every((sum) => sum <= BigInt(maxUnits)) ? Float64Array.from(sums, Number) : sums;
}

import type { Decimal } from '../../../model/decimal.ts';
import { decimal } from '../../../numeric/decimal.ts';
import { type EvenShares, percentOf, percentsOf } from '../../../numeric/even-shares.ts';
import { type OrderedRows, sortRows } from '../../../numeric/order.ts';
import { bigPower10 } from '../../../numeric/scaled.ts';
import type { PercentileStep } from '../../../plan/step.ts';
import { addUnwritten, type Frame, unitsOf } from '../frame.ts';
import { sortMemory } from '../sort-memory.ts';

/** 100·(rank − 1) / (n − 1) from whole ranks, so that ties and row order cannot touch it. */
export function runPercentile(step: PercentileStep, frame: Frame): void {
  const among = unitsOf(frame, step.among);
  const ordered = sortRows(unitsOf(frame, step.of), undefined, 1, sortMemory);
  const isOfAll = isAll(among);
  const sorted = isOfAll ? ordered.values : pickAmong(ordered, among);
  const out = addUnwritten(frame, step.name, step.type);
  if (ordered.rows.length < frame.rows) out.fill(Number.NaN);
  writePercentiles(ordered, isOfAll ? undefined : among, percentsOf(sorted.length - 1, step.type.scale), out);
  noteCuts(step, frame, sorted);
}

/** A row outside the population may lie above all of it. */
function writePercentiles(
  { rows, values }: OrderedRows,
  among: Float64Array | undefined,
  percents: EvenShares,
  out: Float64Array,
): void {
  let below = 0;
  for (let start = 0; start < rows.length; ) {
    const value = values[start];
    const percentile = percents.count < 1 ? 0 : percentOf(Math.min(below, percents.count), percents);
    let end = start;
    for (; end < rows.length && values[end] === value; end++) out[rows[end]] = percentile;
    if (among === undefined) below = end;
    else for (let place = start; place < end; place++) if (among[rows[place]] === 1) below++;
    start = end;
  }
}

function isAll(flags: Float64Array): boolean {
  for (let row = 0; row < flags.length; row++) if (flags[row] !== 1) return false;
  return true;
}

/** The values of the population, ascending. */
function pickAmong({ rows, values }: OrderedRows, among: Float64Array): Float64Array {
  const picked = new Float64Array(rows.length);
  let count = 0;
  for (let place = 0; place < rows.length; place++) if (among[rows[place]] === 1) picked[count++] = values[place];
  return picked.subarray(0, count);
}

/** The values at which bands begin in this book; bands that ties make empty are a finding. */
function noteCuts(step: PercentileStep, frame: Frame, sorted: Float64Array): void {
  const scale = frame.columns.get(step.of)?.type.scale ?? 0;
  const cuts = new Map<number, Decimal>();
  const ranks = new Set<number>();
  let collapsed = 0;
  for (const edge of step.edges ?? []) {
    const rank = rankReaching(edge, sorted.length);
    if (edge.units <= 0n || rank >= sorted.length) continue;
    const value = sorted[firstOfItsRun(sorted, rank)];
    // Edges between the same two ranks are one in so small a book; only ties make others fall together.
    if (!ranks.has(rank) && (value === undefined || cuts.has(value))) collapsed++;
    ranks.add(rank);
    if (value !== undefined) cuts.set(value, decimal(value, scale));
  }
  frame.cuts.set(step.name, [...cuts.values()]);
  if (collapsed > 0) frame.findings.push({ code: 'bands-collapse', step: step.name, count: collapsed });
}

/** The least rank − 1 whose percentile is at least `edge`; `count` where there is none. */
function rankReaching(edge: Decimal, count: number): number {
  if (count < 2) return count;
  const whole = 100n * bigPower10(edge.scale);
  return Number((edge.units * BigInt(count - 1) + whole - 1n) / whole);
}

/** Ties share their lowest rank, so a run that began below the rank does not reach it: the next one does. */
function firstOfItsRun(sorted: Float64Array, rank: number): number {
  let place = rank;
  while (place > 0 && place < sorted.length && sorted[place] === sorted[place - 1]) place++;
  return place;
}

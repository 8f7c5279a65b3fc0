import type { Decimal } from '../../../model/decimal.ts';
import { decimal } from '../../../numeric/decimal.ts';
import { rowsAscending } from '../../../numeric/order.ts';
import { bigPower10, divide, power10 } from '../../../numeric/scaled.ts';
import type { PercentileStep } from '../../../plan/step.ts';
import { addUnits, type Frame, unitsOf } from '../frame.ts';

/** 100·(rank − 1) / (n − 1) from whole ranks, so that ties and row order cannot touch it. */
export function runPercentile(step: PercentileStep, frame: Frame): void {
  const values = unitsOf(frame, step.of);
  const among = unitsOf(frame, step.among);
  const order = rowsAscending(values);
  const sorted = pickAmong(values, among, order);
  const out = addUnits(frame, step.name, step.type);
  const steps = sorted.length - 1;
  const scale = step.type.scale;
  const full = 100 * power10(scale);
  let below = 0;
  for (let start = 0; start < order.length; ) {
    const value = values[order[start]];
    // A row outside the population may lie above all of it.
    const percentile = steps < 1 ? 0 : below >= steps ? full : divide(100 * below, 0, steps, 0, scale);
    let end = start;
    while (end < order.length && values[order[end]] === value) {
      const row = order[end++];
      out[row] = percentile;
      if (among[row] === 1) below++;
    }
    start = end;
  }
  noteCuts(step, frame, sorted);
}

/** The values of the population, ascending. */
function pickAmong(values: Float64Array, among: Float64Array, order: Uint32Array): Float64Array {
  const picked = new Float64Array(order.length);
  let count = 0;
  for (const row of order) if (among[row] === 1) picked[count++] = values[row];
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

import type { Decimal } from '../../../model/decimal.ts';
import { blockEnd } from '../../../numeric/blocks.ts';
import { decimal } from '../../../numeric/decimal.ts';
import { type EvenShares, percentOf, percentsOf } from '../../../numeric/even-shares.ts';
import { backToRows, orderRows, type RowOrder } from '../../../numeric/order.ts';
import type { RankedValues } from '../../../numeric/ranked-values.ts';
import { bigPower10 } from '../../../numeric/scaled.ts';
import { keyWord, rowWord, sortMemory } from '../../../numeric/sort-memory.ts';
import type { PercentileStep } from '../../../plan/step.ts';
import { addUnwritten, type Frame, unitsOf } from '../frame.ts';

/** 100·(rank − 1) / (n − 1) from whole ranks, so that ties and row order cannot touch it. */
export function runPercentile(step: PercentileStep, frame: Frame): void {
  const values = unitsOf(frame, step.of);
  const among = unitsOf(frame, step.among);
  const order = orderRows(values, undefined, 1, sortMemory);
  const { words, count } = order;
  const picked = isAll(among) ? undefined : pickAmong(order, among);
  const population = picked?.length ?? count;
  const rowAt = (place: number) => (picked === undefined ? words[2 * place + rowWord] : picked[place]);
  noteCuts(step, frame, { count: population, at: (place) => values[rowAt(place)] });

  const flags = picked === undefined ? everyRow : among;
  const run: Run = Int32Array.of(-1, 0, 0);
  for (let from = 0; from < count; from = blockEnd(from, count)) {
    countBlock(words, flags, from, blockEnd(from, count), run);
  }
  const percents = percentsOf(population - 1, step.type.scale);
  const out = addUnwritten(frame, step.name, step.type);
  if (count < frame.rows) out.fill(Number.NaN);
  const pairs = backToRows(order, frame.rows);
  for (let from = 0; from < count; from = blockEnd(from, count)) {
    writeBlock(pairs, from, blockEnd(from, count), percents, out);
  }
}

const everyRow = new Float64Array(0);

/** The key of the last place, and how many of the population stand before its run of equal keys, and before the next place. */
type Run = Int32Array;

/** Takes for a key how many of the population have less. */
function countBlock(words: Int32Array, among: Float64Array, from: number, to: number, run: Run): void {
  const isOfAll = among.length === 0;
  let last = run[0];
  let below = run[1];
  let before = run[2];
  for (let place = from; place < to; place++) {
    const key = words[2 * place + keyWord];
    if (key !== last) below = before;
    last = key;
    words[2 * place + keyWord] = below;
    before += isOfAll ? 1 : +(among[words[2 * place + rowWord]] === 1) | 0;
  }
  run[0] = last;
  run[1] = below;
  run[2] = before;
}

/** A row outside the population may lie above all of it. */
function writeBlock(words: Int32Array, from: number, to: number, percents: EvenShares, out: Float64Array): void {
  const { count } = percents;
  for (let index = from; index < to; index++) {
    const below = words[2 * index + keyWord];
    out[words[2 * index + rowWord]] = count < 1 ? 0 : percentOf(Math.min(below, count), percents);
  }
}

function isAll(flags: Float64Array): boolean {
  let row = 0;
  while (row < flags.length && flags[row] === 1) row++;
  return row === flags.length;
}

/** The rows of the population, in their order. */
function pickAmong({ words, count }: RowOrder, among: Float64Array): Uint32Array {
  const picked = new Uint32Array(count);
  let end = 0;
  for (let place = 0; place < count; place++) {
    const row = words[2 * place + rowWord];
    if (among[row] === 1) picked[end++] = row;
  }
  return picked.subarray(0, end);
}

/** The values at which bands begin in this book; bands that ties make empty are a finding. */
function noteCuts(step: PercentileStep, frame: Frame, sorted: RankedValues): void {
  const scale = frame.columns.get(step.of)?.type.scale ?? 0;
  const cuts = new Map<number, Decimal>();
  const ranks = new Set<number>();
  let collapsed = 0;
  for (const edge of step.edges ?? []) {
    const rank = rankReaching(edge, sorted.count);
    if (edge.units <= 0n || rank >= sorted.count) continue;
    const place = firstOfItsRun(sorted, rank);
    const value = place < sorted.count ? sorted.at(place) : undefined;
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
function firstOfItsRun({ at, count }: RankedValues, rank: number): number {
  let place = rank;
  while (place > 0 && place < count && at(place) === at(place - 1)) place++;
  return place;
}

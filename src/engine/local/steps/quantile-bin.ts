import type { Decimal } from '../../../model/decimal.ts';
import { pointScale } from '../../../model/value-type.ts';
import { blockEnd } from '../../../numeric/blocks.ts';
import { decimal } from '../../../numeric/decimal.ts';
import { rankValues } from '../../../numeric/ranked-values.ts';
import { bigPower10, divideRounded } from '../../../numeric/scaled.ts';
import { sortMemory } from '../../../numeric/sort-memory.ts';
import type { QuantileBinStep } from '../../../plan/step.ts';
import { addUnwritten, type Frame, unitsOf } from '../frame.ts';

export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Bins by edges that are compared as exact fractions: a whole number reaches an edge when it reaches its ceiling. */
export function runQuantileBin(step: QuantileBinStep, frame: Frame): void {
  const source = frame.columns.get(step.of);
  const values = unitsOf(frame, step.of);
  const scale = source?.type.scale ?? 0;
  const edges = step.cuts?.map((cut) => atScale(cut, scale)) ?? quantilesAmong(step, frame);
  const thresholds = edges.map(({ numerator, denominator }) => Number(ceilingOf(numerator, denominator)));
  while (thresholds.length % 4 !== 0 || thresholds.length === 0) thresholds.push(Number.POSITIVE_INFINITY);
  const out = addUnwritten(frame, step.name, step.type).fill(0);
  for (let at = 0; at < thresholds.length; at += 4) {
    const [first, second, third, fourth] = thresholds.slice(at);
    for (let from = 0; from < frame.rows; from = blockEnd(from, frame.rows)) {
      binBlock(values, from, blockEnd(from, frame.rows), first, second, third, fourth, out);
    }
  }
  frame.cuts.set(
    step.name,
    edges.map((edge) => printed(edge, scale)),
  );
}

/** Adds how many of four thresholds each value reaches, without asking the processor to guess; NaN where there is none. */
function binBlock(
  values: Float64Array,
  from: number,
  to: number,
  first: number,
  second: number,
  third: number,
  fourth: number,
  out: Float64Array,
): void {
  for (let row = from; row < to; row++) {
    const value = values[row];
    const low = (+(value >= first) | 0) + (+(value >= second) | 0);
    const high = (+(value >= third) | 0) + (+(value >= fourth) | 0);
    out[row] += low + high + 0 * value;
  }
}

function quantilesAmong(step: QuantileBinStep, frame: Frame): Fraction[] {
  const { at, count } = rankValues(unitsOf(frame, step.of), unitsOf(frame, step.among), sortMemory);
  return quantilesOf(at, count, step.bins);
}

/** R type 7 (Hyndman and Fan 1996): at p the value at (n − 1)·p, linear between neighbours. */
export function quantiles(ascending: Float64Array, bins: number): Fraction[] {
  return quantilesOf((place) => ascending[place], ascending.length, bins);
}

/** The same of values that are known by their place in ascending order. */
export function quantilesOf(valueAt: (place: number) => number, count: number, bins: number): Fraction[] {
  if (count === 0) return [];
  return Array.from({ length: bins - 1 }, (_, index) => {
    const place = (count - 1) * (index + 1);
    const low = Math.floor(place / bins);
    const rest = BigInt(place % bins);
    const from = BigInt(valueAt(low));
    const to = BigInt(valueAt(Math.min(low + 1, count - 1)));
    return { numerator: from * BigInt(bins) + rest * (to - from), denominator: BigInt(bins) };
  });
}

function atScale(cut: Decimal, scale: number): Fraction {
  return { numerator: cut.units * bigPower10(scale), denominator: bigPower10(cut.scale) };
}

export function ceilingOf(numerator: bigint, denominator: bigint): bigint {
  const whole = numerator / denominator;
  return whole * denominator < numerator ? whole + 1n : whole;
}

function printed(edge: Fraction, scale: number): Decimal {
  const digits = Math.max(0, pointScale - scale);
  return decimal(divideRounded(edge.numerator * bigPower10(digits), edge.denominator), scale + digits);
}

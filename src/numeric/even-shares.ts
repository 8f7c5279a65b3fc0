import { bigPower10, divideRounded, power10 } from './scaled.ts';

// Percentages of places in a line: 100 · place / count, rounded half away from zero. With the quotient and the rest of the
// whole taken once, what is left to divide is a whole number that doubles hold, so that one division settles it.

export interface EvenShares {
  readonly count: number;
  readonly scale: number;
  readonly quotient: number;
  readonly rest: number;
}

/** 2 · place · rest + count stays below 2^53 for so many. */
const mostCount = 2 ** 26;

/** For percentages of `count` places at `scale` (at most 13 digits). */
export function percentsOf(count: number, scale: number): EvenShares {
  const whole = 100 * power10(scale);
  const quotient = Math.floor(whole / count);
  return { count, scale, quotient, rest: whole - quotient * count };
}

/** 100 · place / count for a place from 0 to `count`, which is not 0. */
export function percentOf(place: number, { count, scale, quotient, rest }: EvenShares): number {
  if (count > mostCount) return Number(divideRounded(100n * BigInt(place) * bigPower10(scale), BigInt(count)));
  return place * quotient + Math.floor((2 * place * rest + count) / (2 * count));
}

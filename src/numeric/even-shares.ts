import { bigPower10, divideRounded, power10 } from './scaled.ts';

// Shares from 0 to all, rounded half away from zero, a call for every row of a book: a percentage of places in a line, and
// a part of a total. With the quotient and the rest of the whole taken once, what is left to divide for a place is a whole
// number that doubles hold, so that one division settles it.

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

/** part · factor / whole for 0 ≤ part ≤ whole < 2^53, 0 < whole and a factor up to 10^9. */
export function shareOf(part: number, whole: number, factor: number): number {
  const approximation = (part * factor) / whole;
  const floor = Math.floor(approximation);
  const distance = approximation - floor - 0.5;
  // Two roundings cannot have moved it further; so near a tie only the exact quotient tells.
  if (Math.abs(distance) <= approximation * 2 ** -50) {
    return Number(divideRounded(BigInt(part) * BigInt(factor), BigInt(whole)));
  }
  return distance > 0 ? floor + 1 : floor;
}

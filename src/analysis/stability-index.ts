import type { Decimal } from '../model/decimal.ts';
import type { StabilityIndex } from '../model/summary.ts';
import { pointScale } from '../model/value-type.ts';
import { ratio } from '../numeric/decimal.ts';
import { bigPower10, divideRounded } from '../numeric/scaled.ts';
import { upperTail } from './chi-square.ts';
import { naturalLog } from './natural-log.ts';

// How far clients have shifted between states from one book to the next. PSI = Σ(a−e)·ln(a/e) over shares; without any drift
// it comes to about (B−1)·(1/N + 1/M), so both are given. A state that is empty in one book counts there as half a client, and
// shares are of the counts with those halves, so that they add up to 1; a state that is empty in both is no bin. χ² is
// Pearson's, of homogeneity, over the counts as they are. PSI and the p-value have a logarithm in them: rounded once at the end.

/** Clients by state in the previous book and in this one, states in the same order. */
export function measureStability(before: ArrayLike<number>, now: ArrayLike<number>): StabilityIndex {
  const bins = Array.from(before, (count, state) => [count, now[state]] as const).filter(([e, a]) => e > 0 || a > 0);
  const [n, m] = [0, 1].map((book) => bins.reduce((sum, bin) => sum + bin[book], 0));
  const degrees = Math.max(0, bins.length - 1);
  if (n === 0 || m === 0) {
    return { psi: null, expected: null, bins: bins.length, chiSquare: null, degrees, pValue: null };
  }
  const { numerator, denominator } = pearson(bins, n, m);
  // Of many states numerator and denominator leave what a double holds, their ratio does not.
  const exact = Number(divideRounded(numerator * bigPower10(12), denominator)) / 10 ** 12;
  return {
    psi: roundOnce(divergence(bins)),
    expected: ratio(BigInt(degrees) * BigInt(n + m), BigInt(n) * BigInt(m), pointScale),
    bins: bins.length,
    chiSquare: ratio(numerator, denominator, pointScale),
    degrees,
    pValue: degrees === 0 ? null : roundOnce(upperTail(exact, degrees)),
  };
}

type Bins = readonly (readonly [number, number])[];

function divergence(bins: Bins): number {
  const filled = bins.map(([e, a]) => [e === 0 ? 0.5 : e, a === 0 ? 0.5 : a] as const);
  const [n, m] = [0, 1].map((book) => filled.reduce((sum, bin) => sum + bin[book], 0));
  const sum = filled.reduce((total, [e, a]) => total + (a / m - e / n) * naturalLog((a * n) / (e * m)), 0);
  // No term is negative; of equal books only the rounding of the shares is left.
  return Math.max(0, sum);
}

/** Σ (N·a − M·e)² / (a + e), over N·M: the usual sum over both books, brought together. */
function pearson(bins: Bins, n: number, m: number): { numerator: bigint; denominator: bigint } {
  let numerator = 0n;
  let denominator = 1n;
  for (const [e, a] of bins) {
    const apart = BigInt(n) * BigInt(a) - BigInt(m) * BigInt(e);
    const both = BigInt(a + e);
    numerator = numerator * both + apart * apart * denominator;
    denominator *= both;
  }
  return { numerator, denominator: denominator * BigInt(n) * BigInt(m) };
}

function roundOnce(value: number): Decimal {
  return { units: BigInt(Math.round(value * 10 ** pointScale)), scale: pointScale };
}

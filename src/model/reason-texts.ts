import type { Texts } from './table.ts';
import { pointScale } from './value-type.ts';

// A reason as one whole number of 32 bits: the factor in the low bits, and above it what it cost in hundredths of a point, as it
// is told. A column of them is one of texts, whose dictionary tells the factors.

const hundredth = 10 ** (pointScale - 2);

export class ReasonTexts implements Texts {
  readonly factors: readonly string[];
  /** How many bits the factor takes. */
  readonly bits: number;
  /** One more than the largest code. */
  readonly length: number;
  /** Whether every code is a whole number of 32 bits. */
  readonly fits: boolean;

  /** No factor costs more than `mostLost`, in units of points. */
  constructor(factors: readonly string[], mostLost: number) {
    this.factors = factors;
    this.bits = Math.ceil(Math.log2(Math.max(1, factors.length)));
    this.length = (Math.floor((mostLost + hundredth / 2) / hundredth) + 1) * 2 ** this.bits;
    this.fits = mostLost + hundredth < 2 ** 31 && this.length <= 2 ** 31;
  }

  at(code: number): string | undefined {
    return this.factors[code & (2 ** this.bits - 1)];
  }

  codeOf(factor: number, units: number): number {
    return (toHundredths(units) << this.bits) | factor;
  }
}

/** Rounded half up; units of points from 0 to 2^31 less a hundredth. */
export function toHundredths(units: number): number {
  return ((units + hundredth / 2) / hundredth) | 0;
}

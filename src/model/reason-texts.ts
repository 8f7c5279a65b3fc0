import type { Texts } from './table.ts';
import { pointScale } from './value-type.ts';

// A reason as one whole number of 32 bits: the factor in the low bits, and above it what it cost in hundredths of a point, as it
// is told. A column of them is one of texts, whose dictionary tells the factors.

const hundredth = 10 ** (pointScale - 2);

export class ReasonTexts implements Texts {
  readonly factors: readonly string[];
  /** How many bits the factor takes. */
  readonly bits: number;
  /** Any number that is not below 0 may stand for a reason: nobody lists these texts. */
  readonly length = 2 ** 31;

  constructor(factors: readonly string[]) {
    this.factors = factors;
    this.bits = Math.ceil(Math.log2(Math.max(1, factors.length)));
  }

  at(code: number): string | undefined {
    return this.factors[code & (2 ** this.bits - 1)];
  }

  codeOf(factor: number, units: number): number {
    return (toHundredths(units) << this.bits) | factor;
  }

  /** Whether a factor that costs so many units of points has room beside its number. */
  hasRoomFor(units: number): boolean {
    return units + hundredth < 2 ** 31 && (toHundredths(units) + 1) * 2 ** this.bits <= 2 ** 31;
  }
}

/** Rounded half up; units of points from 0 to 2^31 less a hundredth. */
export function toHundredths(units: number): number {
  return ((units + hundredth / 2) / hundredth) | 0;
}

import { type Bounds, maxUnits, numericKinds, unbounded, type ValueType } from '../../model/value-type.ts';
import { bigPower10, divideRounded } from '../../numeric/scaled.ts';
import { integerType, pointsType } from '../expressions.ts';
import type { Typed } from './function.ts';

// What several functions share: kinds of arguments, types of results, and one exact quotient rounded once.

/** number, integer or percent: anything that counts without a currency. */
export function isPlain(argument: Typed): boolean {
  return isNumeric(argument) && argument.type.kind !== 'money';
}

export function isNumeric(argument: Typed): boolean {
  return numericKinds.has(argument.type.kind);
}

export function isWhole(argument: Typed): boolean {
  return argument.type.kind === 'integer';
}

/** Money and integers stay what they are; every other number has six digits. */
export function settledType(type: ValueType): ValueType {
  return type.kind === 'money' ? type : type.kind === 'integer' ? integerType : pointsType;
}

/** At least 0 where every argument is. */
export function boundsFromSigns(args: readonly Typed[]): Bounds {
  return args.every((argument) => argument.bounds.min >= 0) ? { min: 0, max: maxUnits } : unbounded;
}

/** numerator·10^digits ÷ denominator in whole units, rounded half away from zero; NaN past the bounds or by 0. */
export function quotient(numerator: bigint, denominator: bigint, digits: number): number {
  if (denominator === 0n) return Number.NaN;
  const rounded =
    digits >= 0
      ? divideRounded(numerator * bigPower10(digits), denominator)
      : divideRounded(numerator, denominator * bigPower10(-digits));
  const units = Number(rounded);
  return Math.abs(units) <= maxUnits ? units : Number.NaN;
}

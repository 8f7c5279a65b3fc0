import { maxUnits, unbounded, type ValueType } from '../../model/value-type.ts';
import { power10, rescale } from '../../numeric/scaled.ts';
import { integerType } from '../expressions.ts';
import { isNumeric, isWhole, settledType } from './exact.ts';
import type { FeelFunction, Typed } from './function.ts';

// The roundings of DMN are one function but for the choice between the two neighbours. Without digits, and with 0 digits,
// a plain number becomes an integer; money stays money.

/**
 * Whether the neighbour away from zero is taken. `rest` is what is left of the neighbour toward zero, in units with the
 * sign of the value; `step` is the distance of the neighbours; `steps` how many of them the nearer to zero is.
 */
export type ChooseAway = (rest: number, step: number, steps: number) => boolean;

function roundUnits(units: number, scale: number, digits: number, away: ChooseAway): number {
  if (digits >= scale) return units;
  const step = power10(Math.min(22, scale - digits));
  const rest = units % step;
  if (rest === 0) return units;
  const toward = units - rest;
  return (away(rest, step, toward / step) ? toward + Math.sign(rest) * step : toward) + 0;
}

function signatureOf(name: string, args: readonly Typed[], apply: FeelFunction['apply']): Typed | string {
  const [value, digits] = args;
  if (!isNumeric(value)) return `${name} rounds a number`;
  if (digits !== undefined && !isWhole(digits)) return `the digits of ${name} are an integer`;
  const known = digits === undefined ? 0 : digits.bounds.min === digits.bounds.max ? digits.bounds.min : undefined;
  const type = known === 0 && value.type.kind !== 'money' ? integerType : settledType(value.type);
  if (known === undefined) return { type, bounds: unbounded };
  const ends = [value.bounds.min, value.bounds.max].map((end) => {
    const rounded = apply([end, known], [value.type, integerType], type);
    return Number.isNaN(rounded) ? Math.sign(end) * maxUnits : rounded;
  });
  return { type, bounds: { min: ends[0], max: ends[1] } };
}

/** A rounding function; `digits` says whether the second argument may be left out. */
export function roundingFunction(
  name: string,
  digits: 'required' | 'optional',
  summary: string,
  example: string,
  away: ChooseAway,
): FeelFunction {
  const apply = (args: readonly number[], types: readonly ValueType[], result: ValueType): number => {
    const rounded = roundUnits(args[0], types[0].scale, args[1] ?? 0, away);
    return Math.abs(rounded) <= maxUnits || result.scale < types[0].scale
      ? rescale(rounded, types[0].scale, result.scale)
      : Number.NaN;
  };
  return {
    name,
    parameters: ['n', 'scale'],
    required: digits === 'required' ? 2 : 1,
    summary,
    example,
    signature: (args) => signatureOf(name, args, apply),
    apply,
  };
}

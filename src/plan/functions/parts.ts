import type { Bounds, Kind } from '../../model/value-type.ts';
import { civilOf } from '../../numeric/date.ts';
import { integerType } from '../expressions.ts';
import type { FeelFunction, Typed } from './function.ts';

// Parts of a date or a duration, written behind a dot: `client_since.year`. The months of a duration are those beside
// its full years, 0..11 (with the sign of the duration), as FEEL has them.

function part(
  name: string,
  of: string,
  example: string,
  takes: { kind: Kind; unit?: 'days' | 'months' },
  bounds: (argument: Typed) => Bounds,
  apply: (units: number) => number,
): FeelFunction {
  return {
    name: `.${name}`,
    parameters: [of],
    required: 1,
    summary: `the ${name} of ${of === 'date' ? 'a date' : `a duration in ${takes.unit}`}`,
    example,
    signature: ([argument]) =>
      argument.type.kind === takes.kind && argument.type.unit === takes.unit
        ? { type: integerType, bounds: bounds(argument) }
        : `.${name} is a part of ${of === 'date' ? 'a date' : `a duration in ${takes.unit}`}`,
    apply: ([units]) => apply(units) + 0,
  };
}

const calendar = { kind: 'date' } as const;
const months = { kind: 'duration', unit: 'months' } as const;
const days = { kind: 'duration', unit: 'days' } as const;
const whole = ({ bounds }: Typed): Bounds => ({
  min: Math.trunc(bounds.min / 12) + 0,
  max: Math.trunc(bounds.max / 12) + 0,
});

const years = ({ bounds }: Typed): Bounds => ({ min: civilOf(bounds.min).year, max: civilOf(bounds.max).year });

const span = 'years and months duration(client_since, as_of)';

export const parts: readonly FeelFunction[] = [
  part('year', 'date', 'client_since.year', calendar, years, (units) => civilOf(units).year),
  part(
    'month',
    'date',
    'client_since.month',
    calendar,
    () => ({ min: 1, max: 12 }),
    (units) => civilOf(units).month,
  ),
  part(
    'day',
    'date',
    'client_since.day',
    calendar,
    () => ({ min: 1, max: 31 }),
    (units) => civilOf(units).day,
  ),
  part('years', 'duration', `${span}.years`, months, whole, (units) => Math.trunc(units / 12)),
  part(
    'months',
    'duration',
    `${span}.months`,
    months,
    () => ({ min: -11, max: 11 }),
    (units) => units % 12,
  ),
  part(
    'days',
    'duration',
    '(as_of - client_since).days',
    days,
    ({ bounds }) => bounds,
    (units) => units,
  ),
];

import type { Decimal } from '../../model/decimal.ts';
import type { LocatedScalar } from '../../model/located.ts';
import { parseDecimal } from '../../numeric/decimal.ts';
import { nearest } from '../../text/nearest.ts';
import { noRows, type Registries, reportShape, reportValue, type Shape } from './shape.ts';

// Shapes of single values. Numbers are read from their text, so that 1.20 stays 1.20; nothing is rounded here.

/** A text that is not empty; numbers are taken as they are written. */
export function text(type = 'text'): Shape<LocatedScalar> {
  return {
    type,
    read(value, reading, what) {
      if (value.kind === 'scalar' && value.value !== null && value.text !== '') return value;
      return reportShape(value, reading, what, type.startsWith('one of') ? type : `a ${type}`);
    },
    schema: () => ({ type: ['string', 'number', 'boolean'] }),
    rows: noRows,
  };
}

/** A FEEL expression, compiled later, when its stage is known. */
export function feel(type = 'FEEL'): Shape<LocatedScalar> {
  return { ...text(`${type} expression`), type, schema: () => ({ type: ['string', 'number', 'boolean'] }) };
}

/** One of some words; `list` may come from a registry. */
export function word(list: (registries: Registries) => readonly string[], shown?: string): Shape<LocatedScalar> {
  const noRegistries: Registries = { methods: {}, fieldTypes: {}, functions: new Map(), problems: {} };
  return {
    type: shown ?? list(noRegistries).join(' | '),
    read(value, reading, what) {
      const words = list(reading.registries);
      const expected = words.length > 12 && shown ? `one of the ${shown}s` : `one of ${words.join(', ')}`;
      const found = text(expected).read(value, reading, what);
      if (found === undefined || words.includes(found.text)) return found;
      const near = nearest(found.text, words);
      return reportValue(found, reading, what, expected, near && `did you mean "${near}"?`);
    },
    schema: (registries) => ({ enum: list(registries) }),
    rows: noRows,
  };
}

export function yesNo(): Shape<boolean> {
  return {
    type: 'true | false',
    read(value, reading, what) {
      if (value.kind === 'scalar' && typeof value.value === 'boolean') return value.value;
      return reportShape(value, reading, what, 'true or false');
    },
    schema: () => ({ type: 'boolean' }),
    rows: noRows,
  };
}

/** A whole number from `least` up. */
export function integer(least: number): Shape<number> {
  const expected = `a whole number, ${least} or more`;
  return {
    type: `integer ≥ ${least}`,
    read(value, reading, what) {
      if (value.kind !== 'scalar' || value.value === null) return reportShape(value, reading, what, expected);
      const whole = /^[+-]?\d{1,15}$/.test(value.text) ? Number(value.text) : Number.NaN;
      return whole >= least ? whole : reportValue(value, reading, what, expected);
    },
    schema: () => ({ type: 'integer', minimum: least }),
    rows: noRows,
  };
}

/** A decimal as written; undefined where the scalar is no number. */
function decimalOf(scalar: LocatedScalar): Decimal | undefined {
  return scalar.text.length <= 40 ? (parseDecimal(scalar.text) ?? undefined) : undefined;
}

export interface NumberLimits {
  /** For a person: `a number above 0`. */
  readonly expected: string;
  readonly type: string;
  /** Least and most, as written in the expectation; `open` leaves the least itself out. */
  readonly least?: bigint;
  readonly open?: boolean;
  readonly most?: bigint;
  /** Whether `40%` may be written: `ratio` makes it 0.4, `points` 40. */
  readonly percent?: 'ratio' | 'points';
  /** Shown when a number is out of range. */
  readonly hint?: (scalar: LocatedScalar) => string | undefined;
}

export interface Amount {
  readonly value: Decimal;
  /** Written with a percent sign. */
  readonly percent: boolean;
  /** Written with a sign. */
  readonly signed: boolean;
  readonly at: LocatedScalar;
}

function within({ units, scale }: Decimal, { least, most, open }: NumberLimits): boolean {
  const one = 10n ** BigInt(scale);
  if (least !== undefined && (open ? units <= least * one : units < least * one)) return false;
  return most === undefined || units <= most * one;
}

/** A number within limits, with or without percent sign. */
export function amount(limits: NumberLimits): Shape<Amount> {
  return {
    type: limits.type,
    read(value, reading, what) {
      if (value.kind !== 'scalar' || value.value === null) return reportShape(value, reading, what, limits.expected);
      const percent = limits.percent !== undefined && value.text.endsWith('%');
      const written = percent ? { ...value, text: value.text.slice(0, -1).trimEnd() } : value;
      const read = decimalOf(written);
      if (read === undefined) return reportShape(value, reading, what, limits.expected);
      const found = percent && limits.percent === 'ratio' ? { units: read.units, scale: read.scale + 2 } : read;
      if (!within(found, limits)) return reportValue(value, reading, what, limits.expected, limits.hint?.(value));
      return { value: found, percent, signed: /^[+-]/.test(value.text), at: value };
    },
    schema: () => schemaOf(limits),
    rows: noRows,
  };
}

function schemaOf({ least, most, open, percent }: NumberLimits): Record<string, unknown> {
  const number = {
    type: 'number',
    ...(least === undefined ? {} : { [open ? 'exclusiveMinimum' : 'minimum']: Number(least) }),
    ...(most === undefined ? {} : { maximum: Number(most) }),
  };
  if (percent === undefined) return number;
  return { anyOf: [number, { type: 'string', pattern: '^[+-]?(\\d+(\\.\\d*)?|\\.\\d+) *%?$' }] };
}

/** Compares two decimals exactly. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const left = a.units * 10n ** BigInt(Math.max(0, b.scale - a.scale));
  const right = b.units * 10n ** BigInt(Math.max(0, a.scale - b.scale));
  return left < right ? -1 : left > right ? 1 : 0;
}

const suggestPercent = ({ text: written }: LocatedScalar): string | undefined =>
  /^\d+(\.\d+)?$/.test(written) ? `did you mean "${written}%"?` : undefined;

/** A weight, of which only the ratio to others of its level matters: 40 or 40%. */
export function weight(): Shape<Amount> {
  const expected = 'a number above 0';
  return amount({ expected, type: 'number > 0', least: 0n, open: true, percent: 'ratio' });
}

/** A share of a whole: 70% or 0.7. */
export function share(): Shape<Amount> {
  const expected = 'a share from 0% to 100% (or 0 to 1)';
  return amount({ expected, type: 'percent', least: 0n, most: 1n, percent: 'ratio', hint: suggestPercent });
}

/** A percentage of clients above 0: 10 or 10%. */
export function percentage(): Shape<Amount> {
  const expected = 'a percentage above 0, at most 100';
  return amount({ expected, type: 'percentage', least: 0n, open: true, most: 100n, percent: 'points' });
}

/** Points as a setting: a plain number; its range is checked where the range is known. */
export function points(): Shape<Amount> {
  return amount({ expected: 'points, a plain number', type: 'points' });
}

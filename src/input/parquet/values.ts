import type { SchemaElement, SchemaTree } from 'hyparquet';
import { formatDate } from '../../numeric/date.ts';
import { formatUnits } from '../../numeric/decimal.ts';
import { DamagedParquet } from './refusals.ts';

// Stored values of a Parquet column as the text that a CSV of them would hold, exactly: decimals with all digits of their
// scale, doubles and floats in the shortest text that reads back as the same, dates and timestamps in ISO. A stored value
// is what hyparquet gives without its conversions (those go through doubles): number, bigint, boolean or bytes.

export type Stored = number | bigint | boolean | Uint8Array;

/** The text of a stored value; undefined is missing. */
export type TextOf = (value: Stored) => string | undefined;

export interface Plain {
  readonly textOf: TextOf;
  readonly kind: 'number' | 'text' | 'date' | 'flag' | 'time';
  /** Whether the texts are instants, whose day depends on a time zone. */
  readonly instants: boolean;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const textOfBytes: TextOf = (value) => {
  try {
    return decoder.decode(value as Uint8Array);
  } catch {
    throw new DamagedParquet('a text is not UTF-8');
  }
};

/** Shortest decimal text of a double. NaN is how data frames mark what is missing. */
const textOfDouble: TextOf = (value) => (Number.isNaN(value as number) ? undefined : String((value as number) + 0));

/** Shortest decimal text that reads back as the same float; six digits always come through one. */
const textOfFloat: TextOf = (value) => {
  const float = value as number;
  // Subnormal floats hold fewer digits than the rest.
  for (let digits = Math.abs(float) < 2 ** -126 ? 1 : 6; digits < 9; digits++) {
    const short = Number(float.toPrecision(digits));
    if (Math.fround(short) === float) return String(short + 0);
  }
  return textOfDouble(Number(float.toPrecision(9)));
};

/** A whole number, most significant byte first, in two's complement. */
function wholeOfBytes(bytes: Uint8Array): number | bigint {
  if (bytes.length === 0) return 0;
  let whole = (bytes[0] << 24) >> 24;
  for (let at = 1; at < bytes.length; at++) {
    // One more byte could leave the exact range.
    if (whole > 2 ** 45 || whole < -(2 ** 45)) return wideWhole(bytes);
    whole = whole * 256 + bytes[at];
  }
  return whole;
}

function wideWhole(bytes: Uint8Array): bigint {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x${hex}`));
}

const nanosOfDay = 86_400_000_000_000n;
/** Julian day of 1970-01-01, from which INT96 timestamps count. */
const julianEpoch = 2_440_588n;

function timestampText(days: bigint, nanos: bigint, zone: string): string {
  const seconds = Number(nanos / 1_000_000_000n);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const clock = parts.map((part) => String(part).padStart(2, '0')).join(':');
  const fraction = formatUnits(nanos % 1_000_000_000n, 9)
    .slice(1)
    .replace(/\.?0+$/, '');
  return `${formatDate(Number(days))}T${clock}${fraction}${zone}`;
}

function timestamps(nanosOfUnit: bigint, zone: string): TextOf {
  const unitsOfDay = nanosOfDay / nanosOfUnit;
  return (value) => {
    const units = value as bigint;
    const rest = ((units % unitsOfDay) + unitsOfDay) % unitsOfDay;
    return timestampText((units - rest) / unitsOfDay, rest * nanosOfUnit, zone);
  };
}

/** Nanoseconds of the day in the low eight bytes, the Julian day above them. */
const textOfInt96: TextOf = (value) => {
  const both = value as bigint;
  return timestampText((both >> 64n) - julianEpoch, both & 0xffff_ffff_ffff_ffffn, '');
};

const nanosOf: Readonly<Record<string, bigint>> = { MILLIS: 1_000_000n, MICROS: 1000n, NANOS: 1n };

function plainNumber(textOf: TextOf): Plain {
  return { textOf, kind: 'number', instants: false };
}

function decimals({ type, scale, logical_type }: SchemaElement): Plain | undefined {
  const digits = (logical_type?.type === 'DECIMAL' ? logical_type.scale : scale) ?? 0;
  if (!Number.isInteger(digits) || digits < 0 || digits > 100 || type === 'INT96') return undefined;
  if (type === 'INT32' || type === 'INT64')
    return plainNumber((value) => formatUnits(value as number | bigint, digits));
  return plainNumber((value) => formatUnits(wholeOfBytes(value as Uint8Array), digits));
}

function texts(textOf: TextOf = textOfBytes): Plain {
  return { textOf, kind: 'text', instants: false };
}

/** Bytes that are texts although nothing says so: older writers left it out. */
const textual: ReadonlySet<string | undefined> = new Set(['UTF8', 'ENUM', 'JSON', 'STRING', undefined]);

function ofWholes({ type, converted_type, logical_type }: SchemaElement): Plain | undefined {
  if (logical_type?.type === 'TIMESTAMP' || /^TIMESTAMP_/.test(converted_type ?? '')) {
    const unit = logical_type?.type === 'TIMESTAMP' ? logical_type.unit : (converted_type ?? '').slice(10);
    const instants = logical_type?.type !== 'TIMESTAMP' || logical_type.isAdjustedToUTC;
    return type === 'INT64'
      ? { textOf: timestamps(nanosOf[unit], instants ? 'Z' : ''), kind: 'time', instants }
      : undefined;
  }
  if (logical_type?.type === 'TIME' || /^TIME_/.test(converted_type ?? '')) return undefined;
  const unsigned = (logical_type?.type === 'INTEGER' && !logical_type.isSigned) || /^UINT_/.test(converted_type ?? '');
  if (type === 'INT32') return plainNumber(unsigned ? (value) => String((value as number) >>> 0) : String);
  return plainNumber(unsigned ? (value) => String(BigInt.asUintN(64, value as bigint)) : String);
}

function uuidText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** How the values of a column are read; undefined where they have no plain text (lists, structures, maps, bytes, times). */
export function plainOf({ element, children }: SchemaTree): Plain | undefined {
  const { type, converted_type, logical_type } = element;
  if (children.length > 0 || element.repetition_type === 'REPEATED') return undefined;
  if (converted_type === 'DECIMAL' || logical_type?.type === 'DECIMAL') return decimals(element);
  switch (type) {
    case 'BOOLEAN':
      return { textOf: String, kind: 'flag', instants: false };
    case 'INT32':
      if (converted_type === 'DATE' || logical_type?.type === 'DATE') {
        return { textOf: (value) => formatDate(value as number), kind: 'date', instants: false };
      }
      return ofWholes(element);
    case 'INT64':
      return ofWholes(element);
    case 'INT96':
      return { textOf: textOfInt96, kind: 'time', instants: true };
    case 'FLOAT':
      return plainNumber(textOfFloat);
    case 'DOUBLE':
      return plainNumber(textOfDouble);
    case 'BYTE_ARRAY':
      return textual.has(logical_type?.type) && textual.has(converted_type) ? texts() : undefined;
    case 'FIXED_LEN_BYTE_ARRAY':
      return logical_type?.type === 'UUID' ? texts((value) => uuidText(value as Uint8Array)) : undefined;
    default:
      return undefined;
  }
}

/** What a column without plain values holds, in words. */
export function describeColumn({ element, children }: SchemaTree): string {
  const { type, converted_type, logical_type, repetition_type } = element;
  if (repetition_type === 'REPEATED' || converted_type === 'LIST' || logical_type?.type === 'LIST') return 'lists';
  if (converted_type === 'MAP' || logical_type?.type === 'MAP') return 'maps';
  if (children.length > 0) return 'structures';
  const name = logical_type?.type ?? converted_type;
  return name === undefined ? `bytes (${type})` : `values of the type ${name}`;
}

import type { Decimal } from '../model/decimal.ts';
import type { Summary } from '../model/summary.ts';
import { formatUnits } from '../numeric/decimal.ts';

// Plain values as JSON: exact decimals as number literals with all digits of their scale, null for n/a, keys in the order
// of the model, two spaces a level; lists and objects of scalars on one line where they fit. Absent keys are left out.

const lineWidth = 120;

export type JsonValue = null | boolean | number | string | Decimal | readonly JsonValue[] | JsonObject;

type JsonObject = { readonly [key: string]: JsonValue | undefined };

export function writeSummary(summary: Summary): string {
  return writeJson(summary as unknown as JsonValue) + '\n';
}

export function writeJson(value: JsonValue, indent = ''): string {
  if (value === null || typeof value !== 'object') return writeScalar(value);
  if (isDecimal(value)) return formatUnits(value.units, value.scale);
  const inner = indent + '  ';
  const parts = isList(value) ? value.map((item) => writeJson(item, inner)) : writeEntries(value, inner);
  const [open, close, space] = isList(value) ? ['[', ']', ''] : ['{', '}', ' '];
  if (parts.length === 0) return open + close;
  if (holdsScalars(value)) {
    const line = open + space + parts.join(', ') + space + close;
    if (indent.length + line.length <= lineWidth) return line;
  }
  return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${close}`;
}

/** Keys with their values; keys without a value are left out. */
function writeEntries(value: JsonObject, indent: string): string[] {
  const parts: string[] = [];
  for (const key of Object.keys(value)) {
    const part = value[key];
    if (part !== undefined) parts.push(`${JSON.stringify(key)}: ${writeJson(part, indent)}`);
  }
  return parts;
}

function isList(value: JsonObject | readonly JsonValue[]): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function holdsScalars(value: JsonObject | readonly JsonValue[]): boolean {
  for (const part of isList(value) ? value : Object.values(value))
    if (part !== undefined && !isScalar(part)) return false;
  return true;
}

function isScalar(value: JsonValue): boolean {
  return value === null || typeof value !== 'object' || isDecimal(value);
}

function isDecimal(value: object): value is Decimal {
  return 'units' in value && typeof value.units === 'bigint';
}

function writeScalar(value: null | boolean | number | string): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('a summary holds a number that is none');
  return JSON.stringify(value);
}

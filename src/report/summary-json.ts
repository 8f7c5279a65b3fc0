import type { Decimal } from '../model/decimal.ts';
import type { Summary } from '../model/summary.ts';
import { formatUnits } from '../numeric/decimal.ts';

// Plain values as JSON: exact decimals as number literals with all digits of their scale, null for n/a, keys in the order
// of the model, two spaces a level; lists and objects of scalars on one line where they fit. Absent keys are left out.

const lineWidth = 120;

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | Decimal
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };

export function writeSummary(summary: Summary): string {
  return writeJson(summary as unknown as JsonValue) + '\n';
}

export function writeJson(value: JsonValue, indent = ''): string {
  if (value === null || typeof value !== 'object') return writeScalar(value);
  if (isDecimal(value)) return formatUnits(value.units, value.scale);
  const inner = indent + '  ';
  const [open, close, parts] = Array.isArray(value)
    ? ['[', ']', value.map((item) => ['', item] as const)]
    : ['{', '}', entriesOf(value as Readonly<Record<string, JsonValue | undefined>>)];
  if (parts.length === 0) return open + close;
  if (parts.every(([, part]) => isScalar(part))) {
    const space = open === '{' ? ' ' : '';
    const line = open + space + parts.map(([key, part]) => key + writeJson(part)).join(', ') + space + close;
    if (indent.length + line.length <= lineWidth) return line;
  }
  const lines = parts.map(([key, part]) => inner + key + writeJson(part, inner));
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

/** Keys as they stand in the file, with their values; keys without a value are left out. */
function entriesOf(value: Readonly<Record<string, JsonValue | undefined>>): (readonly [string, JsonValue])[] {
  return Object.entries(value).flatMap(([key, part]) =>
    part === undefined ? [] : [[JSON.stringify(key) + ': ', part] as const],
  );
}

function isScalar(value: JsonValue): boolean {
  return value === null || typeof value !== 'object' || isDecimal(value);
}

function isDecimal(value: JsonValue): value is Decimal {
  return value !== null && typeof value === 'object' && 'units' in value && typeof value.units === 'bigint';
}

function writeScalar(value: null | boolean | number | string): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('a summary holds a number that is none');
  return JSON.stringify(value);
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, formatUnits } from '../../src/numeric/decimal.ts';
import { JsonBytes, type JsonValue } from '../../src/report/json-bytes.ts';

function written(value: JsonValue, indent = 0): string {
  const bytes = new JsonBytes();
  bytes.put(value, indent);
  return Buffer.concat(bytes.finish()).toString('utf8');
}

function isScalar(value: JsonValue | undefined): boolean {
  return value === null || typeof value !== 'object' || 'units' in value;
}

/** The same put together of texts, level by level. */
function textOf(value: JsonValue, indent: string): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if ('units' in value) return formatUnits(value.units as bigint, value.scale as number);
  const inner = `${indent}  `;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined) as [string, JsonValue][];
  const isList = Array.isArray(value);
  const parts = entries.map(([key, part]) => (isList ? '' : `${JSON.stringify(key)}: `) + textOf(part, inner));
  const [open, close, space] = isList ? ['[', ']', ''] : ['{', '}', ' '];
  if (parts.length === 0) return open + close;
  const line = open + space + parts.join(', ') + space + close;
  if (entries.every(([, part]) => isScalar(part)) && indent.length + line.length <= 120) return line;
  return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${close}`;
}

const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom('gold', '未评级', '"', '\ud800'));
const numbers = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(-0, 999_999_999, 1e9, 2 ** 31, 2 ** 53),
);
const decimals = fc
  .tuple(fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n }), fc.nat(59), fc.nat(11))
  .map(([units, bits, scale]) => decimal(units >> BigInt(bits), scale));
const scalars = fc.oneof(fc.constant(null), fc.boolean(), texts, numbers, decimals);
const { value: values } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    scalars,
    fc.array(scalars, { maxLength: 12 }),
    fc.dictionary(texts, fc.option(tie('value'), { nil: undefined }), { maxKeys: 5 }),
    fc.array(tie('value'), { maxLength: 5 }),
  ),
}));

describe('values as the bytes of JSON', () => {
  it('are those of texts put together', () =>
    fc.assert(
      fc.property(values, fc.nat(125), (value, indent) => {
        expect(written(value, indent)).toBe(textOf(value, ' '.repeat(indent)));
      }),
    ));

  it.each([118, 119, 120, 121])('a line of %i characters, whatever their bytes', (length) => {
    const list = ['金'.repeat(length - 9), 7];
    expect(JSON.stringify(list)).toHaveLength(length - 3);
    expect(written(list, 2)).toBe(textOf(list, '  '));
  });

  it('quotients that doubles round up', () => {
    for (const units of [9_007_199_254_740_991n, 899_999_999_999_999n, 99_999_999_999n, -1n, -100n, 0n])
      for (let scale = 0; scale < 12; scale++) expect(written(decimal(units, scale))).toBe(formatUnits(units, scale));
  });

  it('pieces, one behind the other', () => {
    const rows = Array.from({ length: 9000 }, (_, row) => ({ value: `客户 ${row}`, tiers: [{ clients: row }] }));
    const bytes = new JsonBytes();
    bytes.put({ rows }, 0);
    bytes.endLine();
    const pieces = bytes.finish();
    expect(pieces.length).toBeGreaterThan(2);
    expect(Buffer.concat(pieces).toString('utf8')).toBe(`${textOf({ rows }, '')}\n`);
  });

  it('pieces that are given up as they are full, and the same however far down', () => {
    const rows = Array.from({ length: 9000 }, (_, row) => ({ value: `客户 ${row}`, tiers: [{ clients: row }] }));
    const value = { rows: { of: rows, none: [], absent: undefined }, small: { a: 1 }, last: [[], [[{}]], 'x'] };
    for (const levels of [0, 1, 2, 3, 9]) {
      const bytes = new JsonBytes();
      const pieces = [...bytes.putInTurn(value, 0, levels)];
      expect(pieces.length > 2, String(levels)).toBe(true);
      pieces.push(...bytes.finish());
      expect(Buffer.concat(pieces).toString('utf8')).toBe(textOf(value, ''));
    }
  });

  it('a piece before the rest is begun, where that is to be put in turn', () => {
    let made = 0;
    const rows = Array.from({ length: 9000 }, (_, row) => ({
      get value() {
        made = row;
        return [`客户 ${row}`];
      },
    }));
    const [first] = new JsonBytes().putInTurn({ rows }, 0, 3);
    expect(first.length).toBeGreaterThan(0);
    expect(made).toBeLessThan(8999);
  });
});

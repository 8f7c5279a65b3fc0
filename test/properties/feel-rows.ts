import fc from 'fast-check';
import { type FeelDate, date as feelDate } from 'feelin';
import { bindNumber, bindText } from '../../src/engine/local/evaluate.ts';
import type { Expr } from '../../src/model/expression.ts';
import { type Column, isText, textAt } from '../../src/model/table.ts';
import { maxUnits, textKinds } from '../../src/model/value-type.ts';
import { formatDate } from '../../src/numeric/date.ts';
import { scope } from '../rubric/feel/feel-fixture.ts';

// Random rows of the fixture's columns, the same for the engine (columns of units) and for feelin (plain values).

export type Value = number | string | boolean | null;

const small = fc.integer({ min: -4000, max: 4000 });

/** Units of columns whose values are multiples of a quarter, so that doubles hold them. */
export const exactUnits: Record<string, fc.Arbitrary<number | string>> = {
  revenue: small.map((quarters) => quarters * 25),
  balance: fc.integer({ min: 0, max: 4000 }).map((quarters) => quarters * 25),
  dscr: small.map((quarters) => quarters * 250_000),
  debt_ratio: fc.integer({ min: 0, max: 8 }).map((quarters) => quarters * 250_000),
  dpd: fc.integer({ min: 0, max: 400 }),
  nps: fc.integer({ min: 0, max: 10 }),
  since: fc.integer({ min: 19_000, max: 21_000 }),
  as_of: fc.integer({ min: 19_000, max: 21_000 }),
  city: fc.constantFrom('x', 'y', '中'),
  grade: fc.constantFrom('A', 'B', 'C', 'D'),
  consent: fc.constantFrom(0, 1),
};

/** Units anywhere within what the fixture says a column can hold. */
export const wildUnits: Record<string, fc.Arbitrary<number | string>> = {
  ...exactUnits,
  revenue: fc.oneof(fc.maxSafeInteger(), small),
  balance: fc.oneof(fc.nat({ max: 2 ** 31 - 1 }), fc.constant(maxUnits), fc.constant(0)),
  dscr: fc.oneof(fc.maxSafeInteger(), small),
  debt_ratio: fc.integer({ min: 0, max: 2_000_000 }),
  dpd: fc.oneof(fc.nat(), fc.constant(maxUnits)),
};

/** A column of units or texts a name; `nps` is never missing. */
export function rowsOf(
  units: Record<string, fc.Arbitrary<number | string>>,
  rows: number,
): fc.Arbitrary<Record<string, (number | string | null)[]>> {
  const columns = Object.entries(units).map(([name, values]) => {
    const cell = name === 'nps' ? values : fc.option(values, { freq: 4, nil: null });
    return [name, fc.array(cell, { minLength: rows, maxLength: rows })] as const;
  });
  return fc.record(Object.fromEntries(columns));
}

export function columnsOf(rows: Record<string, (number | string | null)[]>): Map<string, Column> {
  return new Map(
    Object.entries(rows).map(([name, cells]): [string, Column] => {
      const { type } = scope.names.get(name)!;
      if (!textKinds.has(type.kind))
        return [
          name,
          { type, values: Float64Array.from(cells, (cell) => (cell === null ? Number.NaN : (cell as number))) },
        ];
      const dictionary = [...new Set(cells.filter((cell) => cell !== null))] as string[];
      return [name, { type, codes: Int32Array.from(cells, (cell) => dictionary.indexOf(cell as string)), dictionary }];
    }),
  );
}

/** What feelin sees of a row. */
export function feelContext(
  rows: Record<string, (number | string | null)[]>,
  row: number,
): Record<string, Value | FeelDate> {
  return Object.fromEntries(
    Object.entries(rows).map(([name, cells]) => {
      const cell = cells[row];
      const { type } = scope.names.get(name)!;
      if (cell === null || typeof cell === 'string') return [name, cell];
      if (type.kind === 'flag') return [name, cell === 1];
      if (type.kind === 'date') return [name, feelDate(formatDate(cell)) as FeelDate];
      return [name, cell / 10 ** type.scale];
    }),
  );
}

/** The units (NaN is missing) or texts that the engine gives. */
export function evaluateRows(
  expr: Expr,
  columns: ReadonlyMap<string, Column>,
  rows: number,
): (number | string | null)[] {
  const bindings = { columns, parameters: new Map<string, number>(), overflow: new Uint8Array(4096) };
  if (textKinds.has(expr.type.kind)) {
    const { dictionary, codes } = bindText(expr, bindings);
    const found: Column = { type: expr.type, codes: Int32Array.from(codes(0, rows).subarray(0, rows)), dictionary };
    return Array.from({ length: rows }, (_, row) => (isText(found) ? textAt(found, row) : null));
  }
  return Array.from(bindNumber(expr, bindings)(0, rows).subarray(0, rows));
}

/** An engine's result as feelin would show it. */
export function asFeel(result: number | string | null, expr: Expr): Value {
  if (typeof result !== 'number') return result;
  if (Number.isNaN(result)) return null;
  if (expr.type.kind === 'flag') return result === 1;
  if (expr.type.kind === 'date') return formatDate(result);
  return result / 10 ** expr.type.scale;
}

import type { BookFigure, BookRows, ListTotal } from '../../model/book-figure.ts';
import type { Aggregate, Expr } from '../../model/expression.ts';
import { maxUnits } from '../../model/value-type.ts';
import { type Fraction, fraction, minus, over, plus, times, unitsAt } from '../../numeric/fraction.ts';
import { bigPower10 } from '../../numeric/scaled.ts';
import { column } from '../../plan/expressions.ts';
import { rebuild } from '../../plan/rewrite.ts';
import { blockRows } from './block-memory.ts';
import { bindText, isTextual } from './evaluate.ts';
import { evaluateOnce } from './evaluate-once.ts';
import { evaluateRows } from './evaluate-rows.ts';
import { OwnedSums } from './owned-sums.ts';

// List functions over the clients of the book, in any groups of rows at once. Missing values are skipped; over nothing
// `count` and `sum` give 0, the rest is missing. Sums are BigInt throughout: totals of a book may leave what a column holds.
// Arithmetic between lists is exact, too: a figure is one fraction, rounded once to the scale of its type.

export function evaluateBook(figure: Expr, rowsOf: BookRows): BookFigure[] {
  const { table, among, size } = rowsOf;
  const parameters = new Map([['as_of', rowsOf.asOf]]);
  const groups = keepAmong(rowsOf.groups, among === undefined ? undefined : evaluateRows(among, table, parameters));
  const lists = findLists(figure).map((list) => {
    const values = valuesOf(list, rowsOf, parameters, groups);
    return { list, values, totals: addUp(values, groups, size) };
  });
  const rows = countRows(
    lists.map(({ values }) => values),
    groups,
    size,
  );
  const results = lists.map(({ list, values, totals }) => resultsOf(list, values, groups, totals));
  return Array.from({ length: size + 1 }, (_, group) => {
    const found = new Map(lists.map(({ list }, index) => [list, results[index][group]]));
    const value = evaluateFigure(figure, found, parameters);
    return {
      units: value === null ? null : unitsAt(value, figure.type.scale),
      rows: rows[group],
      totals: new Map(lists.map(({ list, totals }) => [list, totals[group]])),
    };
  });
}

function keepAmong(groups: Int32Array, holds: Float64Array | undefined): Int32Array {
  return holds === undefined ? groups : groups.map((group, row) => (holds[row] === 1 ? group : -1));
}

/** The list functions of a figure, from left to right. */
function findLists(expr: Expr): Aggregate[] {
  if (expr.op === 'aggregate') {
    if (expr.table !== undefined) throw new Error(`${expr.name} over rows of ${expr.table} stands outside a feature`);
    return [expr];
  }
  const lists: Aggregate[] = [];
  rebuild(expr, (part) => {
    lists.push(...findLists(part));
    return part;
  });
  return lists;
}

/** A row's value in the list; NaN where the row does not count or has none. Of a text, and of whole rows, 1. */
function valuesOf(
  { where, value }: Aggregate,
  { table }: BookRows,
  parameters: ReadonlyMap<string, number>,
  groups: Int32Array,
): Float64Array {
  const values =
    value === undefined
      ? new Float64Array(table.rows).fill(1)
      : isTextual(value.type)
        ? presence(value, table.columns, table.rows, parameters)
        : evaluateRows(value, table, parameters);
  const holds = where === undefined ? undefined : evaluateRows(where, table, parameters);
  for (let row = 0; row < table.rows; row++) {
    if (groups[row] < 0 || (holds !== undefined && holds[row] !== 1)) values[row] = Number.NaN;
  }
  return values;
}

function presence(
  value: Expr,
  columns: BookRows['table']['columns'],
  rows: number,
  parameters: ReadonlyMap<string, number>,
): Float64Array {
  const { codes } = bindText(value, { columns, parameters, overflow: new Uint8Array(blockRows) });
  const out = new Float64Array(rows).fill(Number.NaN);
  for (let start = 0; start < rows; start += blockRows) {
    const count = Math.min(blockRows, rows - start);
    const block = codes(start, count);
    for (let i = 0; i < count; i++) if (block[i] >= 0) out[start + i] = 1;
  }
  return out;
}

/** By group, and last over all groups: sum and number of the values. */
function addUp(values: Float64Array, groups: Int32Array, size: number): ListTotal[] {
  const sums = new OwnedSums(size);
  const counts = new Float64Array(size);
  for (let row = 0; row < values.length; row++) {
    if (Number.isNaN(values[row])) continue;
    sums.add(groups[row], values[row]);
    counts[groups[row]]++;
  }
  const totals = Array.from(counts, (count, group) => ({ sum: sums.totalOf(group), count }));
  const all = totals.reduce((whole, { sum, count }) => ({ sum: whole.sum + sum, count: whole.count + count }), {
    sum: 0n,
    count: 0,
  });
  return [...totals, all];
}

/** Rows with a value in at least one of the lists: by group, and last over all. */
function countRows(lists: readonly Float64Array[], groups: Int32Array, size: number): number[] {
  const counts = new Array<number>(size + 1).fill(0);
  for (let row = 0; row < groups.length; row++) {
    if (groups[row] < 0 || lists.every((values) => Number.isNaN(values[row]))) continue;
    counts[groups[row]]++;
    counts[size]++;
  }
  return counts;
}

/** What a list function gives for each group, exactly; null is missing. */
function resultsOf(list: Aggregate, values: Float64Array, groups: Int32Array, totals: readonly ListTotal[]) {
  const unit = bigPower10(list.value?.type.scale ?? 0);
  const pick = (choose: (own: Float64Array) => Fraction) =>
    sortedGroups(values, groups, totals).map((own) => (own.length === 0 ? null : choose(own)));
  switch (list.name) {
    case 'count':
      return totals.map(({ count }) => fraction(BigInt(count)));
    case 'sum':
      return totals.map(({ sum }) => fraction(sum, unit));
    case 'mean':
    case 'share':
      return totals.map(({ sum, count }) => (count === 0 ? null : fraction(sum, unit * BigInt(count))));
    case 'min':
      return pick((own) => fraction(BigInt(own[0]), unit));
    case 'max':
      return pick((own) => fraction(BigInt(own[own.length - 1]), unit));
    case 'median':
      return pick((own) => fraction(BigInt(own[(own.length - 1) >> 1]) + BigInt(own[own.length >> 1]), 2n * unit));
    default:
      throw new Error(`${list.name} is no list function over clients`);
  }
}

/** Values of each group, and last of all, ascending. */
function sortedGroups(values: Float64Array, groups: Int32Array, totals: readonly ListTotal[]): Float64Array[] {
  const sorted = totals.map(({ count }) => new Float64Array(count));
  const taken = totals.map(() => 0);
  const last = totals.length - 1;
  for (let row = 0; row < values.length; row++) {
    if (Number.isNaN(values[row])) continue;
    for (const group of [groups[row], last]) sorted[group][taken[group]++] = values[row];
  }
  return sorted.map((own) => own.sort());
}

type Found = ReadonlyMap<Aggregate, Fraction | null>;

/** The whole figure, once its lists are known. */
function evaluateFigure(expr: Expr, found: Found, parameters: ReadonlyMap<string, number>): Fraction | null {
  switch (expr.op) {
    case 'aggregate':
      return found.get(expr) ?? null;
    case 'constant':
      return typeof expr.value === 'number' ? fraction(BigInt(expr.value), bigPower10(expr.type.scale)) : null;
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide': {
      const left = evaluateFigure(expr.left, found, parameters);
      const right = evaluateFigure(expr.right, found, parameters);
      if (left === null || right === null || (expr.op === 'divide' && right.top === 0n)) return null;
      return operations[expr.op](left, right);
    }
    default:
      return evaluateOther(expr, found, parameters);
  }
}

const operations = { add: plus, subtract: minus, multiply: times, divide: over } as const;

/** Choices, comparisons and calls work on columns: the lists are given to them as values of the whole book. */
function evaluateOther(expr: Expr, found: Found, parameters: ReadonlyMap<string, number>): Fraction | null {
  const figures = new Map(parameters);
  const name = (part: Expr): Expr => {
    if (part.op !== 'aggregate') return rebuild(part, name);
    const value = found.get(part) ?? null;
    const units = value === null ? Number.NaN : Number(unitsAt(value, part.type.scale));
    const own = `$list.${figures.size}`;
    figures.set(own, Math.abs(units) <= maxUnits ? units : Number.NaN);
    return column(own, part.type, part.bounds, 'book');
  };
  const units = evaluateOnce(name(expr), figures);
  return Number.isNaN(units) ? null : fraction(BigInt(units), bigPower10(expr.type.scale));
}

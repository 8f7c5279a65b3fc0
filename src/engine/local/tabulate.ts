import type { ColumnRef, Compare, Constant, Expr } from '../../model/expression.ts';
import { type Column, isText } from '../../model/table.ts';
import { maxUnits, type ValueType } from '../../model/value-type.ts';
import { power10 } from '../../numeric/scaled.ts';
import { type BlockMemory, blockRows, newBlocks } from './block-memory.ts';
import { countBounds, inFours, type NumericKernel } from './kernels.ts';
import { placeMissing, readByValue, readNumbers, readReached } from './loops.ts';

// Conditions and choices that do nothing with one column but compare it with constants, as bands do: what they give is the
// same for all whole numbers between two neighbouring constants (of texts: for all rows of one entry), so it is worked out
// once for each by the plain kernels and then looked up.

/** The one column that an expression compares, and the comparisons. */
interface Compared {
  column: ColumnRef | undefined;
  readonly with: Compare[];
}

/** Whether the expression gives a constant by comparisons of one column with constants alone; notes them. */
function comparesOne(expr: Expr, found: Compared): boolean {
  switch (expr.op) {
    case 'constant':
      return typeof expr.value !== 'string';
    case 'compare': {
      const [column, constant] = sidesOf(expr);
      if (column === undefined || constant === undefined) return false;
      const { name, context } = found.column ?? column;
      if (column.name !== name || column.context !== context) return false;
      found.column = column;
      found.with.push(expr);
      return true;
    }
    case 'not':
      return comparesOne(expr.arg, found);
    case 'and':
    case 'or':
      return expr.args.every((arg) => comparesOne(arg, found));
    case 'choose':
      return (
        expr.cases.every(({ when, then }) => comparesOne(when, found) && comparesOne(then, found)) &&
        comparesOne(expr.otherwise, found)
      );
    default:
      return false;
  }
}

function sidesOf({ left, right }: Compare): [ColumnRef | undefined, Constant | undefined] {
  const sides = [left, right];
  return [sides.find((side) => side.op === 'column'), sides.find((side) => side.op === 'constant')];
}

/** The column an expression can be tabulated over, with its comparisons. */
export function tabulated(expr: Expr): { readonly column: ColumnRef; readonly with: readonly Compare[] } | undefined {
  const found: Compared = { column: undefined, with: [] };
  if (expr.op === 'constant' || !comparesOne(expr, found)) return undefined;
  return found.column && { column: found.column, with: found.with };
}

/** The plain kernel of the expression over a column given in place of its own. */
type BindOver = (column: Column) => NumericKernel;

/** By where a number lies among the constants; undefined where a constant is too large to count beside it. */
export function tabulateNumbers(
  compared: readonly Compare[],
  values: NumericKernel,
  column: ColumnRef,
  bindOver: BindOver,
  memory: BlockMemory = newBlocks,
): NumericKernel | undefined {
  const bounds = new Set<number>();
  for (const comparison of compared) {
    const constant = sidesOf(comparison)[1] as Constant;
    if (constant.value === null) continue;
    const first = firstReaching(constant.value as number, constant.type.scale, column.type.scale);
    if (first === undefined) return undefined;
    for (const bound of first) bounds.add(bound);
  }
  const starts = [...bounds].sort((a, b) => a - b);
  // A whole number of each class: before the first bound, from each bound on; then none.
  const samples = Float64Array.of((starts[0] ?? 1) - 1, ...starts, Number.NaN);
  if (samples.length > blockRows) return undefined;
  const given = memory.borrow(() =>
    bindOver({ type: column.type, values: samples })(0, samples.length).slice(0, samples.length),
  );
  // Where a bound changes nothing it is none.
  const changes = starts.map((_, index) => index).filter((index) => !Object.is(given[index], given[index + 1]));
  const inOrder = inFours(changes.map((index) => starts[index]));
  const results = Float64Array.of(given[0], ...changes.map((index) => given[index + 1]), given[samples.length - 1]);
  const last = results.length - 1;
  const own = memory.floats();
  if (inOrder.length <= 4) {
    const [first, second, third, fourth] = inOrder.length === 0 ? nothingReached : inOrder;
    return (start, count, out = own) => {
      readReached(values(start, count), first, second, third, fourth, results, last, out, count);
      return out;
    };
  }
  const places = memory.codes();
  return (start, count, out = own) => {
    const block = values(start, count);
    placeMissing(block, last, places, count);
    countBounds(block, inOrder, places, count);
    readNumbers(results, places, 0, out, count);
    return out;
  };
}

const nothingReached = inFours([Number.POSITIVE_INFINITY]);

/** The first whole units not below a constant, and the first above it; undefined past what a double counts. */
function firstReaching(units: number, scale: number, toScale: number): [number, number] | undefined {
  const divisor = power10(Math.max(0, scale - toScale));
  const whole = units * power10(Math.max(0, toScale - scale));
  if (!(Math.abs(whole) < maxUnits - 1)) return undefined;
  const rest = whole % divisor;
  const floor = (whole - rest) / divisor - (rest < 0 ? 1 : 0);
  return [rest === 0 ? floor : floor + 1, floor + 1];
}

/** By the code of a text; undefined where its dictionary is not worth it. */
export function tabulateTexts(
  codes: (start: number, count: number) => Int32Array,
  column: Column,
  rows: number,
  bindOver: BindOver,
  memory: BlockMemory = newBlocks,
): NumericKernel | undefined {
  if (!isText(column) || column.dictionary.length > rows / 2) return undefined;
  const entries = column.dictionary.length;
  const results = new Float64Array(entries + 1);
  memory.borrow(() => {
    const kernel = bindOver({ ...column, codes: Int32Array.from({ length: entries + 1 }, (_, index) => index - 1) });
    for (let start = 0; start <= entries; start += blockRows) {
      const count = Math.min(blockRows, entries + 1 - start);
      results.set(kernel(start, count).subarray(0, count), start);
    }
  });
  const own = memory.floats();
  return (start, count, out = own) => {
    readNumbers(results, codes(start, count), 1, out, count);
    return out;
  };
}

/** Beyond so many values, or fewer rows a value than this, they are not worked out beforehand. */
const mostValues = 1 << 16;
const rowsPerValue = 4;

/**
 * By the value itself, where the whole numbers between the least and the greatest are few beside the rows; undefined where they
 * are not, or where one of them does not fit.
 */
export function tabulateValues(
  values: Float64Array,
  type: ValueType,
  at: NumericKernel,
  overflow: Uint8Array,
  bindOver: BindOver,
  memory: BlockMemory = newBlocks,
): NumericKernel | undefined {
  const [least, greatest] = extremes(values);
  const last = greatest - least;
  // Where all are missing there is no least.
  if (!(last >= 0 && last + 1 <= Math.min(mostValues, values.length / rowsPerValue))) return undefined;
  const samples = Float64Array.from({ length: last + 2 }, (_, index) => (index > last ? Number.NaN : least + index));
  const results = new Float64Array(samples.length);
  const fits = memory.borrow(() => {
    const kernel = bindOver({ type, values: samples });
    for (let start = 0; start < samples.length; start += blockRows) {
      const count = Math.min(blockRows, samples.length - start);
      results.set(kernel(start, count).subarray(0, count), start);
      if (overflow.includes(1)) return false;
    }
    return true;
  });
  if (!fits) return undefined;
  const own = memory.floats();
  return (start, count, out = own) => {
    readByValue(results, at(start, count), least, last, out, count);
    return out;
  };
}

function extremes(values: Float64Array): [least: number, greatest: number] {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return [least, greatest];
}

import type { OwnBook } from '../../engine/local/own-book/own-book.ts';
import type { Expr } from '../../model/expression.ts';
import { type Column, isText, listTexts, type Table } from '../../model/table.ts';
import { type Bounds, maxUnits, type ValueType } from '../../model/value-type.ts';
import { daysOf } from '../../numeric/date.ts';
import { sortedValues } from '../../numeric/order.ts';
import { bigPower10 } from '../../numeric/scaled.ts';
import { flagBounds } from '../../plan/expressions.ts';
import { rebuild } from '../../plan/rewrite.ts';
import type { PercentileStep, QuantileBinStep } from '../../plan/step.ts';
import type { ClientScope } from './client-scope.ts';

// Where a search looks: the values that a rubric names, those at which bands of ranks begin in this book, and some of what
// the book holds; of each also its neighbours.

export interface SearchScope extends ClientScope {
  readonly client: OwnBook;
  readonly book: Table;
  /** The client's row in the book. */
  readonly ownRow: number;
  /** Results of scoring the book again, by column and value. */
  readonly again: Map<string, ReadonlyMap<string, Column>>;
  /** Books up to so many rows are scored again as often as a search needs it; larger ones only to check what it found. */
  readonly smallBook: number;
}

/** Parts of a book, by its values in order, whose ends are looked at. */
const parts = 64;
/** Texts of a column that names no list, beside those that the rubric speaks of. */
const mostTexts = 1000;

const calendar: Bounds = { min: daysOf(1, 1, 1) as number, max: daysOf(9999, 12, 31) as number };

/** What a column may hold, by the step that makes it or the field it is. */
export function boundsOf({ plan }: SearchScope, column: string, { kind }: ValueType): Bounds {
  if (kind === 'flag') return flagBounds;
  const step = plan.find((one) => one.name === column);
  const { min, max } = step?.bounds ?? { min: -maxUnits, max: maxUnits };
  if (kind !== 'date') return { min, max };
  return { min: Math.max(min, calendar.min), max: Math.min(max, calendar.max) };
}

/** Ascending, each once. */
export function probesOf(scope: SearchScope, column: string, { scale, kind }: ValueType): number[] {
  const found = scope.book.columns.get(column);
  const sorted = found === undefined || isText(found) ? new Float64Array() : sortedValues(found.values);
  const values = [...edgesNamed(scope, column, scale), ...valuesOfRanks(scope, column, sorted)];
  for (let part = 0; part <= parts && sorted.length > 0; part++) {
    values.push(sorted[Math.floor(((sorted.length - 1) * part) / parts)]);
  }
  const step = kind === 'flag' ? 0 : 1;
  const near = values.flatMap((value) => [value - step, value, value + step]);
  return [...new Set(near)].filter((value) => Math.abs(value) <= maxUnits).sort((a, b) => a - b);
}

/** The lower median of what the book holds; 0 where it holds nothing. */
export function middleOf({ book }: SearchScope, column: string): number {
  const found = book.columns.get(column);
  if (found === undefined || isText(found)) return 0;
  const sorted = sortedValues(found.values);
  return sorted.length === 0 ? 0 : sorted[(sorted.length - 1) >> 1];
}

/** Numbers that formulas hold against the column, and knots over it, in its units. */
function edgesNamed({ plan }: SearchScope, column: string, scale: number): number[] {
  const edges: number[] = [];
  const add = (units: number, from: number) => {
    if (from <= scale) edges.push(Number(BigInt(units) * bigPower10(scale - from)));
    else edges.push(Number(BigInt(units) / bigPower10(from - scale)));
  };
  for (const expr of formulasOf(plan)) {
    visit(expr, (part) => {
      if (part.op === 'interpolate' && isColumn(part.arg, column)) for (const { x } of part.knots) add(x, part.xScale);
      if (part.op !== 'compare') return;
      for (const [one, other] of [
        [part.left, part.right],
        [part.right, part.left],
      ]) {
        if (isColumn(one, column) && other.op === 'constant' && typeof other.value === 'number') {
          add(other.value, other.type.scale);
        }
      }
    });
  }
  return edges;
}

/** Values of the book around the ranks at which bands of percentiles and bins begin. */
function valuesOfRanks({ plan }: SearchScope, column: string, sorted: Float64Array): number[] {
  const steps = plan.filter(
    (step): step is PercentileStep | QuantileBinStep =>
      (step.op === 'percentile' || step.op === 'quantile-bin') && step.of === column,
  );
  const count = sorted.length;
  if (count === 0) return [];
  const ranks = steps.flatMap((step) => {
    if (step.op === 'percentile') {
      return (step.edges ?? []).map(({ units, scale }) =>
        Number((units * BigInt(count - 1)) / (100n * bigPower10(scale))),
      );
    }
    return Array.from({ length: step.bins - 1 }, (_, bin) => Math.floor(((count - 1) * (bin + 1)) / step.bins));
  });
  const around = ranks.flatMap((rank) => [rank - 1, rank, rank + 1, rank + 2]);
  return around.filter((rank) => rank >= 0 && rank < count).map((rank) => sorted[rank]);
}

/** Values that a text may have, but for the present one. */
export function candidateTexts(scope: SearchScope, column: string, type: ValueType): string[] {
  const { plan, book, ownRow } = scope;
  const found = book.columns.get(column);
  const present = found !== undefined && isText(found) ? found.dictionary.at(found.codes[ownRow]) : undefined;
  const named = new Set<string>();
  for (const expr of formulasOf(plan)) {
    visit(expr, (part) => {
      if (part.op === 'lookup' && isColumn(part.arg, column)) {
        for (const { values } of part.classes) for (const value of values) named.add(value);
      }
      if (part.op !== 'compare') return;
      for (const [one, other] of [
        [part.left, part.right],
        [part.right, part.left],
      ]) {
        if (isColumn(one, column) && other.op === 'constant' && typeof other.value === 'string') named.add(other.value);
      }
    });
  }
  const isOpen = type.values === undefined && type.kind === 'category' && found !== undefined && isText(found);
  const inBook = isOpen && found.dictionary.length <= mostTexts ? listTexts(found.dictionary) : [];
  const all = type.values ?? [...named, ...inBook];
  return [...new Set(all)].filter((text) => text !== present);
}

function formulasOf(plan: SearchScope['plan']): Expr[] {
  return plan.flatMap((step) => (step.op === 'compute' ? [step.expr] : []));
}

function isColumn(expr: Expr, name: string): boolean {
  if (expr.op === 'convert') return isColumn(expr.arg, name);
  return expr.op === 'column' && expr.name === name;
}

function visit(expr: Expr, see: (part: Expr) => void): void {
  see(expr);
  rebuild(expr, (part) => {
    visit(part, see);
    return part;
  });
}

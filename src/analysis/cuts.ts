import type { Decimal } from '../model/decimal.ts';
import type { Expr } from '../model/expression.ts';
import { type Column, isText } from '../model/table.ts';
import { pointScale } from '../model/value-type.ts';
import { decimal, ratio, toScale } from '../numeric/decimal.ts';
import { sortedValues } from '../numeric/order.ts';
import { bigPower10 } from '../numeric/scaled.ts';
import { columnsOf } from '../plan/expressions.ts';
import type { PercentileStep, Plan, QuantileBinStep, Step } from '../plan/step.ts';

// The values at which a factor's percentile or quantile classes turned out to begin in this book, rounded for print.
// Percentile: the smallest value whose percentile reaches the edge; an edge that no value reaches is left out, and equal
// cuts are given once. Quantiles: R type 7, (n−1)·q + 1 counted from the lowest.

/** Cuts by factor, for the factors that are scored by their place in the book. */
export function findCuts(plan: Plan, columns: ReadonlyMap<string, Column>): Map<string, Decimal[]> {
  const steps = new Map(plan.map((step) => [step.name, step]));
  const cuts = new Map<string, Decimal[]>();
  for (const step of plan) {
    if (!step.name.startsWith('points.')) continue;
    const reached = reachableSteps(step.name, steps);
    const ranked = reached.find((part) => part.op === 'percentile' || part.op === 'quantile-bin');
    if (ranked === undefined) continue;
    const found = ranked.op === 'percentile' ? percentileCuts(ranked, reached, columns) : quantileCuts(ranked, columns);
    if (found !== undefined) cuts.set(step.name.slice('points.'.length), found);
  }
  return cuts;
}

/** The computed and ranked steps that a column is made of. */
function reachableSteps(name: string, steps: ReadonlyMap<string, Step>, found: Set<Step> = new Set()): Step[] {
  const step = steps.get(name);
  if (step !== undefined && !found.has(step)) {
    if (step.op === 'percentile' || step.op === 'quantile-bin') found.add(step);
    if (step.op === 'compute') {
      found.add(step);
      for (const column of columnsOf(step.expr)) reachableSteps(column, steps, found);
    }
  }
  return [...found];
}

/** Values of `of` over the rows of `among` that have it, lowest first. */
function sortAmong(of: string, among: string, columns: ReadonlyMap<string, Column>) {
  const column = columns.get(of);
  const flags = columns.get(among);
  if (column === undefined || isText(column) || flags === undefined || isText(flags)) return undefined;
  return { values: sortedValues(column.values, flags.values), scale: column.type.scale };
}

function percentileCuts(step: PercentileStep, reached: readonly Step[], columns: ReadonlyMap<string, Column>) {
  const sorted = sortAmong(step.of, step.among, columns);
  if (sorted === undefined) return undefined;
  const { values, scale } = sorted;
  const edges = new Set<bigint>();
  for (const part of reached) if (part.op === 'compute') collectEdges(part.expr, step, edges);
  const cuts = new Set<number>();
  for (const edge of [...edges].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))) {
    if (edge <= 0n) continue;
    const cut = reachPercentile(values, edge, step.type.scale);
    if (cut !== undefined) cuts.add(cut);
  }
  return [...cuts].map((units) => decimal(units, scale));
}

/** Constants that a step's column is compared with, in its units. */
function collectEdges(expr: Expr, step: PercentileStep, edges: Set<bigint>): void {
  switch (expr.op) {
    case 'compare': {
      for (const [side, other] of [
        [expr.left, expr.right],
        [expr.right, expr.left],
      ]) {
        const value = other.op === 'constant' ? other.value : null;
        if (side.op !== 'column' || side.name !== step.name || typeof value !== 'number') continue;
        edges.add(toScale(decimal(value, other.type.scale), step.type.scale).units);
      }
      break;
    }
    case 'and':
    case 'or':
      for (const arg of expr.args) collectEdges(arg, step, edges);
      break;
    case 'not':
      collectEdges(expr.arg, step, edges);
      break;
    case 'choose':
      for (const { when, then } of expr.cases) {
        collectEdges(when, step, edges);
        collectEdges(then, step, edges);
      }
      collectEdges(expr.otherwise, step, edges);
      break;
    default:
      break;
  }
}

/** The smallest value whose percentile, 100·(rank−1)/(n−1) rounded to `scale`, is at least `edge`. */
function reachPercentile(sorted: Float64Array, edge: bigint, scale: number): number | undefined {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const percentile = ratio(100n * BigInt(middle), BigInt(sorted.length - 1), scale);
    if (percentile !== null && percentile.units >= edge) high = middle;
    else low = middle + 1;
  }
  // Equal values share their lowest rank: inside a run of ties the percentile is that of its first.
  while (low > 0 && low < sorted.length && sorted[low] === sorted[low - 1]) low++;
  return low < sorted.length ? sorted[low] : undefined;
}

function quantileCuts(step: QuantileBinStep, columns: ReadonlyMap<string, Column>): Decimal[] | undefined {
  if (step.cuts !== undefined) return [...step.cuts];
  const sorted = sortAmong(step.of, step.among, columns);
  if (sorted === undefined) return undefined;
  return takeQuantiles(sorted.values, sorted.scale, step.bins);
}

/** R type-7 quantiles at 1/bins, 2/bins … of ascending units, rounded to six digits; none of nothing. */
export function takeQuantiles(sorted: Float64Array, scale: number, bins: number): Decimal[] {
  if (sorted.length === 0) return [];
  return Array.from({ length: bins - 1 }, (_, index) => {
    const reach = BigInt(sorted.length - 1) * BigInt(index + 1);
    const whole = Number(reach / BigInt(bins));
    const rest = reach % BigInt(bins);
    const low = BigInt(sorted[whole]);
    const high = rest === 0n ? low : BigInt(sorted[whole + 1]);
    const numerator = low * BigInt(bins) + rest * (high - low);
    return ratio(numerator, BigInt(bins) * bigPower10(scale), pointScale) as Decimal;
  });
}

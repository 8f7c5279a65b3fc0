import type { Decimal } from '../model/decimal.ts';
import type { Expr } from '../model/expression.ts';
import type { FigureName } from '../model/figures.ts';
import type { CheckSpec } from '../model/rubric.ts';
import type { BookSummary, CheckSummary, ConnectedSummary, OverrideEntry, ParetoSummary } from '../model/summary.ts';
import { pointScale } from '../model/value-type.ts';
import { decimal, ratio } from '../numeric/decimal.ts';
import { columnsOf } from '../plan/expressions.ts';
import type { Measured } from './measured.ts';
import { measureTop } from './pareto.ts';

// Gates over figures of the summary. A figure that is n/a is null; a check that cannot be made counts as a breach.

export type Figures = ReadonlyMap<string, Decimal | null>;

/** Evaluates a rule over figures; null where a figure it needs is missing. */
export type EvaluateRule = (rule: Expr, figures: Figures) => boolean | null;

export function collectFigures(
  book: BookSummary,
  pareto: ParetoSummary,
  measured: Measured,
  connected: ConnectedSummary | undefined,
  overrides: readonly OverrideEntry[] = [],
): Figures {
  const count = (value: number): Decimal => decimal(value, 0);
  const { descending, positiveTotal } = measured;
  const applied = overrides.filter(({ status }) => status === 'applied').length;
  const largest = descending.length === 0 ? 0n : BigInt(descending[0]);
  const figures: Record<FigureName, Decimal | null> = {
    rows: count(book.rows),
    clients: count(book.clients),
    rejected: count(book.rejected),
    merged: count(book.merged),
    unrated: count(book.unrated),
    prospects: count(book.prospects),
    rejected_share: ratio(BigInt(book.rejected), BigInt(book.rows), pointScale),
    unrated_share: ratio(BigInt(book.unrated), BigInt(measured.clients), pointScale),
    override_share: ratio(BigInt(applied), BigInt(measured.clients), pointScale),
    top1_share: ratio(largest, positiveTotal, pointScale),
    top10_percent_share: measureTop(descending, positiveTotal, measured.scale, [count(10)])[0].share,
    top1_group_share: connected?.largest[0]?.share ?? null,
    gini: pareto.gini,
    hhi: pareto.hhi,
    group_hhi: connected?.pareto.hhi ?? null,
    effective_clients: pareto.effectiveClients,
    theil: pareto.theil,
  };
  return new Map(Object.entries(figures));
}

export function runChecks(checks: readonly CheckSpec[], figures: Figures, evaluate: EvaluateRule): CheckSummary[] {
  return checks.map(({ name, rule, source, breach }) => {
    const used = [...columnsOf(rule)].map((figure) => [figure, figures.get(figure) ?? null] as const);
    return { check: name, rule: source, breach, holds: evaluate(rule, figures), figures: Object.fromEntries(used) };
  });
}

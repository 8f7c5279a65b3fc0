import type { OwnBook } from '../../engine/local/own-book/own-book.ts';
import { countBefore } from '../../engine/local/reference/population.ts';
import type { ExplainedPrevious, ExplainedQueue, ExplainedRule, ExplainedStability } from '../../model/explanation.ts';
import type { Expr } from '../../model/expression.ts';
import type { Localised } from '../../model/locale.ts';
import type { Table } from '../../model/table.ts';
import { pointScale } from '../../model/value-type.ts';
import { decimal } from '../../numeric/decimal.ts';
import type { AssignTierStep, ComputeStep } from '../../plan/step.ts';
import { writeFormula } from '../../plan/write-formula.ts';
import { type ClientScope, decimalAt, explainConditions, textOf, truthOf, unitsAt } from './client-scope.ts';

// From score to tier: rules with what they found, places, what is held from run to run, and the run before.

interface WrittenRule {
  readonly label: Localised;
  readonly when?: Expr;
  readonly source?: string;
}

function explainRule(scope: ClientScope, name: string, rule: WrittenRule, when: Expr, rest: boolean): ExplainedRule {
  if (rule.when === undefined) return { name, label: rule.label, rule: null, holds: rest, conditions: [] };
  return {
    name,
    label: rule.label,
    rule: rule.source ?? writeFormula(when),
    holds: truthOf(scope, when) === 1,
    conditions: explainConditions(scope, when),
  };
}

/** In the order in which they are asked; the first that holds gives the grade. */
export function explainGrades(scope: ClientScope): ExplainedRule[] {
  const { rubric, plan } = scope;
  const step = plan.find((one): one is ComputeStep => one.op === 'compute' && one.name === 'grade');
  if (step?.expr.op !== 'choose') return [];
  const { cases } = step.expr;
  const isRated = unitsAt(scope, '$rated') === 1;
  return rubric.grades.map((rule, at) => explainRule(scope, rule.grade, rule, cases[at].when, isRated));
}

/** Best first. */
export function explainTiers(scope: ClientScope): ExplainedRule[] {
  const { rubric, plan } = scope;
  const isRanked = unitsAt(scope, '$ranked') === 1;
  return rubric.tiers.map((rule) => {
    const step = plan.find((one): one is ComputeStep => one.op === 'compute' && one.name === `$tier.${rule.tier}`);
    // Without a condition the step is a constant, else the choice of 1 where it holds.
    const when = step?.expr.op === 'choose' ? step.expr.cases[0].when : (step?.expr as Expr);
    return explainRule(scope, rule.tier, rule, when, isRanked);
  });
}

/** Tiers with places, and where the client stands among those that asked for one. */
export function explainQueues(scope: ClientScope, book: OwnBook, row: number): ExplainedQueue[] {
  const { rubric, plan } = scope;
  const step = plan.find((one): one is AssignTierStep => one.op === 'assign-tier');
  if (step === undefined) return [];
  return rubric.tiers.flatMap(({ tier, label, capacity }, place) => {
    if (capacity === undefined) return [];
    const { among, ranking } = book.queue(step, place);
    const asked = ranking.rows.length;
    const last = Math.min(asked, capacity) - 1;
    const position = among[row] === 1 ? countBefore(ranking, unitsAt(scope, 'score'), row) + 1 : null;
    const lastScore = last < 0 ? null : decimal(ranking.values[last], pointScale);
    return [{ tier, label, capacity, asked, position, lastScore }];
  });
}

export function explainStability(scope: ClientScope): ExplainedStability | null {
  const demote = scope.rubric.stability?.demote;
  if (demote === undefined) return null;
  const periods = unitsAt(scope, 'tier.periods');
  return {
    buffer: decimal(demote.buffer, pointScale),
    after: demote.after,
    carried: textOf(scope, 'previous.model'),
    held: unitsAt(scope, 'tier.held') === 1,
    periods: Number.isNaN(periods) ? null : periods,
    atOnce: unitsAt(scope, '$at_once') === 1,
  };
}

/** What the run recorded of the one before it; null where it had none. */
export function explainPrevious(
  scope: ClientScope,
  recorded: Table,
  asOf: string | undefined,
): ExplainedPrevious | null {
  if (asOf === undefined || !recorded.columns.has('previous_tier')) return null;
  const before = textOf(scope, 'previous_tier');
  const [own, book, rubric] = ['own', 'book', 'rubric'].map((name) =>
    recorded.columns.has(`effect.${name}`) ? decimalAt(scope, `effect.${name}`) : null,
  );
  const score = decimalAt(scope, 'score');
  const effects = own && book && rubric && { own, book, rubric };
  return {
    asOf,
    tier: before,
    // The effects add up to the change of the score.
    score: effects &&
      score && {
        units: score.units - effects.own.units - effects.book.units - effects.rubric.units,
        scale: pointScale,
      },
    move: textOf(scope, 'migration.move'),
    cause: textOf(scope, 'migration.cause'),
    effects: effects ?? null,
  };
}

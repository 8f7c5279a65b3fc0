import type { Expr } from '../model/expression.ts';
import { columnsOf } from './expressions.ts';
import { rebuild } from './rewrite.ts';
import type { Plan, Step } from './step.ts';

// Which columns the steps of a plan read and write, and so which of them are needed for some columns, and which give
// something else where some steps do. Rows of tables are no columns here.

/** Columns of the clients that a step reads; book figures such as `as_of` are among them. */
export function readsOf(step: Step): Set<string> {
  switch (step.op) {
    case 'input':
      return new Set();
    case 'compute':
      return columnsOf(step.gap?.of ?? step.expr, columnsOf(step.expr));
    case 'aggregate': {
      const reads = new Set<string>();
      for (const part of [step.where, step.value]) if (part !== undefined) addClientColumns(part, reads);
      return reads;
    }
    case 'model':
      return new Set([...Object.values(step.columns ?? {}), ...Object.values(step.uses ?? {})]);
    case 'percentile':
    case 'quantile-bin':
    case 'rank':
    case 'cumulative-share':
      return new Set([step.of, step.among]);
    case 'weighted-score':
      return new Set(step.dimensions.flatMap(({ factors }) => factors.map((factor) => factor.points)));
    case 'assign-tier': {
      const places = step.places.flatMap(({ holds, holdsBuffered = [] }) => [holds, holdsBuffered].flat());
      const held = step.holding === undefined ? [] : [step.holding.atOnce, 'previous.model', 'previous.periods'];
      return new Set([...places, ...held, step.by, step.among]);
    }
    case 'override':
      return new Set([step.of, step.to, step.allowed]);
    case 'reasons':
      return new Set(step.factors.map((factor) => `lost.${factor}`));
  }
}

/** Of an expression over rows of a table, the columns that are their owners'. */
function addClientColumns(expr: Expr, found: Set<string>): void {
  if (expr.op === 'column' && expr.context !== 'row') found.add(expr.name);
  rebuild(expr, (part) => {
    addClientColumns(part, found);
    return part;
  });
}

/** Whether a step writes a column; an `input` step stands for a column that is there. */
export function writes(step: Step, name: string): boolean {
  if (step.name === name) return true;
  switch (step.op) {
    case 'model':
    case 'reasons':
      return name.startsWith(`${step.name}.`);
    case 'weighted-score':
      return (
        name === 'coverage' ||
        name === '$rated' ||
        step.dimensions.some(
          (dimension) =>
            dimension.name === name ||
            dimension.factors.some(
              (factor) => name === `contribution.${factor.name}` || name === `lost.${factor.name}`,
            ),
        )
      );
    case 'rank':
      return name === 'top_percent';
    case 'assign-tier':
      return name === 'tier_by_rules' || name === '$asked' || /^tier\.(rules|model|periods|held)$/.test(name);
    default:
      return false;
  }
}

/** Every column of the clients that a plan reads, whoever writes it. */
export function columnsRead(plan: Plan): ReadonlySet<string> {
  const reads = new Set<string>();
  for (const step of plan) for (const name of readsOf(step)) reads.add(name);
  return reads;
}

/** The columns that a plan must be given for what it reads and for what is wanted of it; book figures are among them. */
export function columnsGiven(plan: Plan, wanted: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  const given = new Set([...wanted].filter((name) => !plan.some((step) => writes(step, name))));
  for (const [index, step] of plan.entries()) {
    if (step.op === 'input') given.add(step.name);
    const before = plan.slice(0, index).filter(({ op }) => op !== 'input');
    for (const name of readsOf(step)) if (!before.some((other) => writes(other, name))) given.add(name);
  }
  return given;
}

/** The steps without which the wanted columns could not be written, in their order. */
export function stepsFor(plan: Plan, wanted: ReadonlySet<string>): Plan {
  const needed = new Set(wanted);
  const steps: Step[] = [];
  for (const step of plan.toReversed()) {
    if (![...needed].some((name) => writes(step, name))) continue;
    steps.push(step);
    for (const name of readsOf(step)) needed.add(name);
  }
  return steps.reverse();
}

/** The steps that `changes` names and those that build on them: all others give what they gave. */
export function stepsChanged(plan: Plan, changes: (step: Step) => boolean): Plan {
  const changed: Step[] = [];
  for (const step of plan) {
    const reads = [...readsOf(step)];
    if (changes(step) || reads.some((name) => changed.some((other) => writes(other, name)))) changed.push(step);
  }
  return changed;
}

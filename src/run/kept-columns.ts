import type { Column } from '../model/table.ts';
import type { Plan } from '../plan/step.ts';

// Which columns of the plan's own a run records (docs/decisions/0011): those that cannot be worked out again from the rest,
// because rows of further tables, or a fit, made them.

/** Names among `columns` that aggregate and model steps wrote. */
export function findKeptColumns(plan: Plan, columns: ReadonlyMap<string, Column>): ReadonlySet<string> {
  const byOthers = new Set(plan.filter(({ op }) => op !== 'aggregate' && op !== 'model').map(({ name }) => name));
  const makers = plan.filter(({ op }) => op === 'aggregate' || op === 'model').map(({ name }) => name);
  const isOf = (name: string, maker: string) => name === maker || name.startsWith(`${maker}.`);
  const own = [...columns.keys()].filter((name) => name.startsWith('$') && !byOthers.has(name));
  return new Set(own.filter((name) => makers.some((maker) => isOf(name, maker))));
}

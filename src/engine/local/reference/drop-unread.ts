import { readsOf } from '../../../plan/dataflow.ts';
import type { Plan } from '../../../plan/step.ts';

/** After a step, lets go of the columns that nobody wants and no later step reads. */
export function dropUnread(
  plan: Plan,
  keep: { has(name: string): boolean },
): (index: number, columns: Map<string, unknown>) => void {
  const lastRead = new Map<string, number>();
  for (const [index, step] of plan.entries()) {
    // An `input` step asks for its column by name.
    if (step.op === 'input') lastRead.set(step.name, index);
    for (const name of readsOf(step)) lastRead.set(name, index);
  }
  return (index, columns) => {
    for (const name of columns.keys()) {
      if (!keep.has(name) && (lastRead.get(name) ?? -1) <= index) columns.delete(name);
    }
  };
}

import type { Plan } from '../plan/step.ts';

// Which columns of a plan are wanted once it has run. Of the plan's own (`$…`) summary and reports read few; those that
// aggregates and models made are recorded (kept-columns.ts). What each factor cost is wanted where a format tells it.

export interface WantedColumns {
  has(name: string): boolean;
  /** Whether anybody reads it once the book is summarised. */
  isReported(name: string): boolean;
}

export function wantedColumns(plan: Plan, losses: boolean): WantedColumns {
  const told = new Set(['$asked', '$override.allowed']);
  for (const step of plan) {
    if (step.op !== 'assign-tier') continue;
    // Who just missed a place is told by the rules of tiers that have only so many.
    for (const { holds, capacity } of step.places) if (capacity !== undefined) told.add(holds);
  }
  const shed = new Set(['$rated']);
  for (const { op, name } of plan) {
    if (op === 'compute' && name.startsWith('$') && name !== '$client' && !told.has(name)) shed.add(name);
  }
  const has = (name: string) => !shed.has(name) && (losses || !name.startsWith('lost.'));
  return { has, isReported: (name) => has(name) && !(name.startsWith('$') && told.has(name)) };
}

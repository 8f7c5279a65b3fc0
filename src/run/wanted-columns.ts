import type { Plan } from '../plan/step.ts';

// Which columns of a plan are wanted once it has run. Of the plan's own (`$…`) summary and reports read few; those that
// aggregates and models made are recorded (kept-columns.ts). What each factor cost is wanted where a format tells it.

export interface WantedColumns {
  has(name: string): boolean;
}

export function wantedColumns(plan: Plan, losses: boolean): WantedColumns {
  const needed = new Set(['$client', '$asked', '$override.allowed']);
  for (const step of plan) {
    if (step.op !== 'assign-tier') continue;
    // Who just missed a place is told by the rules of tiers that have only so many.
    for (const { holds, capacity } of step.places) if (capacity !== undefined) needed.add(holds);
  }
  const shed = new Set(['$rated']);
  for (const { op, name } of plan) if (op === 'compute' && name.startsWith('$') && !needed.has(name)) shed.add(name);
  return { has: (name) => !shed.has(name) && (losses || !name.startsWith('lost.')) };
}

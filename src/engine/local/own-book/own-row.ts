import type { Column, Table } from '../../../model/table.ts';
import type { Step } from '../../../plan/step.ts';
import type { Frame } from '../frame.ts';
import { runStep } from '../run-here.ts';
import type { ScoredPlan } from './own-book.ts';
import { rowsAt } from './rows-of-columns.ts';

const rowSteps: ReadonlySet<Step['op']> = new Set(['compute', 'weighted-score', 'override', 'reasons']);

/** Every column of the plan for one client: what sees the book as it came out there, all else worked out again. */
export function ownRow({ plan, book, parameters }: ScoredPlan, row: number): Table {
  const columns = new Map<string, Column>();
  for (const [name, column] of book.columns) columns.set(name, rowsAt(column, [row]));
  const frame: Frame = {
    rows: 1,
    columns,
    parameters,
    tables: new Map(),
    models: { known: {}, fitted: [], kept: new Map() },
    findings: [],
    cuts: new Map(),
  };
  for (const step of plan) if (rowSteps.has(step.op)) runStep(step, frame);
  return { rows: 1, columns };
}

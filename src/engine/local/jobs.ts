import type { Decimal } from '../../model/decimal.ts';
import { type Column, isText } from '../../model/table.ts';
import { createJob } from '../../parallel/crew.ts';
import { type PackedColumn, packColumn, unpackColumn } from '../../parallel/packed-column.ts';
import type { Step } from '../../plan/step.ts';
import type { Frame, StepFinding } from './frame.ts';
import { runStep } from './run-here.ts';
import { SpareColumns } from './spare-columns.ts';

// What the local engine has other threads do: steps that see one client at a time over a range of the rows, and a step that
// sees the whole book. Both write into shared memory and give back the rest.

type PackedColumns = readonly (readonly [name: string, column: PackedColumn])[];

export interface GivenRows {
  readonly steps: readonly Step[];
  /** Those that the steps read and do not write, of the whole book. */
  readonly columns: PackedColumns;
  /** Those that the steps write, of the whole book. */
  readonly room: ReadonlyMap<string, Float64Array | Int32Array>;
  readonly parameters: ReadonlyMap<string, number>;
  readonly from: number;
  readonly to: number;
}

/** Gives what each step noticed. */
export const rowsJob = createJob('runRows', runRows);

const spare = new SpareColumns();

export function runRows({ steps, columns, room, parameters, from, to }: GivenRows): StepFinding[][] {
  const views = columns.map(([name, column]) => [name, rowsOf(unpackColumn(column), from, to)] as const);
  const parts = [...room].map(([name, array]) => [name, array.subarray(from, to)] as const);
  spare.giveBack();
  const frame: Frame = { ...emptyFrame(to - from, new Map(views), parameters, new Map(parts)), spare };
  return steps.map((step) => {
    const before = frame.findings.length;
    runStep(step, frame);
    return frame.findings.slice(before);
  });
}

export interface GivenBook {
  readonly step: Step;
  readonly rows: number;
  readonly columns: PackedColumns;
  readonly parameters: ReadonlyMap<string, number>;
}

export interface DoneBook {
  /** Those that the step wrote. */
  readonly columns: PackedColumns;
  readonly findings: readonly StepFinding[];
  readonly cuts: ReadonlyMap<string, readonly Decimal[]>;
}

export const bookJob = createJob('runBook', runBook);

export function runBook({ step, rows, columns, parameters }: GivenBook): DoneBook {
  const given = new Set(columns.map(([name]) => name));
  const frame = emptyFrame(rows, new Map(columns.map(([name, column]) => [name, unpackColumn(column)])), parameters);
  runStep(step, frame);
  const written = [...frame.columns].filter(([name]) => !given.has(name));
  return {
    columns: written.map(([name, column]) => [name, packColumn(column)]),
    findings: frame.findings,
    cuts: frame.cuts,
  };
}

/** Some rows of a column, in the same memory. */
export function rowsOf(column: Column, from: number, to: number): Column {
  if (isText(column)) return { ...column, codes: column.codes.subarray(from, to) };
  return { ...column, values: column.values.subarray(from, to) };
}

/** A frame without tables or models, which these steps do not read. */
export function emptyFrame(
  rows: number,
  columns: Map<string, Column>,
  parameters: ReadonlyMap<string, number>,
  room: Frame['room'] = new Map(),
): Frame {
  const models = { known: {}, fitted: [], kept: new Map() };
  return { rows, columns, parameters, tables: new Map(), findings: [], models, cuts: new Map(), room };
}

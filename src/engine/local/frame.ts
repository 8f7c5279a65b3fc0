import type { Decimal } from '../../model/decimal.ts';
import type { ModelSummary } from '../../model/fitted-model.ts';
import { type Column, isText, type NumericColumn, type OwnedTable, type Texts } from '../../model/table.ts';
import type { ValueType } from '../../model/value-type.ts';
import { sharedCodes, sharedFloats } from '../../parallel/shared-memory.ts';
import type { ModelRegistry } from '../../plan/predictive-model.ts';
import type { SpareColumns } from './spare-columns.ts';

// What the steps of a run share: columns by name, growing step by step, and what they noticed.

/** A count of clients for which a step could not give a value. */
export interface StepFinding {
  /** `derived-out-of-bounds` (a result past ±(2^53 − 1)) or the code of the step's gap. */
  readonly code: string;
  readonly step: string;
  readonly count: number;
}

export interface Frame {
  readonly rows: number;
  readonly columns: Map<string, Column>;
  readonly parameters: ReadonlyMap<string, number>;
  /** Tables by name, their rows owned by rows of this frame. */
  readonly tables: ReadonlyMap<string, OwnedTable>;
  readonly findings: StepFinding[];
  readonly models: ModelRun;
  /** Edges of quantile bins by step name, rounded to 6 digits for print. */
  readonly cuts: Map<string, readonly Decimal[]>;
  /** Where the rows are part of a book: the part of a column that another thread has made room for, by name. */
  readonly room?: ReadonlyMap<string, Float64Array | Int32Array>;
  /** For columns that nobody has made room for, where nothing of the frame outlives it. */
  readonly spare?: SpareColumns;
}

/** The models an engine was given, and what they came to. */
export interface ModelRun {
  readonly known: ModelRegistry;
  readonly fitted: ModelSummary[];
  /** What a model keeps for those that build on it, by name. */
  readonly kept: Map<string, unknown>;
}

/** The units of a numeric column. Throws where it is missing or text: a plan is type-checked, so that is a bug. */
export function unitsOf(frame: Frame, name: string): Float64Array {
  const found = frame.columns.get(name);
  if (found === undefined) throw new Error(`the plan reads column ${name} before a step writes it`);
  if (isText(found)) throw new Error(`column ${name} holds text where a number is read`);
  return found.values;
}

/** Adds a numeric column, all missing, and gives its values to fill. */
export function addUnits(frame: Frame, name: string, type: ValueType): Float64Array {
  return addUnwritten(frame, name, type).fill(Number.NaN);
}

/** Adds a numeric column for one who writes every row of it. */
export function addUnwritten(frame: Frame, name: string, type: ValueType): Float64Array {
  const values = roomFor(frame, name) ?? frame.spare?.floats(frame.rows) ?? sharedFloats(frame.rows);
  const added: NumericColumn = { type, values };
  frame.columns.set(name, added);
  return values;
}

/** Adds a text column over a dictionary, all missing, and gives its codes to fill. */
export function addCodes(frame: Frame, name: string, type: ValueType, dictionary: Texts): Int32Array {
  return addUnwrittenCodes(frame, name, type, dictionary).fill(-1);
}

/** Adds a text column over a dictionary for one who writes every row of it. */
export function addUnwrittenCodes(frame: Frame, name: string, type: ValueType, dictionary: Texts): Int32Array {
  const codes = roomFor<Int32Array>(frame, name) ?? frame.spare?.codes(frame.rows) ?? sharedCodes(frame.rows);
  frame.columns.set(name, { type, codes, dictionary });
  return codes;
}

/** Adds a numeric column with the values of another: neither is written to afterwards. */
export function addSameUnits(frame: Frame, name: string, type: ValueType, values: Float64Array): void {
  frame.columns.set(name, { type, values });
}

/** Adds a text column with the codes of another: neither is written to afterwards. */
export function addSame(frame: Frame, name: string, type: ValueType, codes: Int32Array, dictionary: Texts): void {
  frame.columns.set(name, { type, codes, dictionary });
}

function roomFor<Kind extends Float64Array | Int32Array = Float64Array>(frame: Frame, name: string): Kind | undefined {
  return frame.room?.get(name) as Kind | undefined;
}

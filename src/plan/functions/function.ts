import type { Bounds, ValueType } from '../../model/value-type.ts';

// A FEEL function: one file, one registry line. Its signature types a call, its `apply` says what it gives for one client;
// a missing argument gives missing before `apply` is called.

export interface Typed {
  readonly type: ValueType;
  readonly bounds: Bounds;
}

export interface FeelFunction {
  /** As written in FEEL, spaces included. */
  readonly name: string;
  /** Parameter names, for named arguments and messages. */
  readonly parameters: readonly string[];
  /** How many of them must be given; the rest are optional. */
  readonly required: number;
  readonly summary: string;
  readonly example: string;
  /** Type and bounds of the result, or a sentence that says which argument does not fit. */
  signature(args: readonly Typed[]): Typed | string;
  /** Units in, units out; NaN is missing. `types` are the arguments' types, `result` the result's. */
  apply(args: readonly number[], types: readonly ValueType[], result: ValueType): number;
}

export type FunctionRegistry = ReadonlyMap<string, FeelFunction>;

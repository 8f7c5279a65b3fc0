import type { ModelSummary } from '../model/fitted-model.ts';
import type { ModelStep } from './step.ts';

// What a fitted predictor is to an engine: columns of the clients in, columns of results and a record out. Engines gather
// the inputs; the models storey computes.

/** Events of the clients: those of client i are offsets[i] up to, but without, offsets[i + 1]. */
export interface ModelEvents {
  readonly offsets: Uint32Array;
  /** Days since 1970-01-01. */
  readonly days: Float64Array;
  /** Units of 10^−valueScale, so that sums are exact in any order; NaN is missing. */
  readonly values?: Float64Array;
  readonly valueScale?: number;
}

export interface ModelInput {
  readonly clients: number;
  /** Days since 1970-01-01. */
  readonly asOf: number;
  readonly events?: ModelEvents;
  /** By role (`frequency`, `recency`, `age`, `value`), a value a client. */
  readonly columns: ReadonlyMap<string, Float64Array>;
  /** What the models that this one builds on kept, by name. */
  readonly before: ReadonlyMap<string, unknown>;
}

export interface ModelResult {
  /** By suffix of the step's name ("" is the name itself): whole units at the scale that the step says. */
  readonly columns: ReadonlyMap<string, Float64Array>;
  readonly summary: Omit<ModelSummary, 'model'>;
  /** For the models that build on this one. */
  readonly kept: unknown;
}

export interface PredictiveModel {
  /** The key in the rubric. */
  readonly keyword: string;
  readonly summary: string;
  /** Results beside the main one: suffix to what it is. */
  readonly suffixes: Readonly<Record<string, 'chance' | 'flag'>>;
  run(step: ModelStep, input: ModelInput): ModelResult;
}

export type ModelRegistry = Readonly<Record<string, PredictiveModel>>;

import type { Expr } from '../model/expression.ts';
import type { Located } from '../model/located.ts';
import type { Position } from '../model/problem.ts';
import type { Step } from './step.ts';
import type { UnaryTest } from './unary-test.ts';

// What a scoring method is to the rest of the house: a keyword of the rubric, a reader of its setting, and an emitter of
// plan steps. It computes nothing itself, so that engines, checker and `explain` share one truth.

/** A JSON Schema (draft 2020-12) fragment. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What a method may ask while it reads its setting. Problems are reported, never thrown. */
export interface MethodScope {
  /** The factor's name: columns that its method adds are called after it. */
  readonly name: string;
  /** The factor's `of`, typed; undefined where there is none or it did not type-check. */
  readonly of: Expr | undefined;
  /** Least and most points allowed, in units of scale 6 (`points_range`, default 0..100). */
  readonly pointsRange: { readonly min: number; readonly max: number };
  /** FEEL unary tests over `subject`. */
  unaryTests(at: Located, subject: Expr): UnaryTest | undefined;
  /** A FEEL expression; `want` is what it must give. */
  expression(at: Located, want: 'number' | 'flag' | 'any'): Expr | undefined;
  /** Points within pointsRange, in units of scale 6. */
  points(at: Located): number | undefined;
  report(
    code: string,
    at: Position,
    message: string,
    more?: { found?: string; expected?: string; hint?: string },
  ): void;
}

/** What a method knows of its factor when it emits steps. `target` must be written by the last of them. */
export interface FactorScope {
  readonly name: string;
  /** Column for the points: `points.NAME`, or an intermediate name where gates or points for missing follow. */
  readonly target: string;
  readonly of: Expr | undefined;
  /** Column that marks the clients a percentile or quantile is taken over. */
  readonly among: string;
}

export interface ScoringMethod<Settings = unknown> {
  /** The key in the rubric; also the name of the method's file. */
  readonly keyword: string;
  /** One sentence for help and documentation. */
  readonly summary: string;
  /** A factor as it would stand in a rubric, for the documentation. */
  readonly example: string;
  readonly needsOf: boolean;
  readonly schema: JsonSchema;
  /** Reads and lints the setting; undefined when a problem of severity `error` was reported. */
  read(setting: Located, scope: MethodScope): Settings | undefined;
  steps(factor: FactorScope, settings: Settings): Step[];
}

export type ScoringRegistry = Readonly<Record<string, ScoringMethod>>;

import type { Decimal } from '../model/decimal.ts';
import type { Expr } from '../model/expression.ts';
import type { Bounds, Context, ValueType } from '../model/value-type.ts';

// A plan is an ordered list of typed steps: what a rubric compiles to and what every engine runs. A step reads columns
// by name and writes the column `name` (some write more, said beside them). `context` says what a step must see at once:
// `row` (a row of a table), `client` (one client), `book` (all clients), `previous` (the previous run).
// Names with a leading `$` are the plan's own and cannot be written in FEEL.

interface StepBase {
  readonly name: string;
  readonly type: ValueType;
  readonly bounds: Bounds;
  readonly context: Context;
}

/** A column that the reader delivers. */
export interface InputStep extends StepBase {
  readonly op: 'input';
}

/** An expression, client by client. Where `gap` is given, a client that has it but gets no result is a finding. */
export interface ComputeStep extends StepBase {
  readonly op: 'compute';
  readonly expr: Expr;
  readonly gap?: { readonly of: Expr; readonly code: string };
}

/**
 * A list function over the rows of a table that belong to a client; rows for which `where` does not hold are left out, and
 * so are missing values. Over nothing `count` and `sum` give 0, `every` true, `some` false, the rest missing. Nothing in
 * it depends on the order of the rows. In `where` and `value` columns of context `row` are the table's, others the client's.
 */
export interface AggregateStep extends StepBase {
  readonly op: 'aggregate';
  readonly table: string;
  readonly function: string;
  readonly where?: Expr;
  readonly value?: Expr;
}

/**
 * p = 100·(rank − 1) / (n − 1) over the rows of `among` that have `of`; rank 1 is the lowest, ties share the lowest rank,
 * n < 2 gives 0. Rows outside `among` are placed in that order without taking part in it (at most 100).
 */
export interface PercentileStep extends StepBase {
  readonly op: 'percentile';
  readonly of: string;
  readonly among: string;
  /** Percentiles at which a band begins or ends, ascending: the summary tells the values found there. */
  readonly edges?: readonly Decimal[];
}

/**
 * Index of the bin, 0 = lowest, lower edge in. Edges are the R type-7 quantiles at 1/bins, 2/bins … over the rows of
 * `among` that have `of`, compared as exact rationals; or the given `cuts`.
 */
export interface QuantileBinStep extends StepBase {
  readonly op: 'quantile-bin';
  readonly of: string;
  readonly among: string;
  readonly bins: number;
  readonly cuts?: readonly Decimal[];
}

/** A length of time in a unit that models count in. */
export interface TimeSpan {
  readonly count: number;
  readonly unit: 'days' | 'weeks' | 'months' | 'years';
}

/**
 * A fitted predictor over the clients' events or over given columns. Writes `name` and, by model, `name.alive` (chance that
 * the client is still one), `name.one_event` (flag). Where nothing can be fitted all of them are missing, and it is a finding.
 */
export interface ModelStep extends StepBase {
  readonly op: 'model';
  /** Key of the model registry. */
  readonly model: string;
  /** A table with its column of dates and, where the model takes values, of values. */
  readonly events?: { readonly table: string; readonly date: string; readonly value?: string };
  /** By role, columns of the clients. */
  readonly columns?: Readonly<Record<string, string>>;
  /** By role, models that this one builds on. */
  readonly uses?: Readonly<Record<string, string>>;
  readonly horizon?: TimeSpan;
  /** Discount rate a year. */
  readonly discount?: Decimal;
  readonly penalty?: Decimal;
  /** Parameters to use instead of a fit. */
  readonly fixed?: Readonly<Record<string, Decimal>>;
}

export interface WeightedFactor {
  readonly name: string;
  /** Column of points, scale 6. */
  readonly points: string;
  /** Whole and positive; only ratios within a level matter. */
  readonly weight: bigint;
  /** What missing points do: leave the mean, or make the client unrated. (Points for missing are filled in before.) */
  readonly missing: 'reweight' | 'unrated';
}

export interface WeightedDimension {
  readonly name: string;
  readonly weight: bigint;
  /** Least present share of this dimension's weight, 0..1, where the rubric states one. */
  readonly coverage?: Decimal;
  readonly factors: readonly WeightedFactor[];
}

/**
 * The doubly weighted mean. Writes `score` (its name), each dimension's name, `coverage` (present share of the whole
 * weight, 0..1), `contribution.FACTOR` (they add up to the score exactly), `lost.FACTOR` (weighted points short of 100)
 * and `$rated`. A client under a coverage bound gets no score and no contributions, but keeps its dimensions.
 */
export interface WeightedScoreStep extends StepBase {
  readonly op: 'weighted-score';
  readonly dimensions: readonly WeightedDimension[];
  readonly coverage: Decimal;
}

/** 1 = highest of `of` among the rows where `among` is 1, ties by id; also writes `top_percent` = 100·rank ÷ their number. */
export interface RankStep extends StepBase {
  readonly op: 'rank';
  readonly of: string;
  readonly among: string;
}

/** Share of the positive total of `of` held by a client and all before it, largest first, then id. Negative values count as 0. */
export interface CumulativeShareStep extends StepBase {
  readonly op: 'cumulative-share';
  readonly of: string;
  readonly among: string;
}

export interface TierPlace {
  readonly tier: string;
  /** Flag column: the tier's rule holds. */
  readonly holds: string;
  /** Flag column: the tier's rule holds with the buffer added to the score; with `stability.demote`. */
  readonly holdsBuffered?: string;
  readonly capacity?: number;
}

/** How a tier is held against the rules (`Tiers over time` in the rubric language). */
export interface Holding {
  /** Runs in a row below the buffered bound after which a client leaves; with a buffer in `holdsBuffered`. */
  readonly after: number;
  /** Flag column: the rules count at once. */
  readonly atOnce: string;
}

/**
 * Places clients of `among` into tiers, best tier first. A client asks for the first tier whose rule holds; where places
 * are short the best by `by` (then id) get them and the rest ask for the next tier whose rule holds. Writes `tier.model`
 * (its name) after holding and capacity; `tier_by_rules`, the tier before both; `tier.rules`, with capacity but nobody held;
 * `tier.periods`, the runs in a row that a held client was below its buffered bound; `tier.held`, a flag;
 * `$asked`, the tier asked for first: where a client is held, else by its rules.
 * Holding reads the columns `previous.model` (text) and `previous.periods`, and the parameter `new_period` (1 where this run
 * is of a later day than the previous one: only then a counter advances); without `previous.model` nobody is held. Who has no
 * tier has no counter and no flag.
 */
export interface AssignTierStep extends StepBase {
  readonly op: 'assign-tier';
  readonly places: readonly TierPlace[];
  readonly by: string;
  readonly among: string;
  readonly holding?: Holding;
}

/** `tier` (its name): the text of `to`, where there is such a column, `allowed` is 1 and the client has a model tier, else that of `of`. */
export interface OverrideStep extends StepBase {
  readonly op: 'override';
  readonly of: string;
  readonly to: string;
  readonly allowed: string;
}

/**
 * Up to `most` factors by `lost.FACTOR`, largest first, ties in rubric order, none that lost nothing: `reason.1` …, with what each
 * cost in hundredths (model/reason-texts.ts). Where `mostLost` has no room there or is not known, that is `reason.1.lost` … in units.
 */
export interface ReasonsStep extends StepBase {
  readonly op: 'reasons';
  readonly factors: readonly string[];
  readonly most: number;
  /** No factor costs more units of points than this. */
  readonly mostLost?: number;
}

export type Step =
  | InputStep
  | ComputeStep
  | AggregateStep
  | ModelStep
  | PercentileStep
  | QuantileBinStep
  | WeightedScoreStep
  | RankStep
  | CumulativeShareStep
  | AssignTierStep
  | OverrideStep
  | ReasonsStep;

export type Plan = readonly Step[];

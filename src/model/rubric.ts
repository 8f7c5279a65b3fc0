import type { Decimal } from './decimal.ts';
import type { Expr } from './expression.ts';
import type { Locale, Localised } from './locale.ts';
import type { Position } from './problem.ts';
import type { ValueType } from './value-type.ts';

// A checked rubric: every name is resolved, every formula is a typed expression, every default is filled in.

export interface Rubric {
  readonly id: string;
  readonly version: string;
  readonly title: Localised;
  /** ISO 4217. */
  readonly currency: string;
  readonly locale: Locale;
  readonly portfolio: Portfolio;
  readonly fields: readonly FieldSpec[];
  /** Further files, each after the table it belongs to. */
  readonly tables: readonly TableSpec[];
  /** Fitted predictors, each after those it builds on. */
  readonly models: readonly ModelSpec[];
  /** Features and lookups, each after everything it uses. */
  readonly derived: readonly Derived[];
  readonly dimensions: readonly Dimension[];
  /** The rubric's own bound on the present share of weight, 0..1. */
  readonly coverage: Decimal;
  /** Best first. */
  readonly gradeOrder: readonly string[];
  readonly grades: readonly GradeRule[];
  /** Best first. */
  readonly tiers: readonly TierRule[];
  /** Against flapping between runs; absent: the rules count at once. */
  readonly stability?: StabilitySpec;
  readonly overrides: OverridePolicy;
  readonly actions: readonly ActionGroup[];
  readonly lists: readonly ListSpec[];
  /** Names of category columns. */
  readonly breakdowns: readonly string[];
  readonly outcomes: readonly OutcomeSpec[];
  readonly pareto: ParetoSettings;
  readonly checks: readonly CheckSpec[];
  readonly report?: ReportSettings;
}

/** What reports for people show; absent settings mean all. */
export interface ReportSettings {
  /** Keys of sections, in the order they are wanted. */
  readonly sheets?: readonly string[];
  /** Clients shown of a list. */
  readonly top?: number;
}

export interface Portfolio {
  /** Field of type id. */
  readonly id: string;
  readonly name?: string;
  /** A numeric field or feature. */
  readonly measure: string;
  /** The table whose distinct keys are the clients, where there is no client file. */
  readonly of?: string;
  /** A category field; the value `prospect` marks who is no client yet. */
  readonly status?: string;
  /** A textual field or feature: clients that share its value are connected. */
  readonly group?: string;
  /** A money field or feature: what serving a client costs. */
  readonly cost?: string;
}

/** Rows of another file that belong to clients. */
export interface TableSpec {
  readonly name: string;
  /** The field that names the client, or with `via` the row of that table whose field of the same name has the same value. */
  readonly key: string;
  readonly via?: string;
  /** Where the file is, relative to the rubric; the command line may say otherwise. */
  readonly file?: string;
  readonly sheet?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly fields: readonly FieldSpec[];
  /** Rows that count; context `row`. */
  readonly where?: Expr;
  readonly position: Position;
}

export interface FieldSpec {
  readonly name: string;
  /** Key of the field type registry. */
  readonly type: string;
  readonly valueType: ValueType;
  /** Headings that are taken for this field; its own name is one of them. */
  readonly from: readonly string[];
  readonly required: boolean;
  /** In units of valueType. */
  readonly min?: number;
  readonly max?: number;
  readonly unit?: string;
  readonly format?: string;
  /** Category codes with the texts that mean them; the code itself is one of them. */
  readonly values?: ReadonlyMap<string, readonly string[]>;
  readonly missingMarks: readonly string[];
  readonly currency: string;
  /** Of a money field: the field of the same file that names the currency of its amounts. */
  readonly currencyField?: string;
  readonly label: Localised;
  readonly position: Position;
}

export interface Derived {
  readonly name: string;
  readonly kind: 'feature' | 'lookup';
  readonly expr: Expr;
  /** Of a feature, the formula as written. */
  readonly source?: string;
  readonly label: Localised;
  readonly position: Position;
}

/** A fitted predictor; `name` and its suffixed names are known to formulas. */
export interface ModelSpec {
  readonly name: string;
  /** Key of the model registry. */
  readonly kind: string;
  readonly events?: { readonly table: string; readonly date: string; readonly value?: string };
  /** By role, fields of the clients. */
  readonly columns?: Readonly<Record<string, string>>;
  /** By role, other models. */
  readonly uses?: Readonly<Record<string, string>>;
  readonly horizon?: { readonly count: number; readonly unit: 'days' | 'weeks' | 'months' | 'years' };
  readonly discount?: Decimal;
  readonly penalty?: Decimal;
  readonly fixed?: Readonly<Record<string, Decimal>>;
  readonly valueType: ValueType;
  readonly position: Position;
}

/** What a missing value does to its factor: leaves the mean (`reweight`), counts as points, or makes the client unrated. */
export type MissingRule = 'reweight' | 'unrated' | { readonly points: number };

export interface Dimension {
  readonly name: string;
  readonly label: Localised;
  readonly weight: Decimal;
  /** The dimension's own bound on the present share of its factors' weight, where it states one. */
  readonly coverage?: Decimal;
  readonly factors: readonly Factor[];
  readonly position: Position;
}

export interface Factor {
  readonly name: string;
  readonly label: Localised;
  readonly weight: Decimal;
  /** What is scored; absent for the method `points`. */
  readonly of?: Expr;
  /** Key of the scoring method registry, and what its `read` made of the setting. */
  readonly method: string;
  readonly settings: unknown;
  readonly floor?: Gate;
  readonly cap?: Gate;
  readonly missing: MissingRule;
  /** `of`, the setting of the method and the conditions of the gates as they stand in the rubric. */
  readonly written?: {
    readonly of?: string;
    readonly setting: Written;
    readonly floor?: string;
    readonly cap?: string;
  };
  readonly position: Position;
}

/** A setting as it stands in the rubric, for reports and not for computing. */
export type Written = string | readonly Written[] | ReadonlyMap<string, Written>;

/** At least (`floor`) or at most (`cap`) these points where the condition holds. Points in units of scale 6. */
export interface Gate {
  readonly when: Expr;
  readonly points: number;
}

export interface GradeRule {
  readonly grade: string;
  readonly label: Localised;
  /** Absent: takes every rated client that is left. */
  readonly when?: Expr;
  /** `when` as written. */
  readonly source?: string;
}

export interface TierRule {
  readonly tier: string;
  readonly label: Localised;
  readonly when?: Expr;
  /** `when` as written. */
  readonly source?: string;
  readonly capacity?: number;
  readonly service: Localised<readonly string[]>;
  /** Service hours a client a year. */
  readonly effortHours?: Decimal;
}

export interface StabilitySpec {
  /** Absent: a worse tier counts at once. */
  readonly demote?: {
    /** Points, scale 6, that are added to the score when a client is tested again. */
    readonly buffer: number;
    /** Runs in a row after which a client leaves its tier. */
    readonly after: number;
  };
  /** Where it holds, the rules count at once. */
  readonly atOnce?: Expr;
  /** `atOnce` as written. */
  readonly source?: string;
}

/** Which tiers given by hand are taken. */
export interface OverridePolicy {
  /** Over the client and `to_tier`; `tier` is the model's. Absent: all. */
  readonly allow?: Expr;
  /** `allow` as written. */
  readonly source?: string;
  /** Longest time from effective to expires, in days. */
  readonly expireWithinDays?: number;
  /** Share of the clients that are no prospects, 0..1, above which the run warns. */
  readonly warnShare?: Decimal;
}

/** One number over the clients of a tier: is it working? */
export interface OutcomeSpec {
  readonly name: string;
  readonly label: Localised;
  /** Context `book`: list functions over clients (aggregates without a table). */
  readonly of: Expr;
  /** `of` as written. */
  readonly source: string;
  /** Clients that count; absent: all of the tier. */
  readonly among?: Expr;
  readonly better: 'higher' | 'lower';
  /** A relative change (`+20%` is 0.2) or a level. */
  readonly target?: { readonly kind: 'change' | 'level'; readonly value: Decimal };
  readonly position: Position;
}

export interface ActionGroup {
  readonly name: string;
  readonly rules: readonly { readonly when?: Expr; readonly do: Localised }[];
}

export interface ListSpec {
  readonly name: string;
  readonly label: Localised;
  readonly when: Expr;
  /** `when` as written. */
  readonly source?: string;
  /** Descending, missing last, then id. */
  readonly sort?: Expr;
}

export interface ParetoSettings {
  /** Percentages of clients, ascending. */
  readonly top: readonly Decimal[];
  /** Shares 0..1 of the measure. */
  readonly clientsFor: readonly Decimal[];
  readonly expect?: { readonly top: Decimal; readonly share: Decimal };
  /** Ascending bounds of the cumulative share, 0..1: classes A, B, … and a last one. */
  readonly abc: readonly Decimal[];
}

export interface CheckSpec {
  readonly name: string;
  /** A flag over figures of the summary (`model/figures.ts`). */
  readonly rule: Expr;
  readonly source: string;
  readonly breach: 'warn' | 'fail';
  readonly position: Position;
}

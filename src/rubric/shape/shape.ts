import type { FieldTypeRegistry } from '../../model/field-type.ts';
import type { Locale } from '../../model/locale.ts';
import type { Located } from '../../model/located.ts';
import type { Position, ProblemCatalogue } from '../../model/problem.ts';
import type { FunctionRegistry } from '../../plan/functions/function.ts';
import type { JsonSchema, ScoringRegistry } from '../../plan/scoring-method.ts';
import type { Report } from '../feel/scope.ts';

// A shape says what a part of the rubric looks like. The checker reads with it, the JSON Schema for editors and the key
// reference of the documentation are printed from it, so that the three cannot disagree.

/** What the rubric language is extended by; `run/` passes it in. */
export interface Registries {
  readonly methods: ScoringRegistry;
  readonly fieldTypes: FieldTypeRegistry;
  readonly functions: FunctionRegistry;
  /** Catalogues of the problems that scoring methods report. */
  readonly problems: ProblemCatalogue;
}

/** A text that was given for some locales only; the checker compares it with its siblings. */
export interface Translated {
  readonly at: Position;
  readonly what: string;
  readonly given: ReadonlySet<string>;
}

/** What shapes need while they read; they report and go on. */
export interface Reading {
  readonly registries: Registries;
  readonly report: Report;
  /** Locale of texts that are given without one. */
  readonly locale: Locale;
  readonly translated: Translated[];
}

/** A line of the key reference. */
export interface KeyRow {
  readonly path: string;
  readonly type: string;
  readonly default: string;
  readonly meaning: string;
  readonly example: string;
}

export interface Shape<T> {
  /** For a person: `text`, `list of percent`. */
  readonly type: string;
  /** `what` names the place in messages. Undefined when a problem was reported. */
  read(value: Located, reading: Reading, what: string): T | undefined;
  schema(registries: Registries): JsonSchema;
  /** The keys below, each path beginning with `path`. */
  rows(path: string, registries: Registries): readonly KeyRow[];
}

/** What a shape gives. */
export type ValueOf<S> = S extends Shape<infer T> ? T : never;

export const noRows = (): readonly KeyRow[] => [];

/** A file that is no rubric at all, such as a book, may be one long text. */
function quote(text: string): string {
  return text.length > 80 ? `"${text.slice(0, 80)}…"` : `"${text}"`;
}

/** Reports that a value is of the wrong form. */
export function reportShape(value: Located, reading: Reading, what: string, expected: string): undefined {
  const forms = { map: 'a map', list: 'a list', scalar: 'a single value' } as const;
  const empty = value.kind === 'scalar' && value.value === null;
  const found = empty ? 'nothing' : value.kind === 'scalar' ? quote(value.text) : forms[value.kind];
  reading.report('wrong-shape', value.position, `${what} must be ${expected}, not ${found}`, { found, expected });
  return undefined;
}

/** Reports that a value of the right form is not allowed. */
export function reportValue(
  value: Located,
  reading: Reading,
  what: string,
  expected: string,
  hint?: string,
): undefined {
  const found = value.kind === 'scalar' ? quote(value.text) : '';
  const message = `${what} must be ${expected}, not ${found}`;
  reading.report('invalid-value', value.position, message, { found, expected, ...(hint ? { hint } : {}) });
  return undefined;
}

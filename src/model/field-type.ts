import type { FieldSpec } from './rubric.ts';
import type { Kind } from './value-type.ts';

// A field type turns the text of a cell into units (or into the text to keep). One file a type under input/types.

/** Why a cell cannot be used: a code of the input catalogue and what was expected instead. */
export interface CellProblem {
  readonly code: string;
  readonly expected: string;
  /** The row is lost with the cell, though its field is not required. */
  readonly whole?: true;
}

/** What a cell became: a value, or missing with a problem; `finding` counts something noteworthy about a usable value. */
export interface CellValue {
  readonly units?: number;
  readonly text?: string;
  readonly problem?: CellProblem;
  readonly finding?: string;
}

/**
 * What a parser makes of the plainest texts, without a problem or a finding, for a reader that has bytes and no text yet.
 * `numeral`: `-?digits[sign digits]` of at most 15 digits is its value times 10^shift, within ±`bound`, where that is whole;
 * `sign` is the decimal one. `date`: yyyy-mm-dd is that day, if there is one. `text`: characters that are seen, on one line and
 * without one of `doubtful` (ASCII), are themselves.
 */
export type PlainForm =
  | { readonly form: 'numeral'; readonly shift: number; readonly sign: string; readonly bound: number }
  | { readonly form: 'date' }
  | { readonly form: 'text'; readonly doubtful: string };

/** Reads cells of one field. The text is trimmed, not empty and not a missing mark. */
export interface CellParser {
  parse(text: string): CellValue;
  readonly plain?: PlainForm;
}

export interface FieldType {
  /** The key in the rubric; also the name of the type's file. */
  readonly keyword: string;
  readonly kind: Kind;
  readonly summary: string;
  /** Allowed values of `unit` and `format`, for the checker and the JSON Schema; absent where the setting is none. */
  readonly units?: readonly string[];
  readonly formats?: readonly string[];
  /** Whether `min` and `max`, and `values`, may be given. */
  readonly ranged: boolean;
  readonly listed: boolean;
  /** `headingUnit` is the unit named in the heading, e.g. 万元; it applies where the field states none. */
  parser(field: FieldSpec, headingUnit: string | undefined): CellParser;
}

export type FieldTypeRegistry = Readonly<Record<string, FieldType>>;

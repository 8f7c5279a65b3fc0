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

/** Reads cells of one field. The text is trimmed, not empty and not a missing mark. */
export interface CellParser {
  parse(text: string): CellValue;
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

import type { Position } from './problem.ts';

// YAML as values that know where they stand, so that every later message can point at the line.

/** From `offset` of the text on, its characters stand side by side from this line and column on. */
export interface TextPlace {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

export interface LocatedScalar {
  readonly kind: 'scalar';
  /** As YAML's core schema reads it. */
  readonly value: string | number | boolean | null;
  /** The text as written, without quotes: numbers keep their digits ("1.20"). */
  readonly text: string;
  /** Where the text begins (behind an opening quote). */
  readonly position: Position;
  /** Where the characters stand when it is not simply one behind the other (escapes, folded or block lines); the last is the end. */
  readonly places?: readonly TextPlace[];
}

export interface LocatedEntry {
  readonly key: LocatedScalar;
  readonly value: Located;
}

export interface LocatedMap {
  readonly kind: 'map';
  readonly entries: readonly LocatedEntry[];
  readonly position: Position;
}

export interface LocatedList {
  readonly kind: 'list';
  readonly items: readonly Located[];
  readonly position: Position;
}

export type Located = LocatedScalar | LocatedMap | LocatedList;

import { fieldTypes } from '../../../src/input/types/index.ts';
import type { CellValue } from '../../../src/model/field-type.ts';
import type { FieldSpec } from '../../../src/model/rubric.ts';
import type { Kind } from '../../../src/model/value-type.ts';

// Makes a field of a type for a test, with everything that is not said left at its default.

const scales: Partial<Record<Kind, number>> = { money: 2, number: 6, percent: 6 };

export type FieldSettings = Partial<FieldSpec> & { readonly scale?: number };

export function fieldOf(type: string, settings: FieldSettings = {}): FieldSpec {
  const { scale, ...rest } = settings;
  const { kind } = fieldTypes[type];
  return {
    name: 'field',
    type,
    valueType: { kind, scale: scale ?? scales[kind] ?? 0 },
    from: ['field'],
    required: false,
    missingMarks: [],
    currency: 'CNY',
    label: {},
    position: { file: 'rubric.yaml', line: 1, column: 1, length: 1 },
    ...rest,
  };
}

/** What a type makes of a text: the units or text, `code` of the problem, or both value and finding. */
export function readCell(type: string, text: string, settings: FieldSettings = {}, headingUnit?: string): CellValue {
  return fieldTypes[type].parser(fieldOf(type, settings), headingUnit).parse(text);
}

/** A row of a table test: the cell, the field's settings, and units, text, problem code or `units finding`. */
export interface CellCase {
  readonly title: string;
  readonly given: string;
  readonly settings?: FieldSettings;
  readonly headingUnit?: string;
  readonly expected: number | string | readonly [number | string, string];
}

/** The value in the shape of `CellCase.expected`; a problem is its code, which no test text looks like. */
export function outcomeOf(type: string, { given, settings, headingUnit }: CellCase): CellCase['expected'] {
  const { units, text, problem, finding } = readCell(type, given, settings, headingUnit);
  if (problem !== undefined) return `! ${problem.code}`;
  const value = units ?? text ?? 'nothing';
  return finding === undefined ? value : [value, finding];
}

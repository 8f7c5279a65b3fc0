import type { Rubric } from '../model/rubric.ts';
import { type Bounds, unbounded, type ValueType } from '../model/value-type.ts';

/** Type and bounds of a field, feature or lookup. Throws where the rubric has none: its checker resolves every name. */
export function columnType(rubric: Rubric, name: string): { readonly type: ValueType; readonly bounds: Bounds } {
  const derived = rubric.derived.find((entry) => entry.name === name);
  if (derived !== undefined) return { type: derived.expr.type, bounds: derived.expr.bounds };
  const field = rubric.fields.find((entry) => entry.name === name);
  if (field === undefined) throw new Error(`the rubric has no column called ${name}`);
  const bounds = { min: field.min ?? unbounded.min, max: field.max ?? unbounded.max };
  return { type: field.valueType, bounds };
}

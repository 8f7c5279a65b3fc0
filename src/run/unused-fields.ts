import type { Rubric, TableSpec } from '../model/rubric.ts';

/**
 * The fields of a table that nothing in the rubric speaks of: their cells are read and judged, but need not be kept. A field
 * is taken as used where its name is any text of the rubric outside the fields themselves, so one too many may be kept,
 * never one too few.
 */
export function unusedFields(spec: TableSpec, rubric: Rubric): ReadonlySet<string> {
  const tables = rubric.tables.map(({ key, where }) => ({ key, where }));
  const said = new Set(textsIn({ ...rubric, fields: [], tables }));
  return new Set(spec.fields.map((field) => field.name).filter((name) => !said.has(name)));
}

function* textsIn(part: unknown): Generator<string> {
  if (typeof part === 'string') yield part;
  if (typeof part !== 'object' || part === null) return;
  const inner = part instanceof Map ? [...part.keys(), ...part.values()] : Object.values(part);
  for (const one of inner) yield* textsIn(one);
}

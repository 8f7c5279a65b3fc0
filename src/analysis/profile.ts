import type { Reject } from '../model/book.ts';
import type { FieldProfile } from '../model/profile.ts';
import type { FieldSpec } from '../model/rubric.ts';
import { isText, type NumericColumn, type Table, type TextColumn } from '../model/table.ts';
import { formatDate } from '../numeric/date.ts';
import { formatShort } from '../numeric/decimal.ts';

// What the columns of a book or of a further table hold, field by field: for `tierbook check` before anything is scored.

/** `rejects` are those of this table's files; values are counted over the rows that were kept. */
export function profileColumns(table: Table, rejects: readonly Reject[], fields: readonly FieldSpec[]): FieldProfile[] {
  const unusable = new Map<string, number>();
  for (const { field, whole } of rejects) {
    if (field !== undefined && !whole) unusable.set(field, (unusable.get(field) ?? 0) + 1);
  }
  return fields.flatMap((field) => {
    const column = table.columns.get(field.name);
    if (column === undefined) return [];
    const counted = isText(column) ? profileTexts(column, field.type) : profileNumbers(column);
    const missing = table.rows - counted.present;
    return [{ field: field.name, type: field.type, missing, unusable: unusable.get(field.name) ?? 0, ...counted }];
  });
}

type Counted = Omit<FieldProfile, 'field' | 'type' | 'missing' | 'unusable'>;

function profileTexts({ codes, dictionary }: TextColumn, type: string): Counted {
  const counts = new Map<string, number>();
  let present = 0;
  for (const code of codes) {
    if (code < 0) continue;
    present++;
    const text = dictionary.at(code) as string;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const common = type === 'category' ? mostFrequent([...counts]) : [];
  return { present, distinct: counts.size, min: null, max: null, common };
}

function profileNumbers({ values, type }: NumericColumn): Counted {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const show = (units: number) => (type.kind === 'date' ? formatDate(units) : formatShort(units, type.scale));
  let distinct = 0;
  for (let index = 0; index < sorted.length; index++) if (sorted[index] !== sorted[index - 1]) distinct++;
  if (type.kind === 'flag') {
    const yes = sorted.filter((value) => value === 1).length;
    const counts = [['true', yes] as const, ['false', sorted.length - yes] as const];
    return { present: sorted.length, distinct, min: null, max: null, common: mostFrequent(counts) };
  }
  const [min, max] = sorted.length === 0 ? [null, null] : [show(sorted[0]), show(sorted[sorted.length - 1])];
  return { present: sorted.length, distinct, min, max, common: [] };
}

/** Ties keep their order, which for a category is that of its dictionary. */
function mostFrequent(counts: readonly (readonly [string, number])[]): FieldProfile['common'] {
  return [...counts]
    .filter(([, rows]) => rows > 0)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 5)
    .map(([value, rows]) => ({ value, rows }));
}

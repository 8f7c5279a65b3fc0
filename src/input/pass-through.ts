import type { FieldSpec } from '../model/rubric.ts';

/**
 * Text fields for headings that no field takes, named by their heading; a name that is taken gets ` (2)`, ` (3)` … behind it.
 * `parts` holds the free headings of each part; blank ones are left out, the order is that of first appearance.
 */
export function passThroughFields(parts: readonly (readonly string[])[], fields: readonly FieldSpec[]): FieldSpec[] {
  const most = new Map<string, number>();
  for (const headings of parts) {
    const here = new Map<string, number>();
    for (const heading of headings) if (heading !== '') here.set(heading, (here.get(heading) ?? 0) + 1);
    for (const [heading, count] of here) most.set(heading, Math.max(count, most.get(heading) ?? 0));
  }
  const names = new Set(fields.map((field) => field.name));
  const currency = fields[0]?.currency ?? '';
  const missingMarks = fields.find((field) => field.type === 'text')?.missingMarks ?? [];
  return [...most].flatMap(([heading, count]) =>
    Array.from({ length: count }, () => {
      let name = heading;
      for (let number = 2; names.has(name); number++) name = `${heading} (${number})`;
      names.add(name);
      return {
        name,
        type: 'text',
        valueType: { kind: 'text', scale: 0 },
        from: [heading],
        required: false,
        missingMarks,
        currency,
        label: {},
        position: { file: '', line: 1, column: 1, length: 1 },
      } satisfies FieldSpec;
    }),
  );
}

import type { JsonSchema } from '../plan/scoring-method.ts';
import { rubricEntries, rubricShape } from './sections/index.ts';
import type { KeyRow, Registries } from './shape/shape.ts';

// The rubric language as a JSON Schema (draft 2020-12) for editors, and as rows for the documentation.

/** What an editor completes and underlines by. */
export function rubricSchema(registries: Registries): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'tierbook rubric',
    description: 'Everything that decides the tier of a client',
    ...rubricShape.schema(registries),
  };
}

/** Every key of the language, in the order of the sections. Capitals stand for names of the rubric's own. */
export function rubricKeys(registries: Registries): readonly KeyRow[] {
  return rubricShape.rows('', registries);
}

/** The sections and the keys at the top, in order. */
export const sectionNames: readonly string[] = Object.keys(rubricEntries);

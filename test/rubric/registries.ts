import { fieldTypes } from '../../src/input/types/index.ts';
import type { Problem } from '../../src/model/problem.ts';
import { feelFunctions } from '../../src/plan/functions/index.ts';
import { type CheckedRubric, checkRubric } from '../../src/rubric/check.ts';
import { loadRubric } from '../../src/rubric/extends.ts';
import type { Registries } from '../../src/rubric/shape/shape.ts';
import { scoringMethods } from '../../src/scoring/index.ts';
import { scoringProblems } from '../../src/scoring/problems.ts';

/** Everything that the language is extended by, as the tool has it. */
export const registries: Registries = {
  methods: scoringMethods,
  fieldTypes,
  functions: feelFunctions,
  problems: scoringProblems,
};

/** Loads and checks a rubric given as text; further files for `extends`. */
export async function checkText(text: string, others: Record<string, string> = {}): Promise<CheckedRubric> {
  const files: Record<string, string> = { 'r.yaml': text, ...others };
  const loaded = await loadRubric('r.yaml', async (name) => files[name]);
  if (loaded.source === undefined) return { rubric: undefined, problems: loaded.problems };
  return checkRubric(loaded.source, registries, loaded.files);
}

/** "r.yaml:3:5 code message", as a person reads it. */
export function line({ file, line: at, column, code, message }: Problem): string {
  return `${file}:${at}:${column} ${code} ${message}`;
}

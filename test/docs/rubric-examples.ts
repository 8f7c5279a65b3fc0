import { readFileSync } from 'node:fs';
import { fieldTypes } from '../../src/input/types/index.ts';
import { feelFunctions } from '../../src/plan/functions/index.ts';
import { type CheckedRubric, checkRubric } from '../../src/rubric/check.ts';
import { loadRubric } from '../../src/rubric/extends.ts';
import { scoringMethods } from '../../src/scoring/index.ts';
import { scoringProblems } from '../../src/scoring/problems.ts';

// The fenced examples of docs/rubric.md: `yaml` is a whole rubric, `yaml fragment` is laid over base.rubric.yaml,
// `yaml extends` extends it itself, `feel` holds a formula a line.

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

export const page = read('../../docs/rubric.md');
const base = read('base.rubric.yaml');

export const registries = { methods: scoringMethods, fieldTypes, functions: feelFunctions, problems: scoringProblems };

interface Example {
  readonly kind: string;
  readonly line: number;
  readonly text: string;
}

export const examples: readonly Example[] = [...page.matchAll(/^```([^\n]+)\n([\s\S]*?)^```$/gm)].map((match) => ({
  kind: match[1],
  line: page.slice(0, match.index).split('\n').length,
  text: match[2],
}));

/** A formula a line; what stands behind `//` is said to the reader. */
export const formulas: readonly string[] = examples
  .filter(({ kind }) => kind === 'feel')
  .flatMap(({ text }) => text.split('\n'))
  .map((line) => line.replace(/\s*\/\/.*$/, ''))
  .filter((line) => line !== '');

export async function check(text: string): Promise<CheckedRubric> {
  const files: Record<string, string> = { 'example.yaml': text, 'base.rubric.yaml': base };
  const loaded = await loadRubric('example.yaml', async (name) => files[name]);
  if (loaded.source === undefined) return { rubric: undefined, problems: loaded.problems };
  return checkRubric(loaded.source, registries, loaded.files);
}

export const completed = (fragment: string): string => `extends: base.rubric.yaml\n${fragment}`;

/** "4:11 unknown-name …", for all but what a fragment cannot help: names that only other fragments use. */
export function messagesOf({ problems }: CheckedRubric): string[] {
  return problems
    .filter(({ code }) => code !== 'unused-name')
    .map(({ file, line, column, code, message }) => `${file}:${line}:${column} ${code} ${message}`);
}

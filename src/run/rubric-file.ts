import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { FileDigest } from '../audit/manifest.ts';
import { fieldTypes } from '../input/types/index.ts';
import type { Problem } from '../model/problem.ts';
import type { Rubric } from '../model/rubric.ts';
import { UserError } from '../model/user-error.ts';
import { feelFunctions } from '../plan/functions/index.ts';
import { checkRubric } from '../rubric/check.ts';
import { loadRubric } from '../rubric/extends.ts';
import { scoringMethods } from '../scoring/index.ts';
import { scoringProblems } from '../scoring/problems.ts';
import { sha256 } from './hashing.ts';
import { fileProblem } from './sources.ts';

/** The registries that the checker, the schema and the documentation are made from. */
export const registries = {
  methods: scoringMethods,
  fieldTypes,
  functions: feelFunctions,
  problems: scoringProblems,
};

export interface RubricFile {
  /** Undefined where a problem is an error. */
  readonly rubric: Rubric | undefined;
  readonly problems: readonly Problem[];
  /** The file and everything it extends, the file first; base names. */
  readonly files: readonly FileDigest[];
}

/** Reads and checks a rubric; problems are returned, not thrown, unless the file itself cannot be read. */
export async function readRubric(path: string, cwd: string): Promise<RubricFile> {
  const digests: FileDigest[] = [];
  const loaded = await loadRubric(path, async (name, from) => {
    const full = from === undefined ? resolve(cwd, name) : resolve(cwd, dirname(from), name);
    try {
      const bytes = await readFile(full);
      digests.push({ name: basename(full), sha256: sha256(bytes), size: bytes.length });
      return bytes.toString('utf8');
    } catch (error) {
      throw new UserError([fileProblem(name, error)]);
    }
  });
  if (loaded.source === undefined) return { rubric: undefined, problems: loaded.problems, files: digests };
  const checked = checkRubric(loaded.source, registries, loaded.files);
  return { rubric: checked.rubric, problems: [...loaded.problems, ...checked.problems], files: digests };
}

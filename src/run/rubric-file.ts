import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
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
  /** The bytes of the same files, in the same order. */
  readonly contents: readonly Uint8Array[];
}

/** Gives the bytes of a rubric file; `from` is the file that names it. Throws a UserError. */
type ReadBytes = (name: string, from: string | undefined) => Promise<{ name: string; bytes: Uint8Array }>;

/** Reads and checks a rubric; problems are returned, not thrown, unless the file itself cannot be read. */
export function readRubric(path: string, cwd: string): Promise<RubricFile> {
  return readThrough(path, async (name, from) => {
    const full = from === undefined ? resolve(cwd, name) : resolve(cwd, dirname(from), name);
    try {
      return { name: basename(full), bytes: await readFile(full) };
    } catch (error) {
      throw new UserError([fileProblem(name, error)]);
    }
  });
}

async function readThrough(path: string, readBytes: ReadBytes): Promise<RubricFile> {
  const files: FileDigest[] = [];
  const contents: Uint8Array[] = [];
  const loaded = await loadRubric(path, async (asked, from) => {
    const { name, bytes } = await readBytes(asked, from);
    files.push({ name, sha256: sha256(bytes), size: bytes.length });
    contents.push(bytes);
    return Buffer.from(bytes).toString('utf8');
  });
  if (loaded.source === undefined) return { rubric: undefined, problems: loaded.problems, files, contents };
  const checked = checkRubric(loaded.source, registries, loaded.files);
  return { rubric: checked.rubric, problems: [...loaded.problems, ...checked.problems], files, contents };
}

/** Files of `rubric/` in a run directory, for `readRubricOfRun`: numbered in the order of reading, so that names may be equal. */
export function rubricFilesOfRun({ files, contents }: RubricFile): { name: string; content: Uint8Array[] }[] {
  return files.map(({ name }, index) => ({ name: `rubric/${index + 1}-${name}`, content: [contents[index]] }));
}

/**
 * Reads the rubric that a run kept. One file extends at most one other, so the n-th that is asked for is the n-th that the
 * run read, wherever it lay then.
 */
export async function readRubricOfRun(directory: string, shown: string): Promise<RubricFile> {
  const kept = await readdir(join(directory, 'rubric')).catch(() => []);
  const nameOf = (number: number) => kept.find((name) => name.startsWith(`${number}-`));
  let asked = 0;
  return readThrough(`${shown}/rubric/${nameOf(1)}`, async (name) => {
    asked++;
    const own = nameOf(asked);
    const path = join(directory, 'rubric', own ?? `${asked}-${basename(name)}`);
    try {
      return { name: own?.slice(`${asked}-`.length) ?? name, bytes: await readFile(path) };
    } catch (error) {
      throw new UserError([fileProblem(`${shown}/rubric`, error)]);
    }
  });
}

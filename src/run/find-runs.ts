import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Problem } from '../model/problem.ts';
import { UserError } from '../model/user-error.ts';
import { compareText } from '../text/text-order.ts';
import { noRun } from './run-files.ts';
import { fileProblem } from './sources.ts';

// The run directories that arguments name: a run itself, or a directory with runs at any depth below it. Hidden directories
// are passed over (an unfinished run is one), and so is `OUT.previous` beside its `OUT`: a run that was replaced.

/** Paths as the user would write them, in the order given, below one argument by name. */
export async function findRuns(paths: readonly string[], cwd: string): Promise<string[]> {
  const problems: Problem[] = [];
  const found: string[] = [];
  for (const path of paths) {
    const before = problems.length;
    const below = await runsAt(resolve(cwd, path), path.replace(/(?<=.)\/+$/, ''), problems);
    if (below.length === 0 && problems.length === before) {
      problems.push(noRun(path, `${path} holds no finished run, and no directory below it does`));
    }
    found.push(...below);
  }
  if (problems.length > 0) throw new UserError(problems);
  return [...new Set(found)];
}

async function runsAt(directory: string, shown: string, problems: Problem[]): Promise<string[]> {
  try {
    if (!(await stat(directory)).isDirectory()) {
      problems.push(noRun(shown, `${shown} is a file, not the directory of a run`));
      return [];
    }
    if (existsSync(join(directory, 'manifest.json'))) return [shown];
    const entries = await readdir(directory, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
    const kept = names.filter((name) => !names.includes(name.replace(/\.previous$/, '')) || !/\.previous$/.test(name));
    const runs: string[] = [];
    for (const name of kept.sort(compareText)) {
      runs.push(...(await runsAt(join(directory, name), shown === '.' ? name : join(shown, name), problems)));
    }
    return runs;
  } catch (error) {
    if (error instanceof UserError) throw error;
    problems.push(fileProblem(shown, error));
    return [];
  }
}

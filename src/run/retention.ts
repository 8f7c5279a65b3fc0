import { readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import type { Problem } from '../model/problem.ts';
import { formatDate } from '../numeric/date.ts';
import { patternOf } from './config/placeholders.ts';
import { takeLock } from './lock-file.ts';
import { outputProblem } from './output-directory.ts';
import { findRunsLike, type RunLike } from './runs-like.ts';

// Retention: of the finished runs that the path of --out stands for, the newest are kept; and the run that one of them had as
// its previous, for its moves cannot be made again without it; and the one just made. The others are renamed out of the way
// before they are removed, so that a kill leaves no half of a run under its name.

export interface Retention {
  /** As the user would name them, the oldest first. */
  readonly removed: readonly string[];
  readonly problems: readonly Problem[];
}

/** `made` is the directory of this run, absolute. */
export async function removeOldRuns(pattern: string, keep: number, made: string, cwd: string): Promise<Retention> {
  const runs = await findRunsLike(pattern, cwd);
  const newest = runs.slice(0, keep);
  const needed = (run: RunLike) =>
    run.directory === made ||
    newest.includes(run) ||
    newest.some((kept) => kept.previousManifest === run.manifestSha256 || kept.previousAsOf === formatDate(run.asOf));
  for (const parent of new Set([made, ...runs.map((run) => run.directory)].map((run) => dirname(run)))) {
    await clearLeft(parent, basename(pattern));
  }
  const removed: string[] = [];
  const problems: Problem[] = [];
  for (const { directory } of runs.filter((run) => !needed(run)).reverse()) {
    const shown = relative(cwd, directory);
    try {
      if (await remove(directory)) removed.push(shown);
      else problems.push(notRemoved(shown, 'another run holds it'));
    } catch (error) {
      const [problem] = outputProblem(shown, error).problems;
      problems.push(notRemoved(shown, problem.message));
    }
  }
  return { removed, problems };
}

/** What a kill has left of a run that was being removed. */
async function clearLeft(parent: string, pattern: string): Promise<void> {
  const like = patternOf(pattern);
  for (const name of await readdir(parent).catch(() => [])) {
    const [, of] = /^\.(.*)\.removed-\d+$/s.exec(name) ?? [];
    if (of !== undefined && like?.test(of) === true) {
      await rm(join(parent, name), { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

/** False where another run is writing there. */
async function remove(directory: string): Promise<boolean> {
  const release = takeLock(`${directory}.lock`);
  if (release === undefined) return false;
  try {
    const aside = join(dirname(directory), `.${basename(directory)}.removed-${process.pid}`);
    await rename(directory, aside);
    await rm(aside, { recursive: true });
    return true;
  } finally {
    release();
  }
}

function notRemoved(file: string, why: string): Problem {
  return { code: 'not-removed', severity: 'warning', file, message: `${file} is not removed: ${why}` };
}

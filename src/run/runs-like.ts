import { readdir } from 'node:fs/promises';
import { join, parse, resolve, sep } from 'node:path';
import { UserError } from '../model/user-error.ts';
import { parseIsoDate } from '../numeric/date.ts';
import { fillPlaceholders, patternOf } from './config/placeholders.ts';
import { readRunFile } from './run-files.ts';

// The finished runs that a path with placeholders stands for: of `runs/{as_of}` those in `runs/`. A directory counts only
// if its manifest is as it was written and says the very day that its name stands for; links are passed over.

export interface RunLike {
  /** Absolute. */
  readonly directory: string;
  /** Days since 1970-01-01. */
  readonly asOf: number;
  readonly manifestSha256: string;
  /** The run before it, where it had one. */
  readonly previousManifest: string | undefined;
  readonly previousAsOf: string | undefined;
}

/** The newest day first. */
export async function findRunsLike(pattern: string, cwd: string): Promise<RunLike[]> {
  const full = resolve(cwd, pattern);
  const { root } = parse(full);
  let found = [root];
  for (const part of full.slice(root.length).split(sep)) {
    const like = patternOf(part);
    found =
      like === undefined
        ? found.map((at) => join(at, part))
        : (await Promise.all(found.map((at) => below(at, like)))).flat();
  }
  const runs = await Promise.all(found.map((directory) => readRun(directory, full)));
  return runs.filter((run) => run !== undefined).sort((a, b) => b.asOf - a.asOf);
}

async function below(directory: string, like: RegExp): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const fitting = entries.filter((entry) => entry.isDirectory() && like.test(entry.name));
  return fitting.map((entry) => join(directory, entry.name));
}

async function readRun(directory: string, pattern: string): Promise<RunLike | undefined> {
  try {
    const { manifest, manifestSha256 } = await readRunFile(directory, directory, 'summary.json');
    const asOf = parseIsoDate(manifest.asOf);
    if (asOf === null || fillPlaceholders(pattern, asOf) !== directory) return undefined;
    const { previousAsOf, previousManifest } = manifest;
    return { directory, asOf, manifestSha256, previousManifest, previousAsOf };
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** The run before `asOf` among those that `pattern` stands for, as the user would name it; undefined in the first month. */
export async function findLastRun(pattern: string, asOf: number, cwd: string): Promise<string | undefined> {
  const before = (await findRunsLike(pattern, cwd)).find((run) => run.asOf < asOf);
  return before === undefined ? undefined : fillPlaceholders(pattern, before.asOf);
}

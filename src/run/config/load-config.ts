import { readFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { FileDigest } from '../../audit/manifest.ts';
import { UserError } from '../../model/user-error.ts';
import { sha256 } from '../hashing.ts';
import { fileProblem } from '../sources.ts';
import type { RunSettings } from './settings.ts';

// tierbook.yaml: the options of `run`, so that a cron line needs none. Relative paths in it start where it lies. All
// problems are told with their place.

export const configName = 'tierbook.yaml';

export interface Config {
  /** As the user would name it. */
  readonly path: string;
  readonly settings: RunSettings;
  readonly file: FileDigest;
}

/**
 * Reads the file that is named, or else tierbook.yaml beside the rubric (in the working directory without one), where it
 * is there.
 */
export async function loadConfig(
  named: string | undefined,
  rubric: string | undefined,
  cwd: string,
): Promise<Config | undefined> {
  const path = named ?? (rubric === undefined ? configName : join(dirname(rubric), configName));
  const bytes = await readFile(resolve(cwd, path)).catch((error: NodeJS.ErrnoException) => {
    if (named === undefined && error.code === 'ENOENT') return undefined;
    throw new UserError([fileProblem(path, error)]);
  });
  if (bytes === undefined) return undefined;
  const file = { name: basename(path), sha256: sha256(bytes), size: bytes.length };
  const { readConfig } = await import('./read-config.ts');
  return { path, file, settings: readConfig(path, bytes.toString('utf8'), rebase(path, cwd)) };
}

/** Paths of the file, from the working directory on; standard input has no place. */
function rebase(path: string, cwd: string): (written: string) => string {
  const from = relative(cwd, dirname(resolve(cwd, path)));
  return (written) => {
    if (from === '' || written === '-' || isAbsolute(written)) return written;
    const rebased = join(from, written);
    return rebased === 'last' ? './last' : rebased;
  };
}

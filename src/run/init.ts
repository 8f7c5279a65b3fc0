import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Locale } from '../model/locale.ts';
import { UserError } from '../model/user-error.ts';
import { sampleFiles } from '../sample/files.ts';
import { readAsset } from './assets.ts';
import { outputProblem } from './output-directory.ts';

/** Writes the rubric, the sample books and a README into an empty or new directory; gives the paths as the user knows them. */
export async function initialise(directory: string, locale: Locale, cwd: string): Promise<string[]> {
  const full = resolve(cwd, directory);
  const files = await sampleFiles(locale, readAsset);
  const made: string[] = [];
  try {
    await mkdir(full, { recursive: true });
    const there = new Set(await readdir(full));
    const taken = files.filter((file) => there.has(file.name));
    if (taken.length > 0)
      throw existing(
        directory,
        taken.map((file) => file.name),
      );
    for (const file of files) {
      const path = join(full, file.name);
      await writeFile(path, file.bytes, { flag: 'wx' }).catch(async (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') await rm(path, { force: true });
        throw error;
      });
      made.push(path);
    }
  } catch (error) {
    for (const path of made) await rm(path, { force: true });
    throw error instanceof UserError ? error : outputProblem(directory, error);
  }
  return files.map((file) => join(directory, file.name));
}

function existing(directory: string, names: readonly string[]): UserError {
  return new UserError([
    {
      code: 'output-exists',
      severity: 'error',
      message: `${directory} holds ${names.join(', ')} already`,
      hint: 'choose another directory: init never overwrites',
    },
  ]);
}

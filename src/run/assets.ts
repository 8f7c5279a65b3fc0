import { readFile } from 'node:fs/promises';

/**
 * The text of a file that is no code, such as the page's style, by its path from `src/` on. The build puts these under `dist/`
 * and the code one folder below it, as this module lies below `src/`.
 */
export function readAsset(path: string): Promise<string> {
  return readFile(new URL(`../${path}`, import.meta.url), 'utf8');
}

import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { createCrew, type WorkerCrew } from '../parallel/worker-crew.ts';
import { fewBytes, partRules } from './part-rules.ts';

// The crew of a run. Where a book is so large that threads will be asked, they start before the run itself is loaded, and
// load meanwhile the modules of the jobs that they will be given.

/** In the order in which a run comes to them, from `src/` on. */
export const jobModules: readonly string[] = [
  'run/file-parts',
  'engine/local/jobs',
  'analysis/jobs',
  'report/common-cells',
  'report/client-rows',
  'run/column-file',
];

/** Whoever starts it closes it. */
export function startCrew(threads: number, books: readonly string[], cwd: string): WorkerCrew {
  const crew = createCrew(threads);
  const modules = jobModules.map((name) => new URL(`../${name}.js`, import.meta.url).href);
  crew.start(threadsFor(books, cwd), modules);
  return crew;
}

/** How many threads the books can be parted among. */
export function threadsFor(books: readonly string[], cwd: string): number {
  const size = books.reduce((sum, book) => sum + sizeOf(resolve(cwd, book)), 0);
  return size < fewBytes ? 0 : Math.ceil(size / partRules.size);
}

/** What is no file, or cannot be looked at, is for the run to say. */
function sizeOf(path: string): number {
  try {
    const found = statSync(path);
    return found.isFile() ? found.size : 0;
  } catch {
    return 0;
  }
}

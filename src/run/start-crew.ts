import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { createCrew as createCrewOf, type WorkerCrew } from '../parallel/worker-crew.ts';
import { fewBytes, partRules } from './part-rules.ts';

// The crew of a run. Where a book is so large that threads will be asked, they start before the run itself is loaded.

const entry = new URL('./hand.js', import.meta.url);

/** Whoever makes it closes it. */
export function createCrew(size: number): WorkerCrew {
  return createCrewOf(size, entry);
}

/** Whoever starts it closes it. */
export function startCrew(threads: number, books: readonly string[], cwd: string): WorkerCrew {
  const crew = createCrew(threads);
  crew.start(threadsFor(books, cwd));
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

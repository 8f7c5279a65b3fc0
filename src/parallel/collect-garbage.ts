import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createJob } from './crew.ts';

let collect: (() => void) | undefined;

/**
 * Lets go now of what nobody refers to any more. V8 does so when its own heap asks for it, which is small here while the
 * columns outside of it are not: between the steps over a book of millions they would stand for gigabytes that nobody needs.
 */
export function collectGarbage(): void {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
}

/** For another thread: what it saw keeps shared memory that everybody else has let go. */
export const collectJob = createJob('collectGarbage', collectGarbage);

import type { Job } from './crew.ts';

/** A job that was asked for. */
export interface Task {
  readonly job: Job<unknown, unknown>;
  readonly given: unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A mark that threads share: who takes it first does the job. A thread is sent more than it can begin at once, so that it
 * need not wait for this one; what it has not begun can be taken back.
 */
export type Mark = Int32Array<SharedArrayBuffer>;

export function createMark(): Mark {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** Whether nobody had taken it; from now on somebody has. */
export function take(mark: Mark): boolean {
  return Atomics.compareExchange(mark, 0, 0, 1) === 0;
}
